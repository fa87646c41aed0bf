// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Auction, AuctionStatus, IAuctions} from "../../interfaces/IAuctions.sol";
import {AuctionSlot} from "../../libraries/AuctionSlot.sol";
import {AuctionBook} from "../AuctionBook.sol";
import {OnlyDelegated} from "./OnlyDelegated.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @title AuctionEnds
/// @notice The ends of an auction besides its settlement.
abstract contract AuctionEnds is OnlyDelegated, AuctionBook {
    using SafeCast for uint256;

    /// @dev See {IAuctions-cancelAuction}.
    function cancelAuction(Auction calldata terms) external onlyDelegated nonReentrant {
        (bytes32 id, AuctionSlot slot) = _openAuctionOf(terms);
        if (msg.sender != terms.seller) revert NotSeller(id, msg.sender);
        if (block.timestamp >= terms.start) revert IAuctions.AuctionAlreadyStarted(id, terms.start);
        _auctions[id] = slot.moveTo(AuctionStatus.Cancelled, 0);
        emit IAuctions.AuctionCancelled(id);
        _giveBack(id, _itemOf(terms, slot), terms.seller);
    }

    /// @dev See {IAuctions-finalizeAuction}.
    function finalizeAuction(Auction calldata terms) external onlyDelegated nonReentrant {
        (bytes32 id, AuctionSlot slot) = _openAuctionOf(terms);
        bool begun = slot.status() == AuctionStatus.Finalizing;
        uint256 opensAt = begun ? slot.clock() : terms.end + EXTENSION_LIMIT + GRACE;
        if (block.timestamp < opensAt) revert IAuctions.FinalizeNotOpen(id, opensAt);
        if (begun) {
            _auctions[id] = slot.moveTo(AuctionStatus.Returned, 0);
            emit IAuctions.AuctionReturned(id);
            _giveBack(id, _itemOf(terms, slot), terms.seller);
        } else {
            uint256 finalizableAt = block.timestamp + CHALLENGE;
            _auctions[id] = slot.moveTo(AuctionStatus.Finalizing, finalizableAt.toUint40());
            emit IAuctions.FinalizeStarted(id, finalizableAt);
        }
    }
}
