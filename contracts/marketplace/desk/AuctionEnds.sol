// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Auction, AuctionStatus, IAuctions} from "../../interfaces/IAuctions.sol";
import {Post, Presented} from "../../interfaces/IBids.sol";
import {TokenStandard} from "../../interfaces/IItems.sol";
import {AuctionSlot} from "../../libraries/AuctionSlot.sol";
import {BoundedCall} from "../../libraries/BoundedCall.sol";
import {OrderHash} from "../../libraries/OrderHash.sol";
import {Item} from "../Items.sol";
import {Bidders} from "./Bidders.sol";
import {OnlyDelegated} from "./OnlyDelegated.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @title AuctionEnds
/// @notice The ends of an auction besides its settlement: the seller's cancels, and finalize (MECHANISM.md 24, 30, 31).
abstract contract AuctionEnds is OnlyDelegated, Bidders {
    using BoundedCall for address;
    using SafeCast for uint256;

    /// @notice Seconds that a cancellation's deadline may lie ahead.
    uint256 private constant MAX_CANCELLATION_AHEAD = 10 minutes;

    /// @dev See {IAuctions-cancelAuction}.
    function cancelAuction(Auction calldata terms) external onlyDelegated nonReentrant {
        (bytes32 id, AuctionSlot slot) = _openAuctionOf(terms);
        if (msg.sender != terms.seller) revert NotSeller(id, msg.sender);
        uint256 start = terms.rules.start();
        if (block.timestamp >= start) revert IAuctions.AuctionAlreadyStarted(id, start);
        _cancel(id, slot, terms);
    }

    /// @dev See {IAuctions-cancelRunningAuction}.
    function cancelRunningAuction(
        Auction calldata terms,
        uint256 deadline,
        bytes calldata settlerSignature
    ) external onlyDelegated nonReentrant {
        (bytes32 id, AuctionSlot slot) = _openAuctionOf(terms);
        if (msg.sender != terms.seller) revert NotSeller(id, msg.sender);
        _checkBeforeEnd(id, slot, 0);
        // Also what was presented before an Extension reopened the bidding.
        if (slot.isContested()) revert IAuctions.AuctionHasBids(id);
        bytes32 digest = _hashTypedDataV4(OrderHash.hashCancellation(id, deadline));
        _checkSettlerSignature(digest, deadline, MAX_CANCELLATION_AHEAD, settlerSignature);
        _cancel(id, slot, terms);
    }

    /// @dev See {IAuctions-finalizeAuction}.
    function finalizeAuction(Auction calldata terms) external onlyDelegated nonReentrant {
        (bytes32 id, AuctionSlot slot) = _openAuctionOf(terms);
        bool begun = slot.status() == AuctionStatus.Finalizing;
        uint256 opensAt = begun ? slot.clock() : terms.rules.end() + EXTENSION_LIMIT + GRACE;
        if (block.timestamp < opensAt) revert IAuctions.FinalizeNotOpen(id, opensAt);
        if (begun) {
            _finalize(id, slot, terms);
        } else {
            uint256 finalizableAt = block.timestamp + CHALLENGE;
            _auctions[id] = slot.moveTo(AuctionStatus.Finalizing, finalizableAt.toUint40());
            emit IAuctions.FinalizeStarted(id, finalizableAt);
        }
    }

    function _finalize(bytes32 id, AuctionSlot slot, Auction calldata terms) private {
        Item memory item = _itemOf(terms, slot);
        (address winner, uint256 amount, bool byPost) = _outcome(id, terms);
        // An ERC-721 item goes first: if it cannot, nobody pays. No caller can starve the try of gas. A receiver can refuse
        // ERC-1155 units, which undoes no sale.
        bool goesFirst = item.standard == TokenStandard.ERC721;
        if (winner != address(0) && goesFirst) {
            bytes memory move = _moveCall(item, address(this), winner);
            if (!item.token.tryCallCapped(DELIVERY_GAS, move)) winner = address(0);
        }
        // The presented bid's key; none where a post wins, which freed what it beat.
        bytes32 keyHash = _presentedKeys[id];
        _releaseBids(id, slot, byPost && winner != address(0));
        if (winner == address(0)) {
            _auctions[id] = slot.moveTo(AuctionStatus.Returned, 0);
            emit IAuctions.AuctionReturned(id);
            _giveBack(id, item, terms.seller);
            return;
        }
        // The key's cap had room for the bid when it was presented, and kept it: a lower one of today may not hold the item up.
        _countBidKey(winner, keyHash, amount);
        _sell(id, slot, terms, winner, amount, 0, 0);
        if (!goesFirst) _deliver(id, item, winner, winner);
    }

    /// @dev Who wins without a settler, and what he pays; the zero address when nobody bid.
    function _outcome(
        bytes32 id,
        Auction calldata terms
    ) private view returns (address winner, uint256 amount, bool byPost) {
        Post memory post = _posts[id];
        (Presented memory best, Presented memory next) = (_presented[id][0], _presented[id][1]);
        // What is presented is above the best post: else it was refused, or freed by that post.
        if (best.bidder == address(0)) return (post.bidder, post.amount, true);

        // What a bidder bid against himself does not raise his price.
        uint256 rival = post.bidder == best.bidder ? next.maxAmount : Math.max(next.maxAmount, post.amount);
        amount = Math.max(best.amount, _firstBid(terms));
        // A post binds: who made the best one pays at least that, whatever an earlier receipt says.
        if (post.bidder == best.bidder) amount = Math.max(amount, post.amount);
        if (rival != 0) amount = Math.max(amount, _nextBid(terms, rival));
        return (best.bidder, Math.min(amount, best.maxAmount), false);
    }

    function _cancel(bytes32 id, AuctionSlot slot, Auction calldata terms) private {
        _auctions[id] = slot.moveTo(AuctionStatus.Cancelled, 0);
        emit IAuctions.AuctionCancelled(id);
        _giveBack(id, _itemOf(terms, slot), terms.seller);
    }
}
