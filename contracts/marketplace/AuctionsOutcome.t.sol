// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Auction, AuctionStatus, IAuctions} from "../interfaces/IAuctions.sol";
import {IBids} from "../interfaces/IBids.sol";
import {ICommonErrors} from "../interfaces/ICommonErrors.sol";
import {ISettlers} from "../interfaces/ISettlers.sol";
import {BurningERC721} from "../mocks/BurningERC721.sol";
import {RefusingReceiver} from "../mocks/RefusingReceiver.sol";
import {BidsFixture} from "../test-support/BidsFixture.sol";
import {Digests} from "../test-support/Digests.sol";

/// @dev What finalize makes of posts and presented bids, and the seller's cancel of an auction that runs.
contract AuctionsOutcomeTest is BidsFixture {
    function setUp() public override {
        super.setUp();
        deposit(alice, 1_000 ether);
        deposit(bob, 1_000 ether);
    }

    function increment(uint256 amount) internal view returns (uint256) {
        return amount + (amount * terms.rules.incrementBps() + 9_999) / 10_000;
    }

    function max(uint256 a, uint256 b) internal pure returns (uint256) {
        return a > b ? a : b;
    }

    function min(uint256 a, uint256 b) internal pure returns (uint256) {
        return a < b ? a : b;
    }

    // finalizeAuction

    function test_rule24_Finalize_ThePostWins() public {
        post(alice, 100 ether);
        finalize(terms);
        assertEq(items.ownerOf(terms.tokenId), alice);
        assertEq(currency.balanceOf(seller), 95 ether);
        assertVault(alice, 1_000 ether, 0, 0);
        assertPost(address(0), 0);
        assertEq(marketplace.getAuction(id).winner, alice);
        assertEq(surplus(), 5 ether);
    }

    function testFuzz_rule24_Finalize_APresentedBidderPaysWhatItTook(
        uint256 first,
        uint256 second,
        uint256 told
    ) public {
        first = bound(first, RESERVE, 1_000 ether);
        second = bound(second, RESERVE, first);
        told = bound(told, 0, first);
        vm.warp(terms.rules.end());
        present(bobKey, second, receiptOf(0, 2));
        present(aliceKey, first, receiptOf(told, 1));
        finalize(terms);
        uint256 price = min(max(max(told, RESERVE), increment(second)), first);
        assertEq(marketplace.getAuction(id).winner, alice);
        assertEq(marketplace.getAuction(id).amount, price);
        assertVault(alice, 1_000 ether - price, 0, 0);
        assertVault(bob, 1_000 ether, 0, 0);
        assertPresented(alice, 0);
        assertPresented(bob, 0);
        assertEq(currency.balanceOf(seller), proceeds(price));
    }

    function testFuzz_rule24_Finalize_TheHigherOfPostAndPresentedWins(uint256 posted, uint256 maxAmount) public {
        posted = bound(posted, RESERVE, 1_000 ether);
        maxAmount = bound(maxAmount, RESERVE, 1_000 ether);
        post(bob, posted);
        vm.warp(terms.rules.end());
        // Ties go to the post.
        bool byPost = posted >= maxAmount;
        if (byPost) {
            bytes memory reason = abi.encodeWithSelector(IBids.AmountBelowPost.selector, maxAmount, posted);
            expectPresentRevert(aliceKey, maxAmount, receiptOf(RESERVE, 1), reason);
        } else {
            present(aliceKey, maxAmount, receiptOf(RESERVE, 1));
        }
        finalize(terms);
        uint256 price = byPost ? posted : min(max(RESERVE, increment(posted)), maxAmount);
        assertEq(marketplace.getAuction(id).winner, byPost ? bob : alice);
        assertEq(marketplace.getAuction(id).amount, price);
        assertVault(bob, 1_000 ether, 0, byPost ? 0 : posted);
        assertVault(alice, byPost ? 1_000 ether : 1_000 ether - price, 0, 0);
        assertEq(currency.balanceOf(seller), proceeds(price));
        assertSolvent();
    }

    /// @dev Nobody raises his own price: his post is no rival of his presented bid.
    function test_rule24_Finalize_OnesOwnPostIsNoRivalButTheLeastToPay() public {
        post(alice, 100 ether);
        vm.warp(terms.rules.end());
        present(aliceKey, 300 ether, receiptOf(90 ether, 1));
        finalize(terms);
        assertEq(marketplace.getAuction(id).amount, 100 ether);
        assertVault(alice, 1_000 ether - 100 ether, 0, 100 ether);
    }

    function test_rule31_Finalize_MovesNoMoneyWhen_TheItemCannotMove() public {
        BurningERC721 token = new BurningERC721();
        token.mint(seller, 1);
        vm.prank(seller);
        token.safeTransferFrom(seller, address(marketplace), 1, auctionData(auctionParams()));
        terms = auctionTerms(address(token), 1, 1, auctionParams());
        id = marketplace.auctionId(terms);
        post(bob, 200 ether);
        token.burn(1);
        vm.warp(terms.rules.end());
        present(aliceKey, 900 ether, receiptOf(RESERVE, 1));
        finalize(terms);
        assertEq(uint256(marketplace.getAuction(id).status), uint256(AuctionStatus.Returned));
        assertVault(alice, 1_000 ether, 0, 0);
        assertPresented(alice, 0);
        assertVault(bob, 1_000 ether, 0, 200 ether);
        assertEq(currency.balanceOf(seller), 0);
        (, , uint256 quantity) = marketplace.claimOf(id, seller);
        assertEq(quantity, 1);
    }

    function test_rule32_Finalize_TheSaleStandsWhen_TheWinnerRefusesUnits() public {
        RefusingReceiver wallet = new RefusingReceiver();
        (terms, id) = auctionStack(5, auctionParams());
        currency.mint(address(wallet), 200 ether);
        vm.startPrank(address(wallet));
        currency.approve(address(marketplace), 200 ether);
        marketplace.postBid(terms, 200 ether, false);
        vm.stopPrank();
        finalize(terms);
        assertEq(currency.balanceOf(seller), 190 ether);
        (, , uint256 quantity) = marketplace.claimOf(id, address(wallet));
        assertEq(quantity, 5);
    }

    function test_rule33_Finalize_RevertWhen_TheCallerStarvesTheItem() public {
        post(alice, 100 ether);
        warpToFinalize(terms);
        marketplace.finalizeAuction(terms);
        vm.warp(time() + CHALLENGE);
        (bool success, ) = address(marketplace).call{gas: 330_000}(abi.encodeCall(IAuctions.finalizeAuction, (terms)));
        assertFalse(success);
        assertEq(uint256(marketplace.getAuction(id).status), uint256(AuctionStatus.Finalizing));
        marketplace.finalizeAuction(terms);
        assertEq(items.ownerOf(terms.tokenId), alice);
    }

    // cancelRunningAuction

    function cancelSigned(uint256 deadline) internal {
        bytes memory signed = signature(settlerKey, digestOf(Digests.cancellation(id, deadline)));
        vm.prank(seller);
        marketplace.cancelRunningAuction(terms, deadline, signed);
    }

    function expectCancelRevert(address caller, uint256 deadline, bytes memory reason) internal {
        bytes memory signed = signature(settlerKey, digestOf(Digests.cancellation(id, deadline)));
        vm.expectRevert(reason);
        vm.prank(caller);
        marketplace.cancelRunningAuction(terms, deadline, signed);
    }

    function testFuzz_rule30_Cancel_WhileItRunsWithASettlersConsent(uint256 at) public {
        vm.warp(bound(at, terms.rules.start(), terms.rules.end() - 1));
        vm.expectEmit(address(marketplace));
        emit IAuctions.AuctionCancelled(id);
        cancelSigned(time() + 10 minutes);
        assertEq(items.ownerOf(terms.tokenId), seller);
        assertEq(uint256(marketplace.getAuction(id).status), uint256(AuctionStatus.Cancelled));
    }

    function test_rule30_Cancel_RevertWhen_NotBySellerOrBadlySigned() public {
        uint256 deadline = time() + 5 minutes;
        expectCancelRevert(alice, deadline, abi.encodeWithSelector(ICommonErrors.NotSeller.selector, id, alice));
        uint256 latest = time() + 10 minutes;
        expectCancelRevert(
            seller,
            latest + 1,
            abi.encodeWithSelector(ISettlers.DeadlineTooFar.selector, latest + 1, latest)
        );
        expectCancelRevert(seller, time() - 1, abi.encodeWithSelector(ISettlers.DeadlinePassed.selector, time() - 1));
        bytes memory signed = signature(receiptKey, digestOf(Digests.cancellation(id, deadline)));
        vm.expectRevert(abi.encodeWithSelector(ISettlers.UnauthorizedSettler.selector, receiptKeeper));
        vm.prank(seller);
        marketplace.cancelRunningAuction(terms, deadline, signed);
    }

    function test_rule30_Cancel_RevertWhen_ItHasAPostOrPresentedBid() public {
        bytes memory reason = abi.encodeWithSelector(IAuctions.AuctionHasBids.selector, id);
        uint256 snapshot = vm.snapshotState();
        post(alice, RESERVE);
        expectCancelRevert(seller, time() + 60, reason);
        vm.revertToState(snapshot);
        // Presented before an Extension reopened the bidding.
        vm.warp(terms.rules.end());
        present(aliceKey, 100 ether, receiptOf(RESERVE, 1));
        extend(uint64(terms.rules.end() + 600));
        expectCancelRevert(seller, time() + 60, reason);
    }

    function test_rule30_Cancel_RevertWhen_BiddingHasEnded() public {
        vm.warp(terms.rules.end());
        bytes memory reason = abi.encodeWithSelector(IBids.AuctionNotRunning.selector, id, 0, terms.rules.end());
        expectCancelRevert(seller, time() + 60, reason);
    }

    // burnNonce

    function test_rule27_Burn_MakesASettlementVoid() public {
        warpToSettlement(terms);
        bytes32 settlerHash = keccak256(abi.encodePacked(settler));
        vm.expectEmit(address(marketplace));
        emit ISettlers.NonceBurned(settlerHash, 1);
        vm.prank(settler);
        marketplace.burnNonce(1);
        assertTrue(marketplace.isNonceUsed(settlerHash, 1));
        // The fixture's next nonce is 1.
        expectSettleForRevert(
            aliceKey,
            RESERVE,
            abi.encodeWithSelector(ISettlers.NonceAlreadyUsed.selector, settlerHash, 1)
        );
        settleFor(aliceKey, RESERVE);
    }

    function testFuzz_rule27_Burn_RelayedForAKeylessSettler(uint256 nonce) public {
        bytes32 settlerHash = keccak256(abi.encodePacked(settler));
        bytes memory signed = signature(settlerKey, digestOf(Digests.nonceBurn(settlerHash, nonce)));
        vm.prank(carol);
        marketplace.burnNonceFor(settlerHash, nonce, signed);
        assertTrue(marketplace.isNonceUsed(settlerHash, nonce));
        vm.expectRevert(abi.encodeWithSelector(ISettlers.NonceAlreadyUsed.selector, settlerHash, nonce));
        marketplace.burnNonceFor(settlerHash, nonce, signed);
    }

    function test_rule27_Burn_RevertWhen_SignedByAnother() public {
        bytes32 settlerHash = keccak256(abi.encodePacked(settler));
        bytes memory signed = signature(aliceKey, digestOf(Digests.nonceBurn(settlerHash, 7)));
        vm.expectRevert(abi.encodeWithSelector(ISettlers.InvalidSignature.selector, alice));
        marketplace.burnNonceFor(settlerHash, 7, signed);
        assertFalse(marketplace.isNonceUsed(settlerHash, 7));
    }

    function testFuzz_rule27_Burn_ACallersNonceIsHisOwnAlone(uint256 nonce, uint256 other) public {
        vm.assume(nonce != other);
        vm.prank(alice);
        marketplace.burnNonce(nonce);
        assertTrue(marketplace.isNonceUsed(keccak256(abi.encodePacked(alice)), nonce));
        assertFalse(marketplace.isNonceUsed(keccak256(abi.encodePacked(alice)), other));
        assertFalse(marketplace.isNonceUsed(keccak256(abi.encodePacked(settler)), nonce));
    }
}
