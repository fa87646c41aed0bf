// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Auction, IAuctions} from "../interfaces/IAuctions.sol";
import {Bid, IBids, Presented, Receipt} from "../interfaces/IBids.sol";
import {IItems} from "../interfaces/IItems.sol";
import {IReceiptKeys} from "../interfaces/IReceiptKeys.sol";
import {ISettlers} from "../interfaces/ISettlers.sol";
import {IVault, Withdrawal} from "../interfaces/IVault.sol";
import {RevertingERC721} from "../mocks/RevertingERC721.sol";
import {BidsFixture} from "../test-support/BidsFixture.sol";
import {Digests} from "../test-support/Digests.sol";

contract PresentedBidsTest is BidsFixture {
    Auction private _elsewhere;
    bytes32 private _elsewhereId;

    function setUp() public override {
        super.setUp();
        deposit(alice, 1_000 ether);
        deposit(bob, 1_000 ether);
        deposit(erin, 1_000 ether);
        vm.warp(terms.rules.end());
    }

    function notAmongTheBest(address bidder, uint256 maxAmount) internal view returns (bytes memory) {
        return abi.encodeWithSelector(IBids.NotAmongTheBest.selector, id, bidder, maxAmount);
    }

    // presentBid

    function test_rule21_Present_RevertWhen_BiddingHasNotEnded() public {
        vm.warp(terms.rules.end() - 1);
        bytes memory reason = abi.encodeWithSelector(IBids.PresentationNotOpen.selector, id, terms.rules.end());
        expectPresentRevert(aliceKey, 100 ether, receiptOf(RESERVE, 1), reason);
        extend(uint64(terms.rules.end() + 10));
        vm.warp(terms.rules.end() + 9);
        reason = abi.encodeWithSelector(IBids.PresentationNotOpen.selector, id, terms.rules.end() + 10);
        expectPresentRevert(aliceKey, 100 ether, receiptOf(RESERVE, 1), reason);
        vm.warp(terms.rules.end() + 10);
        present(aliceKey, 100 ether, receiptOf(RESERVE, 1));
    }

    function test_rule21_Present_RevertWhen_TheAuctionEnded() public {
        warpToSettlement(terms);
        settleFor(bobKey, 100 ether);
        bytes memory reason = abi.encodeWithSelector(IAuctions.AuctionAlreadySettled.selector, id);
        expectPresentRevert(aliceKey, 200 ether, receiptOf(RESERVE, 1), reason);
        (terms, id) = auctionItem(auctionParamsFromNow());
        finalize(terms);
        reason = abi.encodeWithSelector(IAuctions.NotInAuction.selector, id);
        expectPresentRevert(aliceKey, 200 ether, receiptOf(RESERVE, 1), reason);
    }

    function test_rule07_Present_StaysOpenBetweenTheFinalizeCalls() public {
        warpToFinalize(terms);
        marketplace.finalizeAuction(terms);
        present(aliceKey, 100 ether, receiptOf(RESERVE, 1));
        vm.warp(time() + CHALLENGE);
        marketplace.finalizeAuction(terms);
        assertEq(items.ownerOf(terms.tokenId), alice);
    }

    function testFuzz_rule06_Present_RevertWhen_ReceivedOutsideTheAuction(uint64 receivedAt) public {
        uint256 hardEnd = terms.rules.end() + EXTENSION_LIMIT;
        vm.assume(receivedAt < terms.rules.start() || receivedAt >= hardEnd);
        Receipt memory word = receiptOf(RESERVE, 1);
        word.receivedAt = receivedAt;
        bytes memory reason = abi.encodeWithSelector(
            IBids.ReceivedOutsideAuction.selector,
            receivedAt,
            terms.rules.start(),
            hardEnd
        );
        expectPresentRevert(aliceKey, 100 ether, word, reason);
    }

    function testFuzz_rule21_Present_RevertWhen_BelowTheReserveOrTheReceipt(uint256 maxAmount, uint256 amount) public {
        maxAmount = bound(maxAmount, 0, 1_000 ether);
        amount = bound(amount, 0, 1_000 ether);
        Receipt memory word = receiptOf(amount, 1);
        if (maxAmount < RESERVE) {
            bytes memory reason = abi.encodeWithSelector(IAuctions.AmountBelowReserve.selector, maxAmount, RESERVE);
            expectPresentRevert(aliceKey, maxAmount, word, reason);
        } else if (amount > maxAmount) {
            bytes memory reason = abi.encodeWithSelector(IAuctions.AmountAboveBid.selector, amount, maxAmount);
            expectPresentRevert(aliceKey, maxAmount, word, reason);
        } else {
            present(aliceKey, maxAmount, word);
            assertEq(presentedOf(alice), maxAmount);
        }
    }

    function test_rule11_Present_RevertWhen_TheSellerBids() public {
        deposit(seller, 100 ether);
        bytes memory reason = abi.encodeWithSelector(IAuctions.BidderIsSeller.selector, seller);
        expectPresentRevert(sellerKey, 100 ether, receiptOf(RESERVE, 1), reason);
    }

    function testFuzz_rule21_Present_RevertWhen_NotCovered(uint256 funds) public {
        funds = bound(funds, 0, 200 ether - 1);
        address dave = vm.addr(77);
        if (funds != 0) deposit(dave, funds);
        // What is in his wallet does not count, nor does a credit.
        fund(dave, 200 ether);
        bytes memory reason = abi.encodeWithSelector(IVault.InsufficientFunds.selector, dave, funds, 200 ether);
        expectPresentRevert(77, 200 ether, receiptOf(RESERVE, 1), reason);
    }

    function test_rule13_Present_ExitingFundsCover() public {
        vm.prank(alice);
        marketplace.requestExit(600 ether);
        present(aliceKey, 1_000 ether, receiptOf(RESERVE, 1));
        assertPresented(alice, 1_000 ether);
    }

    function test_rule21_Present_BindsAndMovesNoMoney() public {
        uint256 held = currency.balanceOf(address(marketplace));
        vm.expectEmit(address(marketplace));
        emit IBids.BidPresented(id, alice, 300 ether, RESERVE, 7);
        vm.prank(carol);
        present(aliceKey, 300 ether, receiptOf(RESERVE, 7));
        Presented[2] memory kept = marketplace.presentedOf(id);
        assertEq(kept[0].bidder, alice);
        assertEq(kept[0].maxAmount, 300 ether);
        assertEq(kept[0].amount, RESERVE);
        assertEq(kept[0].sequence, 7);
        assertVault(alice, 1_000 ether, 0, 0);
        assertPresented(alice, 300 ether);
        assertEq(currency.balanceOf(address(marketplace)), held);
    }

    // Whose receipt

    function test_rule20_Present_RevertWhen_NotByAReceiptKey() public {
        Receipt memory word = receiptOf(RESERVE, 1);
        bytes32 digest = receiptDigest(alice, 300 ether, word);
        bytes memory bidSignature = signBid(aliceKey, id, 300 ether);
        bytes memory receiptSignature = signature(settlerKey, digest);
        vm.expectRevert(abi.encodeWithSelector(IReceiptKeys.UnauthorizedReceiptKey.selector, settler));
        marketplace.presentBid(terms, Bid(alice, 300 ether), bidSignature, word, new bytes32[](0), receiptSignature);
    }

    /// @dev A receipt is good for this bid on this auction with these words, and for nothing else.
    function test_rule20_Present_RevertWhen_TheReceiptIsAnothers() public {
        Receipt memory word = receiptOf(RESERVE, 1);
        bytes memory signed = signature(receiptKey, receiptDigest(alice, 300 ether, word));
        expectStranger(bobKey, 300 ether, word, signed);
        expectStranger(aliceKey, 301 ether, word, signed);
        word.amount += 1;
        expectStranger(aliceKey, 300 ether, word, signed);
        word.amount -= 1;
        word.sequence += 1;
        expectStranger(aliceKey, 300 ether, word, signed);
        word.sequence -= 1;
        word.receivedAt += 1;
        expectStranger(aliceKey, 300 ether, word, signed);
        word.receivedAt -= 1;
        word.previous = bytes32(uint256(1));
        expectStranger(aliceKey, 300 ether, word, signed);
        word.previous = 0;
        present(aliceKey, 300 ether, word, signed);
    }

    function expectStranger(
        uint256 bidderKey,
        uint256 maxAmount,
        Receipt memory word,
        bytes memory receiptSignature
    ) internal {
        bytes memory bidSignature = signBid(bidderKey, id, maxAmount);
        Bid memory bid = Bid(vm.addr(bidderKey), maxAmount);
        vm.expectPartialRevert(IReceiptKeys.UnauthorizedReceiptKey.selector);
        marketplace.presentBid(terms, bid, bidSignature, word, new bytes32[](0), receiptSignature);
    }

    function test_Present_RevertWhen_TheBidIsNotItsBidders() public {
        Receipt memory word = receiptOf(RESERVE, 1);
        bytes memory signed = signature(receiptKey, receiptDigest(alice, 300 ether, word));
        bytes memory bidSignature = signBid(bobKey, id, 300 ether);
        vm.expectRevert(abi.encodeWithSelector(ISettlers.InvalidSignature.selector, alice));
        marketplace.presentBid(terms, Bid(alice, 300 ether), bidSignature, word, new bytes32[](0), signed);
    }

    function testFuzz_rule20_Present_TakesAReceiptOutOfABatch(bytes32 other, bytes32 uncle) public {
        Receipt memory word = receiptOf(RESERVE, 1);
        bytes32 leaf = keccak256(abi.encode(receiptDigest(alice, 300 ether, word)));
        bytes32[] memory proof = new bytes32[](2);
        (proof[0], proof[1]) = (other, uncle);
        bytes memory signed = signature(
            receiptKey,
            digestOf(Digests.receiptBatch(pairHash(pairHash(leaf, other), uncle)))
        );
        bytes memory bidSignature = signBid(aliceKey, id, 300 ether);
        marketplace.presentBid(terms, Bid(alice, 300 ether), bidSignature, word, proof, signed);
        assertEq(presentedOf(alice), 300 ether);
        // Bob's receipt is not in it.
        bidSignature = signBid(bobKey, id, 300 ether);
        vm.expectPartialRevert(IReceiptKeys.UnauthorizedReceiptKey.selector);
        marketplace.presentBid(terms, Bid(bob, 300 ether), bidSignature, word, proof, signed);
    }

    /// @dev The proof of the only leaf is empty, as that of no batch: one receipt alone is signed as itself.
    function test_rule20_Present_RevertWhen_TheBatchHasOneReceipt() public {
        Receipt memory word = receiptOf(RESERVE, 1);
        bytes32 leaf = keccak256(abi.encode(receiptDigest(alice, 300 ether, word)));
        bytes memory signed = signature(receiptKey, digestOf(Digests.receiptBatch(leaf)));
        bytes memory bidSignature = signBid(aliceKey, id, 300 ether);
        vm.expectPartialRevert(IReceiptKeys.UnauthorizedReceiptKey.selector);
        marketplace.presentBid(terms, Bid(alice, 300 ether), bidSignature, word, new bytes32[](0), signed);
        present(aliceKey, 300 ether, word);
    }

    function pairHash(bytes32 a, bytes32 b) internal pure returns (bytes32) {
        return a < b ? keccak256(abi.encode(a, b)) : keccak256(abi.encode(b, a));
    }

    // Who is kept

    function testFuzz_rule23_Present_KeepsTheBestTwo(uint256 a, uint256 b, uint256 c) public {
        a = bound(a, RESERVE, 1_000 ether);
        b = bound(b, RESERVE, 1_000 ether);
        c = bound(c, RESERVE, 1_000 ether);
        present(aliceKey, a, receiptOf(RESERVE, 1));
        present(bobKey, b, receiptOf(RESERVE, 2));
        uint256 least = a < b ? a : b;
        if (c <= least) {
            expectPresentRevert(erinKey, c, receiptOf(RESERVE, 3), notAmongTheBest(erin, c));
            return;
        }
        present(erinKey, c, receiptOf(RESERVE, 3));
        assertEq(presentedOf(erin), c);
        // Of two that are equal the later goes.
        bool aliceWent = a < b;
        assertEq(presentedOf(alice), aliceWent ? 0 : a);
        assertEq(presentedOf(bob), aliceWent ? b : 0);
        // Only the best is bound.
        uint256 most = a < b ? b : a;
        assertPresented(alice, !aliceWent && a >= c ? a : 0);
        assertPresented(bob, aliceWent && b >= c ? b : 0);
        assertPresented(erin, c > most ? c : 0);
    }

    function test_rule23_Present_EqualMaximaGoToTheLowerSequence() public {
        present(aliceKey, 300 ether, receiptOf(RESERVE, 5));
        present(bobKey, 300 ether, receiptOf(RESERVE, 9));
        expectPresentRevert(erinKey, 300 ether, receiptOf(RESERVE, 10), notAmongTheBest(erin, 300 ether));
        present(erinKey, 300 ether, receiptOf(RESERVE, 1));
        assertEq(presentedOf(bob), 0);
        finalize(terms);
        assertEq(items.ownerOf(terms.tokenId), erin);
    }

    function test_rule23_Present_ABidderHasOnePlace() public {
        present(aliceKey, 200 ether, receiptOf(RESERVE, 1));
        present(aliceKey, 300 ether, receiptOf(RESERVE, 2));
        assertPresented(alice, 300 ether);
        expectPresentRevert(aliceKey, 250 ether, receiptOf(RESERVE, 3), notAmongTheBest(alice, 250 ether));
        expectPresentRevert(aliceKey, 300 ether, receiptOf(RESERVE, 2), notAmongTheBest(alice, 300 ether));
        present(bobKey, 100 ether, receiptOf(RESERVE, 4));
        present(aliceKey, 400 ether, receiptOf(RESERVE, 5));
        assertEq(presentedOf(alice), 400 ether);
        assertEq(presentedOf(bob), 100 ether);
        assertPresented(alice, 400 ether);
        // The next best has one place as well: better, and then the best, and then outbid again.
        expectPresentRevert(bobKey, 90 ether, receiptOf(RESERVE, 6), notAmongTheBest(bob, 90 ether));
        present(bobKey, 200 ether, receiptOf(RESERVE, 7));
        assertPresented(bob, 0);
        present(bobKey, 500 ether, receiptOf(RESERVE, 8));
        assertPresented(bob, 500 ether);
        assertPresented(alice, 0);
        assertEq(presentedOf(alice), 400 ether);
        present(aliceKey, 600 ether, receiptOf(RESERVE, 9));
        assertEq(presentedOf(alice), 600 ether);
        assertEq(presentedOf(bob), 500 ether);
        assertPresented(alice, 600 ether);
        assertPresented(bob, 0);
    }

    function test_rule22_Present_RevertWhen_NotAboveTheBestPost() public {
        vm.warp(NOW);
        (terms, id) = auctionItem(auctionParams());
        post(carol, 300 ether);
        vm.warp(marketplace.getAuction(id).endsAt);
        bytes memory reason = abi.encodeWithSelector(IBids.AmountBelowPost.selector, 300 ether, 300 ether);
        expectPresentRevert(aliceKey, 300 ether, receiptOf(RESERVE, 1), reason);
        present(aliceKey, 300 ether + 1, receiptOf(RESERVE, 1));
    }

    /// @dev An Extension opens the bidding again: what a post beats then binds no more.
    function testFuzz_rule22_Post_FreesWhatItBeats(uint256 a, uint256 b, uint256 amount) public {
        a = bound(a, RESERVE, 1_000 ether);
        b = bound(b, RESERVE, a);
        amount = bound(amount, RESERVE, 1_000 ether);
        present(aliceKey, a, receiptOf(RESERVE, 1));
        present(bobKey, b, receiptOf(RESERVE, 2));
        extend(uint64(terms.rules.end() + 10));
        post(carol, amount);
        bool beaten = amount >= a;
        assertPresented(alice, beaten ? 0 : a);
        assertEq(presentedOf(alice), beaten ? 0 : a);
        assertEq(presentedOf(bob), beaten ? 0 : b);
        finalize(terms);
        assertEq(items.ownerOf(terms.tokenId), beaten ? carol : alice);
    }

    /// @dev Empties alice's vault by a settlement of another auction, which no presented bid can stop.
    function openElsewhere() internal {
        vm.warp(NOW);
        (_elsewhere, _elsewhereId) = auctionItem(auctionParams());
        vm.warp(terms.rules.end());
    }

    // What it binds

    function test_rule22_Settle_ToOthersMustReachThePresentedMaximum() public {
        present(aliceKey, 300 ether, receiptOf(RESERVE, 1));
        warpToSettlement(terms);
        bytes memory reason = abi.encodeWithSelector(
            IBids.AmountBelowPresented.selector,
            300 ether - 1,
            alice,
            300 ether
        );
        expectSettleForRevert(bobKey, 300 ether - 1, reason);
        settleFor(bobKey, 300 ether);
        assertPresented(alice, 0);
        assertEq(presentedOf(alice), 0);
    }

    function test_rule22_Settle_SetsNoFloorForItsOwnBidder() public {
        present(aliceKey, 300 ether, receiptOf(RESERVE, 1));
        warpToSettlement(terms);
        settleFor(aliceKey, RESERVE);
        assertVault(alice, 1_000 ether - RESERVE, 0, 0);
        assertPresented(alice, 0);
    }

    /// @dev The next best keeps its price where its money has gone: it was there when it was presented.
    function test_rule22_Settle_TheNextBestSetsTheLeadersPrice() public {
        present(aliceKey, 300 ether, receiptOf(RESERVE, 1));
        present(bobKey, 200 ether, receiptOf(RESERVE, 2));
        Withdrawal memory consent = consentTo(1_000 ether, bob);
        bytes memory signed = signWithdrawal(settlerKey, bob, consent);
        vm.prank(bob);
        marketplace.withdraw(consent, signed);
        warpToSettlement(terms);
        bytes memory reason = abi.encodeWithSelector(IBids.AmountBelowPresented.selector, RESERVE, bob, 200 ether);
        expectSettleForRevert(aliceKey, RESERVE, reason);
        settleFor(aliceKey, 200 ether);
        assertPresented(alice, 0);
        assertPresented(bob, 0);
    }

    /// @dev Else one unit, settled on another auction, would free everybody here from what alice presented.
    function testFuzz_rule15_Settle_LeavesPresentedMaximaCovered(uint256 amount) public {
        amount = bound(amount, RESERVE, 1_000 ether);
        openElsewhere();
        present(aliceKey, 300 ether, receiptOf(RESERVE, 1));
        warpToSettlement(terms);
        (Auction memory here, bytes32 hereId) = (terms, id);
        (terms, id) = (_elsewhere, _elsewhereId);
        uint256 remaining = 1_000 ether - amount;
        if (remaining < 300 ether) {
            expectSettleForRevert(
                aliceKey,
                amount,
                abi.encodeWithSelector(IVault.PresentedBidsUncovered.selector, alice, remaining, 300 ether)
            );
        } else {
            settleFor(aliceKey, amount);
        }
        (terms, id) = (here, hereId);
        expectSettleForRevert(
            bobKey,
            RESERVE,
            abi.encodeWithSelector(IBids.AmountBelowPresented.selector, RESERVE, alice, 300 ether)
        );
        // Once the auction that binds it is over, the money pays elsewhere.
        settleFor(aliceKey, RESERVE);
        assertPresented(alice, 0);
    }

    /// @dev Alice leads here with all she has, bob elsewhere; each presents the other's way out: an old bid, outbid since. Once
    /// somebody presents what outbid them, both wins are settled.
    function test_rule22_Settle_TwoLeadersDoNotHoldUpEachOther() public {
        openElsewhere();
        (Auction memory here, bytes32 hereId) = (terms, id);
        present(bobKey, 100 ether, receiptOf(RESERVE, 1));
        (terms, id) = (_elsewhere, _elsewhereId);
        present(aliceKey, 100 ether, receiptOf(RESERVE, 1));
        warpToSettlement(terms);
        expectSettleForRevert(bobKey, 1_000 ether, uncovered(bob, 0, 100 ether));
        (terms, id) = (here, hereId);
        expectSettleForRevert(aliceKey, 1_000 ether, uncovered(alice, 0, 100 ether));

        present(aliceKey, 900 ether, receiptOf(110 ether, 2));
        assertPresented(bob, 0);
        (terms, id) = (_elsewhere, _elsewhereId);
        settleFor(bobKey, 1_000 ether);
        (terms, id) = (here, hereId);
        settleFor(aliceKey, 1_000 ether);
    }

    /// @dev Alice leads here with all she has. She was outbid on an item of an attacker's own, which never moves: that auction
    /// cannot be settled, and he presents her old bid there. Who presents the bid that outbid her frees her.
    function test_rule22_Settle_AnAuctionThatCannotSettleHoldsUpNoOther() public {
        (Auction memory here, bytes32 hereId) = (terms, id);
        vm.warp(NOW);
        RevertingERC721 cursed = new RevertingERC721();
        cursed.mint(seller, 1);
        terms = auctionTerms(address(cursed), 1, 1, auctionParams());
        id = marketplace.auctionId(terms);
        vm.prank(seller);
        cursed.safeTransferFrom(seller, address(marketplace), 1, auctionData(auctionParams()));
        cursed.setFrozen(true);
        warpToSettlement(terms);
        present(aliceKey, 100 ether, receiptOf(RESERVE, 1));
        expectSettleForRevert(bobKey, 200 ether, abi.encodeWithSelector(IItems.TradeFailed.selector, id));
        present(bobKey, 200 ether, receiptOf(110 ether, 2));
        (terms, id) = (here, hereId);
        settleFor(aliceKey, 1_000 ether);
        assertEq(items.ownerOf(terms.tokenId), alice);
    }

    function uncovered(address account, uint256 remaining, uint256 bound_) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IVault.PresentedBidsUncovered.selector, account, remaining, bound_);
    }

    function testFuzz_rule15_Withdraw_LeavesPresentedMaximaCovered(uint256 maxAmount, uint256 amount) public {
        maxAmount = bound(maxAmount, RESERVE, 1_000 ether);
        amount = bound(amount, 1, 1_000 ether);
        present(aliceKey, maxAmount, receiptOf(RESERVE, 1));
        Withdrawal memory consent = consentTo(amount, alice);
        bytes memory signed = signWithdrawal(settlerKey, alice, consent);
        uint256 remaining = 1_000 ether - amount;
        if (remaining < maxAmount) {
            vm.expectRevert(
                abi.encodeWithSelector(IVault.PresentedBidsUncovered.selector, alice, remaining, maxAmount)
            );
        }
        vm.prank(alice);
        marketplace.withdraw(consent, signed);
    }

    function testFuzz_rule15_Exit_LeavesPresentedMaximaCovered(uint256 maxAmount, uint256 amount) public {
        maxAmount = bound(maxAmount, RESERVE, 1_000 ether);
        amount = bound(amount, 1, 1_000 ether);
        vm.warp(NOW);
        vm.prank(alice);
        marketplace.requestExit(amount);
        vm.warp(NOW + EXIT_DELAY);
        present(aliceKey, maxAmount, receiptOf(RESERVE, 1));
        uint256 free = 1_000 ether - amount;
        uint256 bound_ = maxAmount > free ? maxAmount - free : 0;
        if (bound_ >= amount) {
            vm.expectRevert(abi.encodeWithSelector(IVault.PresentedBidsUncovered.selector, alice, free, maxAmount));
        } else {
            vm.expectEmit(address(marketplace));
            emit IVault.ExitExecuted(alice, carol, amount - bound_);
        }
        vm.prank(alice);
        marketplace.executeExit(carol);
        assertVault(alice, free, bound_, 0);
        assertEq(marketplace.vaultOf(alice).exitableAt, bound_ == 0 ? 0 : NOW + EXIT_DELAY);
        assertEq(currency.balanceOf(carol), amount - bound_);
        assertEq(surplus(), 0);
        if (bound_ == 0) return;

        // Not for ever: the auction ends without anybody's help. What was ripe is ripe still.
        finalize(terms);
        vm.warp(NOW + EXIT_DELAY);
        uint256 price = marketplace.getAuction(id).amount;
        if (free + bound_ <= price) vm.expectRevert(abi.encodeWithSelector(IVault.NoExit.selector, alice));
        vm.prank(alice);
        marketplace.executeExit(carol);
        assertVault(alice, free > price ? free - price : 0, 0, 0);
    }

    function testFuzz_rule25_Present_CoverIsNotSharedByTwoAuctions(uint256 first, uint256 second) public {
        first = bound(first, RESERVE, 1_000 ether);
        second = bound(second, RESERVE, 1_000 ether);
        openElsewhere();
        present(aliceKey, first, receiptOf(RESERVE, 1));
        (terms, id) = (_elsewhere, _elsewhereId);
        if (first + second > 1_000 ether) {
            bytes memory reason = abi.encodeWithSelector(
                IVault.InsufficientFunds.selector,
                alice,
                1_000 ether,
                first + second
            );
            expectPresentRevert(aliceKey, second, receiptOf(RESERVE, 1), reason);
        } else {
            present(aliceKey, second, receiptOf(RESERVE, 1));
            assertPresented(alice, first + second);
        }
    }

    function test_rule36_Present_WorksWhilePaused() public {
        pause();
        present(aliceKey, 300 ether, receiptOf(RESERVE, 1));
        assertPresented(alice, 300 ether);
    }
}
