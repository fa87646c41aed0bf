// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IListings, Listing, ListingStatus} from "../../interfaces/IListings.sol";
import {ListingSlot, ListingSlotLib} from "../../libraries/ListingSlot.sol";
import {Item, Items} from "../Items.sol";
import {ListingBook} from "../ListingBook.sol";
import {ListingPrices} from "../ListingPrices.sol";
import {OnlyDelegated} from "./OnlyDelegated.sol";

/// @title ListingChanges
/// @notice What a seller does with a listing that runs: another price, or its end.
abstract contract ListingChanges is OnlyDelegated, ListingBook, Items, ListingPrices {
    /// @dev See {IListings-updatePrice}.
    function updatePrice(Listing calldata terms, uint256 price) external onlyDelegated {
        (bytes32 id, ListingSlot slot) = _activeListingOfCaller(terms);
        _listings[id] = slot.withPrice(_checkPrice(price, terms.schedule));
        emit IListings.ListingPriceUpdated(id, price);
    }

    /// @dev See {IListings-cancelListing}.
    function cancelListing(Listing calldata terms) external onlyDelegated nonReentrant {
        (bytes32 id, ListingSlot slot) = _activeListingOfCaller(terms);
        _listings[id] = ListingSlotLib.ended(terms.schedule.listedAt());
        emit IListings.ListingCancelled(id, slot.remaining());
        _giveBack(id, Item(slot.standard(), terms.token, terms.tokenId, slot.remaining()), msg.sender);
    }

    function _activeListingOfCaller(Listing calldata terms) private view returns (bytes32 id, ListingSlot slot) {
        id = _listingId(terms);
        slot = _listings[id];
        if (slot.status() != ListingStatus.Active) revert IListings.ListingNotActive(id);
        if (msg.sender != terms.seller) revert NotSeller(id, msg.sender);
    }
}
