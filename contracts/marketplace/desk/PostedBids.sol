// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Auction, IAuctions} from "../../interfaces/IAuctions.sol";
import {IBids, Post} from "../../interfaces/IBids.sol";
import {AuctionSlot} from "../../libraries/AuctionSlot.sol";
import {OrderHash} from "../../libraries/OrderHash.sol";
import {Bidders} from "./Bidders.sol";
import {OnlyDelegated} from "./OnlyDelegated.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @title PostedBids
/// @notice While an auction runs: bids posted on chain, and its clock (MECHANISM.md 5 and 18).
abstract contract PostedBids is OnlyDelegated, Bidders {
    using SafeCast for uint256;

    /// @dev See {IBids-postBid}.
    function postBid(Auction calldata terms, uint256 amount, bool useCredit) external onlyDelegated nonReentrant {
        (bytes32 id, AuctionSlot slot) = _openAuctionOf(terms);
        uint256 endsAt = _checkBeforeEnd(id, slot, terms.rules.start());
        if (msg.sender == terms.seller) revert IAuctions.BidderIsSeller(msg.sender);
        _checkAmount(amount);
        uint256 buyoutPrice = terms.rules.buyoutPrice();
        if (buyoutPrice != 0 && amount >= buyoutPrice) revert IBids.BidReachesBuyout(amount, buyoutPrice);
        Post memory best = _posts[id];
        bool raises = best.bidder == msg.sender;
        uint256 minimum = _leastPost(terms, best, raises);
        if (amount < minimum) revert IBids.BidTooLow(amount, minimum);

        endsAt = Math.max(endsAt, Math.min(block.timestamp + EXTENSION_WINDOW, terms.rules.end() + EXTENSION_LIMIT));
        _auctions[id] = slot.withPost().withClock(endsAt.toUint40());
        _posts[id] = Post(msg.sender, uint96(amount));
        emit IBids.BidPosted(id, msg.sender, amount, endsAt);

        // An Extension opened the bidding again: a presented bid that this one beats binds no more.
        if (slot.hasPresented() && _presented[id][0].maxAmount <= amount) _releasePresented(id);
        if (best.bidder != address(0) && !raises) _toCredit(best.bidder, id, best.amount);
        _takeIn(id, raises ? amount - best.amount : amount, useCredit);
    }

    /// @dev See {IBids-extendAuction}.
    function extendAuction(
        Auction calldata terms,
        uint64 endsAt,
        bytes calldata receiptSignature
    ) external onlyDelegated nonReentrant {
        (bytes32 id, AuctionSlot slot) = _openAuctionOf(terms);
        // While somebody finalizes, the clock is past the hard end: nothing can be extended.
        (uint256 current, uint256 latest) = (slot.clock(), terms.rules.end() + EXTENSION_LIMIT);
        if (endsAt <= current || endsAt > latest) revert IBids.InvalidExtension(id, endsAt, current, latest);
        _checkReceiptSignature(_hashTypedDataV4(OrderHash.hashExtension(id, endsAt)), receiptSignature);
        _auctions[id] = slot.withClock(uint256(endsAt).toUint40());
        emit IBids.AuctionExtended(id, endsAt);
    }

    function _leastPost(Auction calldata terms, Post memory best, bool raises) private pure returns (uint256) {
        if (best.bidder == address(0)) return _firstBid(terms);
        return raises ? uint256(best.amount) + 1 : _nextBid(terms, best.amount);
    }
}
