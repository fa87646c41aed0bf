// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Auction, AuctionStatus} from "../../interfaces/IAuctions.sol";
import {IBids, Post, Presented} from "../../interfaces/IBids.sol";
import {IVault} from "../../interfaces/IVault.sol";
import {AuctionSlot} from "../../libraries/AuctionSlot.sol";
import {SaleSplit} from "../../libraries/SaleSplit.sol";
import {Sales} from "../Sales.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @title Bidders
/// @notice What the desk's parts ask of posted and presented bids, and how both let go of their money.
abstract contract Bidders is Sales {
    using SafeCast for uint256;

    /// @dev Bids count in [start, endsAt).
    function _checkBeforeEnd(bytes32 id, AuctionSlot slot, uint256 start) internal view returns (uint256 endsAt) {
        endsAt = slot.status() == AuctionStatus.Live ? slot.clock() : 0;
        if (block.timestamp < start || block.timestamp >= endsAt) revert IBids.AuctionNotRunning(id, start, endsAt);
    }

    /// @dev Ends what posted and presented bids bind. A post returns as credit, or, when its bidder wins with it, pays through
    /// his free funds like every sale.
    function _releaseBids(bytes32 id, AuctionSlot slot, bool takePost) internal {
        if (!slot.isContested()) return;
        Post memory post = _posts[id];
        if (post.bidder != address(0)) {
            delete _posts[id];
            if (takePost) _toFree(post.bidder, post.amount);
            else _toCredit(post.bidder, id, post.amount);
        }
        if (slot.hasPresented()) _releasePresented(id);
    }

    function _releasePresented(bytes32 id) internal {
        _unbind(id, _presented[id][0]);
        delete _presentedKeys[id];
        delete _presented[id];
    }

    /// @dev Ends what the best presented bid, if there is one, binds: its bidder's money, and what its key may spend.
    function _unbind(bytes32 id, Presented memory best) internal {
        if (best.bidder == address(0)) return;
        _setPresented(best.bidder, _accounts[best.bidder].presented - best.maxAmount);
        _unspendBidKey(best.bidder, _presentedKeys[id], best.maxAmount);
    }

    /// @dev Adds what is owed already to an account's free funds.
    function _toFree(address account, uint256 amount) internal {
        _accounts[account].free += amount.toUint128();
        emit IVault.Deposited(account, account, amount);
    }

    /// @dev Of equal maxima the one that the relayer took first.
    function _beats(Presented memory bid, Presented memory other) internal pure returns (bool) {
        if (bid.maxAmount == other.maxAmount) return bid.sequence < other.sequence;
        return bid.maxAmount > other.maxAmount;
    }

    /// @dev The least bid above `amount` (MECHANISM.md 11).
    function _nextBid(Auction calldata terms, uint256 amount) internal pure returns (uint256) {
        return amount + Math.max(1, Math.ceilDiv(amount * terms.rules.incrementBps(), SaleSplit.BPS));
    }
}
