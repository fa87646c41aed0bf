// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IListings, Listing, ListingParams, ListingState, ListingStatus} from "../interfaces/IListings.sol";
import {ListingSchedule} from "../libraries/ListingSchedule.sol";
import {ListingSlot, ListingSlotLib} from "../libraries/ListingSlot.sol";
import {OrderHash} from "../libraries/OrderHash.sol";
import {SaleSplit} from "../libraries/SaleSplit.sol";
import {Fees} from "./Fees.sol";
import {Item} from "./Items.sol";
import {ListingPrices} from "./ListingPrices.sol";
import {Purchases} from "./Purchases.sol";

/// @title Listings
/// @notice Escrowed sales at a fixed or a falling price: put up by their sellers, and bought from a wallet.
abstract contract Listings is Purchases, ListingPrices, Fees, IListings {
    /// @inheritdoc IListings
    function list(
        address token,
        uint256 tokenId,
        uint256 quantity,
        ListingParams calldata params
    ) external nonReentrant whenNotPaused returns (bytes32) {
        Item memory item = Item(_standardOf(token), token, tokenId, quantity);
        bytes32 id = _openListing(item, msg.sender, params);
        _pull(item);
        return id;
    }

    /// @inheritdoc IListings
    function buy(
        Listing calldata terms,
        uint256 quantity,
        uint256 maxTotal,
        address recipient
    ) external nonReentrant whenNotPaused returns (uint256 total) {
        return _buy(terms, quantity, maxTotal, recipient);
    }

    /// @inheritdoc IListings
    function getListing(bytes32 id) external view returns (ListingState memory) {
        return _listings[id].unpack();
    }

    /// @inheritdoc IListings
    function priceOf(Listing calldata terms) external view returns (uint256) {
        ListingSlot slot = _listings[_listingId(terms)];
        if (slot.status() != ListingStatus.Active) return 0;
        return terms.schedule.priceAt(slot.price(), block.timestamp);
    }

    /// @inheritdoc IListings
    function listingId(Listing calldata terms) external view returns (bytes32) {
        return _listingId(terms);
    }

    /// @dev Puts up an item that is in escrow, or will be before this transaction ends.
    function _openListing(
        Item memory item,
        address seller,
        ListingParams calldata params
    ) internal returns (bytes32 id) {
        _checkQuantity(item.standard, item.quantity);
        uint96 price = _checkSchedule(params.price, params.schedule);
        if (params.maxRoyaltyBps > SaleSplit.BPS) revert RoyaltyAboveMaximum(params.maxRoyaltyBps, SaleSplit.BPS);

        ListingSchedule schedule = params.schedule.listed(block.timestamp);
        id = _hashTypedDataV4(
            OrderHash.hash(
                Listing(seller, params.salt, item.token, item.tokenId, item.quantity, schedule, params.taker)
            )
        );
        if (_listings[id].status() != ListingStatus.None) revert IdAlreadyUsed(id);
        uint16 bps = feeBps();
        _listings[id] = ListingSlotLib.open(
            item.standard,
            bps,
            uint16(params.maxRoyaltyBps),
            uint64(item.quantity),
            price
        );
        emit ListingCreated(
            id,
            seller,
            item.token,
            item.tokenId,
            item.quantity,
            price,
            schedule,
            params.taker,
            params.maxRoyaltyBps,
            params.salt,
            bps,
            item.standard
        );
    }

    /// @dev Times lie ahead, and a fall is whole: it ends later than it starts and than now, below the price and above zero.
    function _checkSchedule(uint256 price, ListingSchedule schedule) private view returns (uint96) {
        uint256 expiry = schedule.expiry();
        if (expiry != 0 && expiry <= block.timestamp) revert ExpiryInPast(expiry);
        if (
            schedule.listedAt() != 0 ||
            (schedule.falls() &&
                (schedule.endPrice() == 0 ||
                    schedule.fallStart() >= schedule.fallEnd() ||
                    schedule.fallEnd() <= block.timestamp))
        ) revert InvalidSchedule(schedule, price);
        return _checkPrice(price, schedule);
    }
}
