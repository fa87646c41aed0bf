// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Auction, AuctionStatus} from "../interfaces/IAuctions.sol";
import {ICommonErrors} from "../interfaces/ICommonErrors.sol";
import {Listing} from "../interfaces/IListings.sol";
import {IVault, Withdrawal} from "../interfaces/IVault.sol";
import {BlacklistERC20} from "../mocks/BlacklistERC20.sol";
import {FeeOnTransferERC20} from "../mocks/FeeOnTransferERC20.sol";
import {NoReturnERC20} from "../mocks/NoReturnERC20.sol";
import {PlainERC20} from "../mocks/PlainERC20.sol";
import {MarketplaceFixture} from "../test-support/MarketplaceFixture.sol";

contract VaultFeeOnTransferTest is MarketplaceFixture {
    function newCurrency() internal override returns (PlainERC20) {
        return new FeeOnTransferERC20();
    }

    function testFuzz_rule35_Deposit_RevertWhen_ItArrivesShort(uint256 amount) public {
        amount = bound(amount, 100, type(uint128).max);
        fund(alice, amount);
        vm.expectRevert(abi.encodeWithSelector(ICommonErrors.DepositShort.selector, amount, amount - amount / 100));
        vm.prank(alice);
        marketplace.deposit(alice, amount);
        assertEq(currency.balanceOf(alice), amount);
        assertVault(alice, 0, 0, 0);
        assertEq(marketplace.totalOwed(), 0);
    }

    /// @dev What cannot be pushed to the seller would become credit for more than there is.
    function test_rule35_Buy_RevertWhen_CreditWouldArriveShort() public {
        fund(alice, PRICE);
        (Listing memory listing, ) = listItem(listingParams());
        FeeOnTransferERC20(address(currency)).setListed(seller, true);
        uint256 proceeds = PRICE - PRICE / 20;
        vm.expectRevert(
            abi.encodeWithSelector(ICommonErrors.DepositShort.selector, proceeds, proceeds - proceeds / 100)
        );
        vm.prank(alice);
        marketplace.buy(listing, 1, PRICE, alice);
        assertEq(marketplace.totalOwed(), 0);
    }
}

contract VaultNoReturnTest is MarketplaceFixture {
    function newCurrency() internal override returns (PlainERC20) {
        return PlainERC20(address(new NoReturnERC20()));
    }

    /// @dev `fund` decodes what `approve` returns, which is nothing.
    function fundPlainly(address account, uint256 amount) internal {
        NoReturnERC20 token = NoReturnERC20(address(currency));
        token.mint(account, amount);
        vm.prank(account);
        token.approve(address(marketplace), type(uint256).max);
    }

    function test_Currency_ThatReturnsNothingWorks() public {
        fundPlainly(alice, 1_000 ether);
        vm.prank(alice);
        marketplace.deposit(alice, 800 ether);

        (Listing memory listing, ) = listItem(listingParams());
        vm.prank(alice);
        marketplace.buy(listing, 1, PRICE, alice);
        assertEq(currency.balanceOf(seller), 95 ether);

        Withdrawal memory consent = consentTo(100 ether, bob);
        bytes memory signed = signWithdrawal(settlerKey, alice, consent);
        vm.prank(alice);
        marketplace.withdraw(consent, signed);
        assertEq(currency.balanceOf(bob), 100 ether);

        (Auction memory terms, ) = auctionItem(auctionParams());
        warpToSettlement(terms);
        settleForAlice(terms, 100 ether);
        assertEq(currency.balanceOf(seller), 190 ether);
        assertVault(seller, 0, 0, 0);

        vm.prank(alice);
        marketplace.requestExit(600 ether);
        vm.warp(time() + EXIT_DELAY);
        vm.prank(alice);
        marketplace.executeExit(alice);
        assertEq(currency.balanceOf(alice), 800 ether - 100 ether);
        assertEq(marketplace.collectFees(), 10 ether);
        assertEq(currency.balanceOf(treasury), 10 ether);
        assertEq(currency.balanceOf(address(marketplace)), 0);
    }
}

