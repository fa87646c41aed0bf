// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Auction, AuctionParams, AuctionState, AuctionStatus, IAuctions} from "../interfaces/IAuctions.sol";
import {IBids} from "../interfaces/IBids.sol";
import {ICommonErrors} from "../interfaces/ICommonErrors.sol";
import {IItems} from "../interfaces/IItems.sol";
import {IVault} from "../interfaces/IVault.sol";
import {BlacklistERC20} from "../mocks/BlacklistERC20.sol";
import {PlainERC20} from "../mocks/PlainERC20.sol";
import {RefusingReceiver} from "../mocks/RefusingReceiver.sol";
import {RevertingERC721} from "../mocks/RevertingERC721.sol";
import {BidsFixture} from "../test-support/BidsFixture.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {Pausable} from "@openzeppelin/contracts/utils/Pausable.sol";

contract BuyoutsTest is BidsFixture {
    uint256 internal constant BUYOUT = 200 ether;
    uint256 internal constant FEE = BUYOUT / 20;

    function newCurrency() internal override returns (PlainERC20) {
        return new BlacklistERC20();
    }

    function setUp() public override {
        super.setUp();
        (terms, id) = auctionItem(withBuyout());
        fund(alice, BUYOUT);
    }

    function withBuyout() internal pure returns (AuctionParams memory params) {
        params = auctionParams();
        setBuyout(params, BUYOUT);
    }

    function buyout(address buyer, address recipient, bool useCredit) internal {
        vm.prank(buyer);
        marketplace.buyoutAuction(terms, recipient, useCredit);
    }

    function expectBuyoutRevert(address buyer, bytes memory reason) internal {
        vm.expectRevert(reason);
        vm.prank(buyer);
        marketplace.buyoutAuction(terms, buyer, false);
    }

    function notRunning(uint256 endsAt) internal view returns (bytes memory) {
        return abi.encodeWithSelector(IBids.AuctionNotRunning.selector, id, terms.rules.start(), endsAt);
    }

    // When

    function test_Buyout_RevertWhen_ThereIsNone() public {
        (terms, id) = auctionItem(auctionParams());
        expectBuyoutRevert(alice, abi.encodeWithSelector(IAuctions.NoBuyout.selector, id));
    }

    function test_Buyout_RevertWhen_ThereIsNoSuchAuction() public {
        terms.salt += 1;
        bytes32 unknown = marketplace.auctionId(terms);
        expectBuyoutRevert(alice, abi.encodeWithSelector(IAuctions.NotInAuction.selector, unknown));
    }

    function test_rule12_Buyout_RevertWhen_NotRunning() public {
        AuctionParams memory params = withBuyout();
        setStart(params, NOW + 100);
        (terms, id) = auctionItem(params);
        expectBuyoutRevert(alice, notRunning(terms.rules.end()));
        vm.warp(NOW + 99);
        expectBuyoutRevert(alice, notRunning(terms.rules.end()));
        vm.warp(terms.rules.end());
        expectBuyoutRevert(alice, notRunning(terms.rules.end()));
        warpToFinalize(terms);
        marketplace.finalizeAuction(terms);
        expectBuyoutRevert(alice, notRunning(0));
    }

    function testFuzz_rule12_Buyout_AtAnyTimeUntilTheEnd(uint256 at) public {
        vm.warp(bound(at, terms.rules.start(), terms.rules.end() - 1));
        buyout(alice, alice, false);
        assertEq(items.ownerOf(terms.tokenId), alice);
    }

    function test_rule12_Buyout_UntilTheEndToWhichItWasExtended() public {
        extend(uint64(terms.rules.end() + 10));
        vm.warp(terms.rules.end() + 9);
        buyout(alice, alice, false);
        assertEq(items.ownerOf(terms.tokenId), alice);
    }

    function test_rule36_Buyout_RevertWhen_Paused() public {
        pause();
        expectBuyoutRevert(alice, abi.encodeWithSelector(Pausable.EnforcedPause.selector));
    }

    // Who

    /// @dev He could take his item back from under standing bids.
    function test_rule11_Buyout_RevertWhen_BySeller() public {
        fund(seller, BUYOUT);
        expectBuyoutRevert(seller, abi.encodeWithSelector(IAuctions.BidderIsSeller.selector, seller));
    }

    function test_Buyout_RevertWhen_TheRecipientCannotBeOne() public {
        address[2] memory wrong = [address(0), address(marketplace)];
        for (uint256 i = 0; i < wrong.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(ICommonErrors.InvalidRecipient.selector, wrong[i]));
            buyout(alice, wrong[i], false);
        }
    }

    function test_Buyout_RevertWhen_BoughtOutOrSettled() public {
        buyout(alice, alice, false);
        bytes memory reason = abi.encodeWithSelector(IAuctions.AuctionAlreadySettled.selector, id);
        expectBuyoutRevert(bob, reason);
        expectPostRevert(bob, RESERVE, reason);
        deposit(bob, RESERVE);
        vm.warp(terms.rules.end() + CHALLENGE);
        expectSettleForRevert(bobKey, RESERVE, reason);
        expectPresentRevert(bobKey, RESERVE, receiptOf(RESERVE, 1), reason);
        warpToFinalize(terms);
        vm.expectRevert(reason);
        marketplace.finalizeAuction(terms);
    }

    // Money

    function test_rule12_Buyout_SharesThePriceOutAtOnce() public {
        vm.expectEmit(address(marketplace));
        emit IAuctions.AuctionBoughtOut(id, alice, carol, BUYOUT, FEE, 0);
        buyout(alice, carol, false);
        assertEq(items.ownerOf(terms.tokenId), carol);
        assertEq(currency.balanceOf(alice), 0);
        assertEq(currency.balanceOf(seller), BUYOUT - FEE);
        assertEq(surplus(), FEE);
        assertEq(marketplace.totalOwed(), 0);
        AuctionState memory state = marketplace.getAuction(id);
        assertEq(uint256(state.status), uint256(AuctionStatus.Settled));
        assertEq(state.winner, alice);
        assertEq(state.amount, BUYOUT);
    }

    /// @dev Vault funds cover bids: whoever could spend them here could pull cover out from under one.
    function test_rule13_Buyout_RevertWhen_OnlyTheVaultCouldPay() public {
        deposit(bob, BUYOUT);
        bytes4 selector = IERC20Errors.ERC20InsufficientBalance.selector;
        expectBuyoutRevert(bob, abi.encodeWithSelector(selector, bob, 0, BUYOUT));
        vm.expectRevert(abi.encodeWithSelector(selector, bob, 0, BUYOUT));
        buyout(bob, bob, true);
        assertVault(bob, BUYOUT, 0, 0);
    }

    function testFuzz_rule16_Buyout_CreditPaysFirst(uint256 credit) public {
        credit = bound(credit, RESERVE, BUYOUT - 1 ether);
        (Auction memory mine, bytes32 mineId) = (terms, id);
        // A post that was beaten elsewhere is credit.
        (terms, id) = auctionItem(auctionParams());
        post(bob, credit);
        post(erin, 2 * credit);
        assertVault(bob, 0, 0, credit);
        (terms, id) = (mine, mineId);

        fund(bob, BUYOUT - credit);
        vm.expectEmit(address(marketplace));
        emit IVault.CreditSpent(bob, id, credit);
        buyout(bob, bob, true);
        assertVault(bob, 0, 0, 0);
        assertEq(currency.balanceOf(bob), 0);
        assertEq(currency.balanceOf(seller), BUYOUT - FEE);
        assertEq(surplus(), FEE);
        assertEq(marketplace.totalOwed(), 2 * credit);
    }

    function test_rule16_Buyout_ProceedsThatCannotBePushedBecomeCredit() public {
        BlacklistERC20(address(currency)).setListed(seller, true);
        buyout(alice, alice, false);
        assertVault(seller, 0, 0, BUYOUT - FEE);
        assertEq(surplus(), FEE);
    }

    // Bids

    function test_rule12_Post_RevertWhen_ItReachesTheBuyout() public {
        bytes memory reason = abi.encodeWithSelector(IBids.BidReachesBuyout.selector, BUYOUT, BUYOUT);
        expectPostRevert(alice, BUYOUT, reason);
        reason = abi.encodeWithSelector(IBids.BidReachesBuyout.selector, MAX_AMOUNT, BUYOUT);
        expectPostRevert(alice, MAX_AMOUNT, reason);
        post(alice, BUYOUT - 1);
        assertPost(alice, BUYOUT - 1);
    }

    function test_rule12_Buyout_ReturnsAPostAsCredit() public {
        post(bob, RESERVE);
        vm.expectEmit(address(marketplace));
        emit IVault.Credited(bob, id, RESERVE);
        buyout(alice, alice, false);
        assertVault(bob, 0, 0, RESERVE);
        assertPost(address(0), 0);
        assertEq(marketplace.totalOwed(), RESERVE);
        assertEq(surplus(), FEE);
    }

    function test_rule12_Buyout_TheBuyersOwnPostPaysPartOfIt() public {
        post(bob, RESERVE);
        fund(bob, BUYOUT - RESERVE);
        buyout(bob, bob, true);
        assertEq(items.ownerOf(terms.tokenId), bob);
        assertVault(bob, 0, 0, 0);
        assertEq(currency.balanceOf(bob), 0);
        assertEq(marketplace.totalOwed(), 0);
        assertEq(surplus(), FEE);
    }

    /// @dev A bid is presented once bidding ended; an Extension that is sent later opens the bidding again.
    function test_rule12_Buyout_FreesWhatWasPresentedBeforeAnExtension() public {
        deposit(bob, RESERVE);
        vm.warp(terms.rules.end());
        present(bobKey, RESERVE, receiptOf(RESERVE, 1));
        assertEq(marketplace.vaultOf(bob).presented, RESERVE);
        extend(uint64(terms.rules.end() + 600));
        buyout(alice, alice, false);
        assertEq(items.ownerOf(terms.tokenId), alice);
        assertEq(marketplace.vaultOf(bob).presented, 0);
        assertEq(presentedOf(bob), 0);
        assertVault(bob, RESERVE, 0, 0);
    }

    // Items

    function test_rule31_Buyout_RevertWhen_TheItemCannotMove() public {
        RevertingERC721 cursed = new RevertingERC721();
        cursed.mint(seller, 1);
        terms = auctionTerms(address(cursed), 1, 1, withBuyout());
        id = marketplace.auctionId(terms);
        vm.prank(seller);
        cursed.safeTransferFrom(seller, address(marketplace), 1, auctionData(withBuyout()));
        cursed.setFrozen(true);
        expectBuyoutRevert(alice, abi.encodeWithSelector(IItems.TradeFailed.selector, id));
        assertEq(currency.balanceOf(alice), BUYOUT);
    }

    function test_rule32_Buyout_ARefusedStackWaitsAsTheBuyersClaim() public {
        (terms, id) = auctionStack(7, withBuyout());
        RefusingReceiver refuser = new RefusingReceiver();
        buyout(alice, address(refuser), false);
        (, uint256 tokenId, uint256 quantity) = marketplace.claimOf(id, alice);
        assertEq(tokenId, terms.tokenId);
        assertEq(quantity, 7);
        assertEq(currency.balanceOf(seller), BUYOUT - FEE);
        vm.prank(alice);
        marketplace.claimItem(id, carol);
        assertEq(stacks.balanceOf(carol, terms.tokenId), 7);
    }
}
