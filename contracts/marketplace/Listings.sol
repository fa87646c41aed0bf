// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IListings, Listing, ListingParams, ListingState, ListingStatus} from "../interfaces/IListings.sol";
import {ListingSlot, ListingSlotLib} from "../libraries/ListingSlot.sol";
import {OrderHash} from "../libraries/OrderHash.sol";
import {SaleSplit} from "../libraries/SaleSplit.sol";
import {Fees} from "./Fees.sol";
import {Item, Items} from "./Items.sol";
import {Ledger} from "./Ledger.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";

/// @title Listings
/// @notice Escrowed fixed-price sales.
/// @dev A listing is a digest of its terms and one slot of state; the terms themselves travel in calldata and events.
abstract contract Listings is EIP712, Ledger, Items, Fees, IListings {
    using SafeERC20 for IERC20;

    mapping(bytes32 id => ListingSlot) private _listings;

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
    function updatePrice(Listing calldata terms, uint256 price) external {
        (bytes32 id, ListingSlot slot) = _activeListingOfCaller(terms);
        _listings[id] = slot.withPrice(_checkPrice(price));
        emit ListingPriceUpdated(id, price);
    }

    /// @inheritdoc IListings
    function cancelListing(Listing calldata terms) external nonReentrant {
        (bytes32 id, ListingSlot slot) = _activeListingOfCaller(terms);
        _listings[id] = slot.end(ListingStatus.Cancelled);
        emit ListingCancelled(id, slot.remaining());
        _giveBack(id, Item(slot.standard(), terms.token, terms.tokenId, slot.remaining()), msg.sender);
    }

    /// @inheritdoc IListings
    function buy(
        Listing calldata terms,
        uint256 quantity,
        uint256 maxTotal,
        address recipient
    ) external nonReentrant whenNotPaused returns (uint256 total) {
        bytes32 id = listingId(terms);
        ListingSlot slot = _listings[id];
        if (slot.status() != ListingStatus.Active) revert ListingNotActive(id);
        if (terms.expiry != 0 && block.timestamp >= terms.expiry) revert ListingExpired(id, terms.expiry);
        if (quantity == 0) revert ZeroQuantity();
        if (quantity > slot.remaining()) revert QuantityUnavailable(id, quantity, slot.remaining());
        total = quantity * slot.price();
        if (total > maxTotal) revert PriceAboveMaximum(id, total, maxTotal);
        _checkRecipient(recipient);

        uint256 fee = SaleSplit.feeOf(total, slot.feeBps());
        slot = slot.less(quantity);
        _listings[id] = slot;
        emit ListingBought(id, msg.sender, terms.seller, recipient, quantity, total, fee, slot.remaining());

        _currency.safeTransferFrom(msg.sender, terms.seller, total - fee);
        if (fee != 0) _currency.safeTransferFrom(msg.sender, address(this), fee);
        _deliver(id, Item(slot.standard(), terms.token, terms.tokenId, quantity), msg.sender, recipient);
    }

    /// @inheritdoc IListings
    function getListing(bytes32 id) external view returns (ListingState memory) {
        return _listings[id].unpack();
    }

    /// @inheritdoc IListings
    function listingId(Listing calldata terms) public view returns (bytes32) {
        return _hashTypedDataV4(OrderHash.hashCalldata(terms));
    }

    /// @dev Puts up an item that is in escrow, or will be before this transaction ends.
    function _openListing(Item memory item, address seller, ListingParams memory params) internal returns (bytes32 id) {
        _checkQuantity(item.standard, item.quantity);
        uint96 price = _checkPrice(params.price);
        if (params.expiry != 0 && params.expiry <= block.timestamp) revert ExpiryInPast(params.expiry);

        Listing memory terms = Listing(seller, item.token, item.tokenId, item.quantity, params.expiry, params.salt);
        id = _hashTypedDataV4(OrderHash.hash(terms));
        if (_listings[id].status() != ListingStatus.None) revert IdAlreadyUsed(id);
        uint16 bps = feeBps();
        _listings[id] = ListingSlotLib.open(item.standard, bps, uint64(item.quantity), price);
        emit ListingCreated(
            id,
            seller,
            item.token,
            item.tokenId,
            item.quantity,
            price,
            params.expiry,
            params.salt,
            bps,
            item.standard
        );
    }

    function _activeListingOfCaller(Listing calldata terms) private view returns (bytes32 id, ListingSlot slot) {
        id = listingId(terms);
        slot = _listings[id];
        if (slot.status() != ListingStatus.Active) revert ListingNotActive(id);
        if (msg.sender != terms.seller) revert NotSeller(id, msg.sender);
    }

    function _checkPrice(uint256 price) private pure returns (uint96) {
        if (price == 0) revert ZeroPrice();
        if (price > type(uint96).max) revert AmountTooLarge(price, type(uint96).max);
        return uint96(price);
    }
}
