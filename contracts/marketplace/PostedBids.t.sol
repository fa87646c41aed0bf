// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AuctionParams, AuctionState, AuctionStatus, IAuctions, Settlement} from "../interfaces/IAuctions.sol";
import {IBids} from "../interfaces/IBids.sol";
import {ICommonErrors} from "../interfaces/ICommonErrors.sol";
import {IReceiptKeys} from "../interfaces/IReceiptKeys.sol";
import {ISettlers} from "../interfaces/ISettlers.sol";
import {IVault} from "../interfaces/IVault.sol";
import {BidsFixture} from "../test-support/BidsFixture.sol";
import {Vm} from "../test-support/Vm.sol";

contract PostedBidsTest is BidsFixture {
    function notRunning(uint256 endsAt) internal view returns (bytes memory) {
        return abi.encodeWithSelector(IBids.AuctionNotRunning.selector, id, terms.rules.start(), endsAt);
    }

    function tooLow(uint256 amount, uint256 minimum) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IBids.BidTooLow.selector, amount, minimum);
    }

    // postBid

    function test_rule06_Post_RevertWhen_NotRunning() public {
        AuctionParams memory params = auctionParams();
        setStart(params, NOW + 100);
        (terms, id) = auctionItem(params);
        fund(alice, RESERVE);
        expectPostRevert(alice, RESERVE, notRunning(terms.rules.end()));
        vm.warp(terms.rules.end());
        expectPostRevert(alice, RESERVE, notRunning(terms.rules.end()));
        warpToFinalize(terms);
        marketplace.finalizeAuction(terms);
        expectPostRevert(alice, RESERVE, notRunning(0));
        vm.warp(time() + CHALLENGE);
        marketplace.finalizeAuction(terms);
        expectPostRevert(alice, RESERVE, abi.encodeWithSelector(IAuctions.NotInAuction.selector, id));
    }

    function test_rule18_Post_RevertWhen_BySeller() public {
        fund(seller, RESERVE);
        expectPostRevert(seller, RESERVE, abi.encodeWithSelector(IAuctions.BidderIsSeller.selector, seller));
    }

    function testFuzz_rule18_Post_RevertWhen_BelowTheFirstBid(uint256 amount) public {
        amount = bound(amount, 0, RESERVE - 1);
        expectPostRevert(alice, amount, tooLow(amount, RESERVE));
    }

    function testFuzz_rule18_Post_RevertWhen_TooLarge(uint256 amount) public {
        amount = bound(amount, MAX_AMOUNT + 1, type(uint256).max);
        expectPostRevert(
            alice,
            amount,
            abi.encodeWithSelector(ICommonErrors.AmountTooLarge.selector, amount, MAX_AMOUNT)
        );
    }

    function test_Post_RevertWhen_TheWalletCannotPay() public {
        vm.prank(alice);
        currency.approve(address(marketplace), RESERVE);
        vm.expectRevert();
        vm.prank(alice);
        marketplace.postBid(terms, RESERVE, true);
    }

    function test_rule18_Post_TheFirstCreditsNobody() public {
        fund(alice, RESERVE);
        vm.recordLogs();
        vm.prank(alice);
        marketplace.postBid(terms, RESERVE, false);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; i++) assertNotEq(logs[i].topics[0], IVault.Credited.selector);
    }

    function testFuzz_rule18_Post_TakesTheMoney(uint256 amount) public {
        amount = bound(amount, RESERVE, MAX_AMOUNT);
        fund(alice, amount);
        vm.expectEmit(address(marketplace));
        emit IBids.BidPosted(id, alice, amount, terms.rules.end());
        vm.prank(alice);
        marketplace.postBid(terms, amount, false);
        assertPost(alice, amount);
        assertEq(currency.balanceOf(alice), 0);
        assertEq(marketplace.totalOwed(), amount);
        assertVault(alice, 0, 0, 0);
        AuctionState memory state = marketplace.getAuction(id);
        assertEq(uint256(state.status), uint256(AuctionStatus.Live));
        assertEq(state.endsAt, terms.rules.end());
        assertEq(state.feeBps, FEE_BPS);
    }

    function testFuzz_rule18_Post_BeatsAnothersByTheIncrement(uint256 first, uint256 bps) public {
        first = bound(first, RESERVE, MAX_AMOUNT / 3);
        AuctionParams memory params = auctionParams();
        setIncrement(params, bound(bps, 100, 10_000));
        (terms, id) = auctionItem(params);
        post(alice, first);
        uint256 minimum = first + (first * params.rules.incrementBps() + 9_999) / 10_000;
        expectPostRevert(bob, minimum - 1, tooLow(minimum - 1, minimum));
        fund(bob, minimum);
        vm.expectEmit(address(marketplace));
        emit IBids.BidPosted(id, bob, minimum, terms.rules.end());
        vm.expectEmit(address(marketplace));
        emit IVault.Credited(alice, id, first);
        vm.prank(bob);
        marketplace.postBid(terms, minimum, false);
        assertPost(bob, minimum);
        assertVault(alice, 0, 0, first);
        assertEq(marketplace.totalOwed(), first + minimum);
    }

    function testFuzz_rule18_Post_RaisingOnesOwnPaysTheDifference(uint256 by) public {
        post(alice, RESERVE);
        expectPostRevert(alice, RESERVE, tooLow(RESERVE, RESERVE + 1));
        by = bound(by, 1, MAX_AMOUNT - RESERVE);
        fund(alice, by);
        vm.prank(alice);
        marketplace.postBid(terms, RESERVE + by, false);
        assertPost(alice, RESERVE + by);
        assertEq(currency.balanceOf(alice), 0);
        assertVault(alice, 0, 0, 0);
        assertEq(marketplace.totalOwed(), RESERVE + by);
    }

    function testFuzz_rule16_Post_CreditPaysFirstWhereWanted(uint256 amount) public {
        post(alice, RESERVE);
        post(bob, 100 ether);
        // Alice has a credit of RESERVE now.
        amount = bound(amount, 105 ether, 1_000 ether);
        fund(alice, amount);
        vm.prank(alice);
        marketplace.postBid(terms, amount, true);
        assertEq(currency.balanceOf(alice), RESERVE);
        assertVault(alice, 0, 0, 0);
        assertVault(bob, 0, 0, 100 ether);
        assertEq(marketplace.totalOwed(), amount + 100 ether);
        // With enough credit the wallet is not asked.
        (uint256 had, uint256 owed) = (currency.balanceOf(bob), marketplace.totalOwed());
        (terms, id) = auctionItem(auctionParams());
        vm.expectEmit(address(marketplace));
        emit IVault.CreditSpent(bob, id, RESERVE);
        vm.prank(bob);
        marketplace.postBid(terms, RESERVE, true);
        assertEq(currency.balanceOf(bob), had);
        assertEq(marketplace.totalOwed(), owed);
        assertVault(bob, 0, 0, 100 ether - RESERVE);
    }

    function test_rule36_Post_WorksWhilePaused() public {
        pause();
        post(alice, RESERVE);
        assertPost(alice, RESERVE);
    }

    // The clock

    function testFuzz_rule05_Post_ProlongsInsideTheWindowAlone(uint256 at) public {
        at = bound(at, terms.rules.start(), terms.rules.end() - 1);
        vm.warp(at);
        post(alice, RESERVE);
        uint256 endsAt = at + EXTENSION_WINDOW > terms.rules.end() ? at + EXTENSION_WINDOW : terms.rules.end();
        assertEq(marketplace.getAuction(id).endsAt, endsAt);
    }

    function test_rule04_Post_NeverProlongsBeyondTheHardEnd() public {
        uint256 amount = RESERVE;
        uint256 hardEnd = terms.rules.end() + EXTENSION_LIMIT;
        vm.warp(terms.rules.end() - 1);
        while (time() < hardEnd) {
            post(alice, amount++);
            assertLe(marketplace.getAuction(id).endsAt, hardEnd);
            vm.warp(time() + EXTENSION_WINDOW - 1);
        }
        assertEq(marketplace.getAuction(id).endsAt, hardEnd);
        expectPostRevert(alice, amount, notRunning(hardEnd));
        expectSettleForRevert(
            bobKey,
            1_000 ether,
            abi.encodeWithSelector(IAuctions.AuctionNotEnded.selector, id, hardEnd + CHALLENGE)
        );
    }

    function testFuzz_rule05_Extend_MovesTheEnd(uint256 endsAt, uint256 at) public {
        uint64 to = uint64(bound(endsAt, terms.rules.end() + 1, terms.rules.end() + EXTENSION_LIMIT));
        // Also after the end that it moves, while the auction has not ended.
        vm.warp(bound(at, NOW, terms.rules.end() + EXTENSION_LIMIT + GRACE));
        bytes memory signed = signExtension(receiptKey, id, to);
        vm.expectEmit(address(marketplace));
        emit IBids.AuctionExtended(id, to);
        vm.prank(carol);
        marketplace.extendAuction(terms, to, signed);
        assertEq(marketplace.getAuction(id).endsAt, to);
        // Once.
        vm.expectRevert(
            abi.encodeWithSelector(IBids.InvalidExtension.selector, id, to, to, terms.rules.end() + EXTENSION_LIMIT)
        );
        marketplace.extendAuction(terms, to, signed);
    }

    function testFuzz_rule05_Extend_RevertWhen_NotLaterOrBeyondTheHardEnd(uint64 endsAt) public {
        uint256 latest = terms.rules.end() + EXTENSION_LIMIT;
        vm.assume(endsAt <= terms.rules.end() || endsAt > latest);
        bytes memory signed = signExtension(receiptKey, id, endsAt);
        vm.expectRevert(abi.encodeWithSelector(IBids.InvalidExtension.selector, id, endsAt, terms.rules.end(), latest));
        marketplace.extendAuction(terms, endsAt, signed);
    }

    function test_rule05_Extend_RevertWhen_FinalizingOrEnded() public {
        uint64 to = uint64(terms.rules.end() + 1);
        bytes memory signed = signExtension(receiptKey, id, to);
        warpToFinalize(terms);
        marketplace.finalizeAuction(terms);
        vm.expectPartialRevert(IBids.InvalidExtension.selector);
        marketplace.extendAuction(terms, to, signed);
        vm.warp(time() + CHALLENGE);
        marketplace.finalizeAuction(terms);
        vm.expectRevert(abi.encodeWithSelector(IAuctions.NotInAuction.selector, id));
        marketplace.extendAuction(terms, to, signed);
    }

    function test_rule20_Extend_RevertWhen_NotByAReceiptKey() public {
        uint64 to = uint64(terms.rules.end() + 1);
        bytes memory signed = signExtension(settlerKey, id, to);
        vm.expectRevert(abi.encodeWithSelector(IReceiptKeys.UnauthorizedReceiptKey.selector, settler));
        marketplace.extendAuction(terms, to, signed);
        vm.expectRevert(abi.encodeWithSelector(ISettlers.InvalidSignature.selector, address(0)));
        marketplace.extendAuction(terms, to, hex"00");
        // Neither another auction's nor another time's.
        signed = signExtension(receiptKey, id, to + 1);
        vm.expectPartialRevert(IReceiptKeys.UnauthorizedReceiptKey.selector);
        marketplace.extendAuction(terms, to, signed);
        signed = signExtension(receiptKey, bytes32(uint256(id) ^ 1), to);
        vm.expectPartialRevert(IReceiptKeys.UnauthorizedReceiptKey.selector);
        marketplace.extendAuction(terms, to, signed);
    }

    // Settlement and posts

    function testFuzz_rule19_Settle_MustBeAboveThePost(uint256 posted, uint256 amount) public {
        posted = bound(posted, RESERVE, MAX_AMOUNT);
        amount = bound(amount, RESERVE, MAX_AMOUNT);
        post(alice, posted);
        deposit(bob, amount);
        vm.warp(marketplace.getAuction(id).endsAt + CHALLENGE);
        if (amount <= posted) {
            expectSettleForRevert(
                bobKey,
                amount,
                abi.encodeWithSelector(IBids.AmountBelowPost.selector, amount, posted)
            );
            return;
        }
        settleFor(bobKey, amount);
        assertEq(items.ownerOf(terms.tokenId), bob);
        assertVault(alice, 0, 0, posted);
        assertVault(bob, 0, 0, 0);
        assertPost(address(0), 0);
        assertEq(currency.balanceOf(seller), proceeds(amount));
        assertEq(marketplace.totalOwed(), posted);
        assertSolvent();
    }

    function test_rule19_Settle_TakesThePostWithoutABid() public {
        post(alice, 100 ether);
        warpToSettlement(terms);
        Settlement memory outcome = outcomeOf(alice, 100 ether);
        bytes memory settlerSignature = signSettlement(settlerKey, id, outcome);
        marketplace.settleAuction(terms, outcome, 0, settlerSignature, "");
        assertEq(items.ownerOf(terms.tokenId), alice);
        assertEq(currency.balanceOf(seller), 95 ether);
        assertVault(alice, 0, 0, 0);
        assertEq(surplus(), 5 ether);
        assertEq(marketplace.getAuction(id).amount, 100 ether);
    }

    function test_rule19_Settle_ThePostedBidderMayWinOffChainAndHisPostReturns() public {
        post(alice, 100 ether);
        deposit(alice, 120 ether);
        warpToSettlement(terms);
        settleFor(aliceKey, 110 ether);
        assertVault(alice, 10 ether, 0, 100 ether);
        assertEq(items.ownerOf(terms.tokenId), alice);
        assertEq(currency.balanceOf(seller), proceeds(110 ether));
    }

    function test_rule19_Settle_RevertWhen_NobodyIsNamedAtNothing() public {
        deposit(alice, 100 ether);
        vm.warp(terms.rules.end());
        present(aliceKey, 100 ether, receiptOf(RESERVE, 1));
        warpToSettlement(terms);
        Settlement memory outcome = outcomeOf(address(0), 0);
        bytes memory settlerSignature = signSettlement(settlerKey, id, outcome);
        vm.expectRevert(abi.encodeWithSelector(IAuctions.AmountBelowReserve.selector, 0, RESERVE));
        marketplace.settleAuction(terms, outcome, 0, settlerSignature, "");
    }
}
