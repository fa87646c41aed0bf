// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Listing} from "../../interfaces/IListings.sol";
import {ListingSlot} from "../../libraries/ListingSlot.sol";
import {Item} from "../Items.sol";
import {Purchases} from "../Purchases.sol";
import {OnlyDelegated} from "./OnlyDelegated.sol";

/// @title CreditPurchases
/// @notice Purchases that the buyer's credit pays (MECHANISM.md 16). The Marketplace has checked that it is not paused before
/// it delegates.
abstract contract CreditPurchases is OnlyDelegated, Purchases {
    /// @dev See {IListings-buyWithCredit}.
    function buyWithCredit(
        Listing calldata terms,
        uint256 quantity,
        uint256 maxTotal,
        address recipient
    ) external onlyDelegated nonReentrant returns (uint256 total) {
        bytes32 id = _listingId(terms);
        ListingSlot slot;
        (slot, total) = _take(id, terms, quantity, maxTotal, recipient);
        (uint256 fee, address receiver, uint256 royalty) = _record(id, terms, slot, quantity, total, recipient);
        _takeIn(id, total, true);
        _totalOwed -= total;
        _payOut(receiver, royalty, id);
        _payOut(terms.seller, total - fee - royalty, id);
        _deliver(id, Item(slot.standard(), terms.token, terms.tokenId, quantity), msg.sender, recipient);
    }
}