contract VaultBlacklistTest is MarketplaceFixture {
    function newCurrency() internal override returns (PlainERC20) {
        return new BlacklistERC20();
    }

    function setListed(address account, bool listed) internal {
        BlacklistERC20(address(currency)).setListed(account, listed);
    }

    function settledWithRefusedSeller() internal returns (bytes32 id) {
        deposit(alice, 1_000 ether);
        Auction memory terms;
        (terms, id) = auctionItem(auctionParams());
        setListed(seller, true);
        warpToSettlement(terms);
        vm.expectEmit(address(marketplace));
        emit IVault.Credited(seller, id, 95 ether);
        settleForAlice(terms, 100 ether);
        assertEq(items.ownerOf(terms.tokenId), alice);
    }

    function test_rule16_Settle_RefusedProceedsBecomeCredit() public {
        bytes32 id = settledWithRefusedSeller();
        assertEq(uint256(marketplace.getAuction(id).status), uint256(AuctionStatus.Settled));
        assertVault(alice, 900 ether, 0, 0);
        assertVault(seller, 0, 0, 95 ether);
        assertEq(marketplace.totalOwed(), 995 ether);
        assertEq(surplus(), 5 ether);
        // The fee, and not a unit of the seller's, can be collected.
        assertEq(marketplace.collectFees(), 5 ether);
        assertEq(marketplace.collectFees(), 0);
    }

    function test_rule16_WithdrawCredit_PaysAnyRecipientAtOnce() public {
        settledWithRefusedSeller();
        vm.expectEmit(address(marketplace));
        emit IVault.CreditWithdrawn(seller, carol, 95 ether);
        vm.prank(seller);
        marketplace.withdrawCredit(carol);
        assertEq(currency.balanceOf(carol), 95 ether);
        assertVault(seller, 0, 0, 0);
        assertEq(marketplace.totalOwed(), 900 ether);

        vm.expectRevert(abi.encodeWithSelector(IVault.NoCredit.selector, seller));
        vm.prank(seller);
        marketplace.withdrawCredit(carol);
    }

    function test_WithdrawCredit_RevertWhen_ThereIsNone() public {
        deposit(alice, 1 ether);
        vm.expectRevert(abi.encodeWithSelector(IVault.NoCredit.selector, alice));
        vm.prank(alice);
        marketplace.withdrawCredit(alice);
    }

    function test_WithdrawCredit_RevertWhen_TheRecipientIsInvalidOrRefused() public {
        settledWithRefusedSeller();
        vm.expectRevert(abi.encodeWithSelector(ICommonErrors.InvalidRecipient.selector, address(0)));
        vm.prank(seller);
        marketplace.withdrawCredit(address(0));
        vm.expectRevert(abi.encodeWithSelector(ICommonErrors.InvalidRecipient.selector, address(marketplace)));
        vm.prank(seller);
        marketplace.withdrawCredit(address(marketplace));
        vm.expectRevert(abi.encodeWithSelector(BlacklistERC20.Blacklisted.selector, seller));
        vm.prank(seller);
        marketplace.withdrawCredit(seller);
        assertVault(seller, 0, 0, 95 ether);
    }

    function test_rule16_CreditIsNoCover() public {
        settledWithRefusedSeller();
        Withdrawal memory consent = consentTo(1 ether, carol);
        bytes memory signed = signWithdrawal(settlerKey, seller, consent);
        vm.expectRevert(abi.encodeWithSelector(IVault.InsufficientFree.selector, seller, 0, 1 ether));
        vm.prank(seller);
        marketplace.withdraw(consent, signed);
        vm.expectRevert(abi.encodeWithSelector(IVault.InsufficientFree.selector, seller, 0, 1 ether));
        vm.prank(seller);
        marketplace.requestExit(1 ether);
    }

    function test_rule16_CreditsOfTwoSalesAddUp() public {
        settledWithRefusedSeller();
        (Auction memory terms, ) = auctionItem(auctionParamsFromNow());
        warpToSettlement(terms);
        settleForAlice(terms, 200 ether);
        assertVault(seller, 0, 0, 95 ether + 190 ether);
    }

    function test_Settle_CollectsFromABidderWhomTheCurrencyRefuses() public {
        deposit(alice, 1_000 ether);
        (Auction memory terms, ) = auctionItem(auctionParams());
        setListed(alice, true);
        warpToSettlement(terms);
        settleForAlice(terms, 100 ether);
        assertEq(currency.balanceOf(seller), 95 ether);
        assertEq(items.ownerOf(terms.tokenId), alice);
    }

    function test_Exit_ARefusedAccountGetsOutToAnotherRecipient() public {
        deposit(alice, 10 ether);
        vm.prank(alice);
        marketplace.requestExit(10 ether);
        setListed(alice, true);
        vm.warp(NOW + EXIT_DELAY);
        vm.expectRevert(abi.encodeWithSelector(BlacklistERC20.Blacklisted.selector, alice));
        vm.prank(alice);
        marketplace.executeExit(alice);
        vm.prank(alice);
        marketplace.executeExit(carol);
        assertEq(currency.balanceOf(carol), 10 ether);
    }
}
