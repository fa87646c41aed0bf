// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IListings, Listing, ListingStatus} from "../interfaces/IListings.sol";
import {ListingSchedule} from "../libraries/ListingSchedule.sol";
import {ListingSlot, ListingSlotLib} from "../libraries/ListingSlot.sol";
import {RoyaltyLookup} from "../libraries/RoyaltyLookup.sol";
import {SaleSplit} from "../libraries/SaleSplit.sol";
import {Item, Items} from "./Items.sol";
import {ListingBook} from "./ListingBook.sol";
import {Vault} from "./Vault.sol";

/// @title Purchases
/// @notice What every purchase from a listing checks and does, at the Marketplace and at its desk.
abstract contract Purchases is ListingBook, Vault, Items {
    /// @dev A purchase that the caller's wallet pays.
    function _buy(
        Listing calldata terms,
        uint256 quantity,
        uint256 maxTotal,
        address recipient
    ) internal returns (uint256 total) {
        bytes32 id = _listingId(terms);
        ListingSlot slot;
        (slot, total) = _take(id, terms, quantity, maxTotal, recipient);
        (uint256 fee, address receiver, uint256 royalty) = _record(id, terms, slot, quantity, total, recipient);
        _payFromWallet(msg.sender, receiver, royalty, id);
        _payFromWallet(msg.sender, terms.seller, total - fee - royalty, id);
        _payFee(msg.sender, fee);
        _deliver(id, Item(slot.standard(), terms.token, terms.tokenId, quantity), msg.sender, recipient);
    }

    /// @dev Takes the units off the listing, or reverts with why they cannot be bought.
    /// @return slot How the listing stood before.
    /// @return total What the units cost.
    function _take(
        bytes32 id,
        Listing calldata terms,
        uint256 quantity,
        uint256 maxTotal,
        address recipient
    ) internal returns (ListingSlot slot, uint256 total) {
        slot = _listings[id];
        bytes memory reason;
        (total, reason) = _quote(id, terms, slot, quantity, maxTotal);
        if (reason.length != 0) _revertWith(reason);
        _checkRecipient(recipient);
        _listings[id] = _slotAfter(terms, slot, quantity);
    }

    /// @dev What `quantity` units cost now, or the error that says why they cannot be bought.
    function _quote(
        bytes32 id,
        Listing calldata terms,
        ListingSlot slot,
        uint256 quantity,
        uint256 maxTotal
    ) internal view returns (uint256 total, bytes memory reason) {
        if (slot.status() != ListingStatus.Active) {
            return (0, abi.encodeWithSelector(IListings.ListingNotActive.selector, id));
        }
        ListingSchedule schedule = terms.schedule;
        uint256 expiry = schedule.expiry();
        if (expiry != 0 && block.timestamp >= expiry) {
            return (0, abi.encodeWithSelector(IListings.ListingExpired.selector, id, expiry));
        }
        if (terms.taker != address(0) && terms.taker != msg.sender) {
            return (0, abi.encodeWithSelector(IListings.NotTaker.selector, id, msg.sender));
        }
        if (quantity == 0) return (0, abi.encodeWithSelector(ZeroQuantity.selector));
        if (quantity > slot.remaining()) {
            return (0, abi.encodeWithSelector(IListings.QuantityUnavailable.selector, id, quantity, slot.remaining()));
        }
        total = quantity * schedule.priceAt(slot.price(), block.timestamp);
        if (total > maxTotal) {
            reason = abi.encodeWithSelector(IListings.PriceAboveMaximum.selector, id, total, maxTotal);
        }
    }

    /// @dev Splits the price of a sale and tells of it. Everything is still to be paid.
    function _record(
        bytes32 id,
        Listing calldata terms,
        ListingSlot slot,
        uint256 quantity,
        uint256 total,
        address recipient
    ) internal returns (uint256 fee, address receiver, uint256 royalty) {
        fee = SaleSplit.feeOf(total, slot.feeBps());
        (receiver, royalty) = RoyaltyLookup.due(terms.token, terms.tokenId, total, fee, slot.maxRoyaltyBps());
        emit IListings.ListingBought(id, msg.sender, recipient, quantity, total, fee, royalty);
    }

    function _slotAfter(
        Listing calldata terms,
        ListingSlot slot,
        uint256 quantity
    ) internal view returns (ListingSlot) {
        return quantity == slot.remaining() ? ListingSlotLib.ended(terms.schedule.listedAt()) : slot.less(quantity);
    }

    function _revertWith(bytes memory reason) private pure {
        assembly ("memory-safe") {
            revert(add(reason, 0x20), mload(reason))
        }
    }
}
