// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Auction, AuctionParams} from "../interfaces/IAuctions.sol";
import {ICommonErrors} from "../interfaces/ICommonErrors.sol";
import {IVault, Withdrawal} from "../interfaces/IVault.sol";
import {FeeOnTransferERC20} from "../mocks/FeeOnTransferERC20.sol";
import {PlainERC20} from "../mocks/PlainERC20.sol";
import {BidsFixture} from "../test-support/BidsFixture.sol";
import {MarketplaceFixture} from "../test-support/MarketplaceFixture.sol";

/// @notice Sums at their edges: nothing, one unit, just enough.
contract VaultEdgesTest is BidsFixture {
    /// @dev Gives alice credit: a post of hers that bob beat.
    function giveCredit(uint256 amount) internal {
        Auction memory kept = terms;
        AuctionParams memory params = auctionParams();
        (params.startPrice, params.reservePrice) = (1, 0);
        (terms, id) = auctionItem(params);
        post(alice, amount);
        post(bob, 2 * amount);
        assertVault(alice, 0, 0, amount);
        (terms, id) = (kept, marketplace.auctionId(kept));
    }

    function test_rule16_Settle_CreditsNobodyWithARoyaltyOfNothing() public {
        deposit(alice, RESERVE);
        warpToSettlement(terms);
        vm.recordLogs();
        settleForAlice(terms, RESERVE);
        assertNotEmitted(IVault.Credited.selector);
    }

    function test_rule16_Post_LeavesACreditThatIsNotAskedFor() public {
        giveCredit(RESERVE);
        fund(alice, RESERVE);
        vm.recordLogs();
        vm.prank(alice);
        marketplace.postBid(terms, RESERVE, false);
        assertNotEmitted(IVault.CreditSpent.selector);
        assertVault(alice, 0, 0, RESERVE);
        assertEq(currency.balanceOf(alice), 0);
    }

    function test_rule16_Post_SpendsACreditOfOneUnit() public {
        giveCredit(1);
        fund(alice, RESERVE - 1);
        vm.expectEmit(address(marketplace));
        emit IVault.CreditSpent(alice, id, 1);
        vm.prank(alice);
        marketplace.postBid(terms, RESERVE, true);
        assertVault(alice, 0, 0, 0);
    }

    function test_rule15_Withdraw_AllButWhatIsBound() public {
        deposit(alice, 1_000 ether);
        vm.warp(terms.rules.end());
        present(aliceKey, 300 ether, receiptOf(RESERVE, 1));
        Withdrawal memory consent = consentTo(700 ether, alice);
        bytes memory signed = signWithdrawal(settlerKey, alice, consent);
        vm.prank(alice);
        marketplace.withdraw(consent, signed);
        assertVault(alice, 300 ether, 0, 0);
    }
}

/// @notice A currency that takes a fee, of a Marketplace that holds others' money already.
contract VaultEdgesShortTest is MarketplaceFixture {
    function newCurrency() internal override returns (PlainERC20) {
        return new FeeOnTransferERC20();
    }

    function test_rule35_Deposit_RevertWhen_ItArrivesShortAmongOthersMoney() public {
        currency.mint(address(marketplace), 1_000 ether);
        fund(alice, 100 ether);
        vm.expectRevert(abi.encodeWithSelector(ICommonErrors.DepositShort.selector, 100 ether, 99 ether));
        vm.prank(alice);
        marketplace.deposit(alice, 100 ether);
    }
}
