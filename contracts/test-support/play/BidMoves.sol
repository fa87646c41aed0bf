// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AuctionStatus} from "../../interfaces/IAuctions.sol";
import {Bid, IBids, Post, Presented, Receipt} from "../../interfaces/IBids.sol";
import {Digests} from "../Digests.sol";
import {ListingMoves} from "./ListingMoves.sol";
import {Lot} from "./Stage.sol";

/// @title BidMoves
/// @notice Bids that are posted on chain or presented with their receipt, and the clock of both.
abstract contract BidMoves is ListingMoves {
    /// @dev Bidders outbid each other and themselves.
    function postBids(uint256 which, uint256[3] calldata amounts, uint256 seed) external watched {
        if (_auctions.length == 0) return;
        bytes32 id = runningLot(which).id;
        for (uint256 i = 0; i < 3; i++) {
            Lot memory lot = runningLot(which);
            if (lot.id == id) postFor(lot, otherThan(lot.terms.seller, seed >> (2 * i)), amounts[i], seed % 3 != 0);
        }
    }

    function postFor(Lot memory lot, address bidder, uint256 amount, bool useCredit) private {
        if (time() < lot.terms.rules.start() || time() >= lot.state.endsAt) return;
        bool raises = lot.post.bidder == bidder;
        uint256 paid = raises ? lot.post.amount : 0;
        uint256 credit = useCredit ? marketplace.vaultOf(bidder).credit : 0;
        uint256 lowest = leastPost(lot, raises);
        uint256 highest = least(purseOf(bidder) + credit + paid, lowest + 300 ether);
        if (lot.terms.rules.buyoutPrice() != 0) highest = least(highest, lot.terms.rules.buyoutPrice() - 1);
        if (highest < lowest) return;
        amount = bound(amount, lowest, highest);
        int256[] memory expected = worths();
        add(expected, bidder, -int256(amount - paid));
        if (!raises) add(expected, lot.post.bidder, int256(uint256(lot.post.amount)));
        vm.prank(bidder);
        marketplace.postBid(lot.terms, amount, useCredit);

        assertWorths(expected);
        Post memory best = marketplace.postOf(lot.id);
        assertEq(best.bidder, bidder);
        assertEq(best.amount, amount);
        uint256 late = least(time() + EXTENSION_WINDOW, lot.terms.rules.end() + EXTENSION_LIMIT);
        assertGe(marketplace.getAuction(lot.id).endsAt, late);
    }

    function leastPost(Lot memory lot, bool raises) private pure returns (uint256) {
        if (lot.post.bidder == address(0)) return firstBid(lot.terms);
        return raises ? uint256(lot.post.amount) + 1 : nextBid(lot.terms, lot.post.amount);
    }

    function extend(uint256 which, uint256 endsAt, uint256 whichKey) external watched {
        if (_auctions.length == 0) return;
        Lot memory lot = runningLot(which);
        uint256 latest = lot.terms.rules.end() + EXTENSION_LIMIT;
        if (lot.state.status != AuctionStatus.Live || lot.state.endsAt == latest) return;
        endsAt = bound(endsAt, lot.state.endsAt + 1, latest);
        bytes32 digest = digestOf(Digests.extension(lot.id, uint64(endsAt)));
        bytes memory signed = signature(goodReceiptKey(whichKey), digest);
        vm.prank(carol);
        marketplace.extendAuction(lot.terms, uint64(endsAt), signed);
        assertEq(marketplace.getAuction(lot.id).endsAt, endsAt);
    }

    function present(uint256 who, uint256 which, uint256 maxAmount, uint256 seed) external watched {
        if (_auctions.length != 0) presentFor(openLot(which), who, maxAmount, seed);
    }

    /// @dev Three bidders for two places.
    function presentAll(uint256 which, uint256[3] calldata maxAmounts, uint256 seed) external watched {
        if (_auctions.length == 0) return;
        uint256 index = indexOfOpenLot(which);
        for (uint256 i = 0; i < 3; i++) presentFor(lotAt(index), seed / 2 + i, maxAmounts[i], seed >> i);
    }

    function presentFor(Lot memory lot, uint256 who, uint256 maxAmount, uint256 seed) private {
        address bidder = otherThan(lot.terms.seller, who);
        if (!isOpen(lot)) return;
        if (time() < lot.state.endsAt) vm.warp(lot.state.endsAt);
        // A key that could not sign while bids counted says nothing of them.
        if (_receiptKeyFrom[goodReceiptKey(seed)] >= lot.terms.rules.end() + EXTENSION_LIMIT) return;

        uint256 lowest = lot.post.amount == 0 ? firstBid(lot.terms) : uint256(lot.post.amount) + 1;
        uint256 highest = unboundOf(bidder) + boundBy(lot, bidder);
        if (highest < lowest) return;
        Presented memory bid;
        bid.bidder = bidder;
        bid.maxAmount = uint96(bound(maxAmount, lowest, least(highest, lowest + 1_000 ether)));
        bid.amount = uint96(bound(seed, 0, bid.maxAmount));
        bid.sequence = uint64(bound(seed, 1, 100));
        if (isAmongTheBest(lot, bid)) {
            bool byKey = seed % 3 == 0 && roomFor(lot, bidder) >= bid.maxAmount;
            presentSigned(lot, bid, byKey, seed);
            lot.presented = marketplace.presentedOf(lot.id);
            if (lot.presented[0].bidder == bidder) _presentedByKey[lot.id] = byKey;
            assertEq(presentedBy(lot, bidder), bid.maxAmount);
        } else {
            vm.expectRevert(
                abi.encodeWithSelector(IBids.NotAmongTheBest.selector, lot.id, bidder, uint256(bid.maxAmount))
            );
            presentSigned(lot, bid, false, seed);
        }
    }

    function presentSigned(Lot memory lot, Presented memory bid, bool byKey, uint256 seed) private {
        Receipt memory receipt = Receipt(bid.amount, bid.sequence, 0, bytes32(seed));
        uint256 key = goodReceiptKey(seed);
        uint256 earliest = lot.terms.rules.start();
        if (earliest < _receiptKeyFrom[key]) earliest = _receiptKeyFrom[key];
        receipt.receivedAt = uint64(bound(seed, earliest, lot.terms.rules.end() + EXTENSION_LIMIT - 1));
        bytes32 bidHash = digestOf(Digests.bid(lot.id, bid.bidder, bid.maxAmount));
        bytes memory bidSignature = signature(byKey ? _sessionKeys[bid.bidder] : _keys[bid.bidder], bidHash);
        bytes memory signed = signature(key, digestOf(Digests.receipt(lot.id, bidHash, receipt)));
        vm.prank(carol);
        marketplace.presentBid(
            lot.terms,
            Bid(bid.bidder, bid.maxAmount),
            bidSignature,
            receipt,
            new bytes32[](0),
            signed
        );
    }

    /// @dev Better than the bidder's own bid if that is the best, else than the next best.
    function isAmongTheBest(Lot memory lot, Presented memory bid) private pure returns (bool) {
        return beats(bid, lot.presented[lot.presented[0].bidder == bid.bidder ? 0 : 1]);
    }

    function beats(Presented memory bid, Presented memory other) internal pure returns (bool) {
        return bid.maxAmount > other.maxAmount || (bid.maxAmount == other.maxAmount && bid.sequence < other.sequence);
    }

    /// @dev What an actor presented for an auction.
    function presentedBy(Lot memory lot, address actor) internal pure returns (uint256) {
        if (lot.presented[0].bidder == actor) return lot.presented[0].maxAmount;
        return lot.presented[1].bidder == actor ? lot.presented[1].maxAmount : 0;
    }

    /// @dev What an actor's bid binds in an auction: nothing, if it is not the best.
    function boundBy(Lot memory lot, address actor) internal pure returns (uint256) {
        return lot.presented[0].bidder == actor ? lot.presented[0].maxAmount : 0;
    }

    /// @dev What his session key may bid on an auction: what it binds there is given back first.
    function roomFor(Lot memory lot, address actor) internal view returns (uint256) {
        uint256 spent = sessionOf(actor).spent;
        if (_presentedByKey[lot.id]) spent -= boundBy(lot, actor);
        uint256 cap = capOf(sessionOf(actor));
        return cap > spent ? cap - spent : 0;
    }
}
