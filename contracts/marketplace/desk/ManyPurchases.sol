// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IItems} from "../../interfaces/IItems.sol";
import {IListings, Listing, Purchase} from "../../interfaces/IListings.sol";
import {ListingSlot} from "../../libraries/ListingSlot.sol";
import {Item} from "../Items.sol";
import {Purchases} from "../Purchases.sol";
import {OnlyDelegated} from "./OnlyDelegated.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title ManyPurchases
/// @notice Many listings in one transaction, leaving out what is gone. The Marketplace has checked that it is not paused before
/// it delegates.
abstract contract ManyPurchases is OnlyDelegated, Purchases {
    /// @dev See {IListings-buyMany}.
    function buyMany(
        Purchase[] calldata purchases,
        uint256 maxTotal,
        address recipient
    ) external onlyDelegated nonReentrant returns (uint256[] memory bought, uint256 spent) {
        _checkRecipient(recipient);
        bought = new uint256[](purchases.length);
        uint256 fees;
        // Proceeds of one seller's listings that follow on each other are paid at once.
        address seller;
        uint256 proceeds;
        bytes32 id;
        for (uint256 i = 0; i < purchases.length; ++i) {
            Listing calldata terms = purchases[i].terms;
            uint256 quantity = purchases[i].quantity;
            bytes32 current = _listingId(terms);
            ListingSlot slot = _listings[current];
            // Its own maximum too: else a seller could lift its price by what another one that is left out would have cost.
            uint256 most = Math.min(purchases[i].maxTotal, maxTotal - spent);
            (uint256 total, bytes memory reason) = _quote(current, terms, slot, quantity, most);
            if (reason.length == 0 && !_tryHandOver(current, terms, slot, quantity, recipient)) {
                reason = abi.encodeWithSelector(IItems.TradeFailed.selector, current);
            }
            if (reason.length != 0) {
                emit IListings.PurchaseSkipped(current, msg.sender, reason);
                continue;
            }
            (uint256 fee, uint256 rest) = _recordAndPayRoyalty(current, terms, slot, quantity, total, recipient);
            if (terms.seller != seller) {
                _payFromWallet(msg.sender, seller, proceeds, id);
                (seller, proceeds, id) = (terms.seller, 0, current);
            }
            (bought[i], fees, proceeds, spent) = (quantity, fees + fee, proceeds + rest, spent + total);
        }
        _payFromWallet(msg.sender, seller, proceeds, id);
        _payFee(msg.sender, fees);
    }

    /// @return fee Of the sale, still to be paid.
    /// @return proceeds Of the seller, still to be paid.
    function _recordAndPayRoyalty(
        bytes32 id,
        Listing calldata terms,
        ListingSlot slot,
        uint256 quantity,
        uint256 total,
        address recipient
    ) private returns (uint256 fee, uint256 proceeds) {
        address receiver;
        uint256 royalty;
        (fee, receiver, royalty) = _record(id, terms, slot, quantity, total, recipient);
        _payFromWallet(msg.sender, receiver, royalty, id);
        proceeds = total - fee - royalty;
    }

    /// @dev Takes the units off the listing and hands them over. When a single item cannot move, nothing changes.
    function _tryHandOver(
        bytes32 id,
        Listing calldata terms,
        ListingSlot slot,
        uint256 quantity,
        address recipient
    ) private returns (bool) {
        _listings[id] = _slotAfter(terms, slot, quantity);
        Item memory item = Item(slot.standard(), terms.token, terms.tokenId, quantity);
        if (_tryDeliver(id, item, msg.sender, recipient)) return true;
        _listings[id] = slot;
        return false;
    }
}
