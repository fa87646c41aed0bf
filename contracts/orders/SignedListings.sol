// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TokenStandard} from "../interfaces/IItems.sol";
import {ISignedListings, SignedListing} from "../interfaces/ISignedListings.sol";
import {FallingPrice} from "../libraries/FallingPrice.sol";
import {SignedOrderHash} from "../libraries/SignedOrderHash.sol";
import {OrderTrades} from "./OrderTrades.sol";

/// @title SignedListings
/// @notice Sales that their sellers sign; the item stays in the seller's wallet until it is bought.
abstract contract SignedListings is OrderTrades, ISignedListings {
    /// @inheritdoc ISignedListings
    function buySigned(
        SignedListing calldata listing,
        uint256 quantity,
        bytes calldata signature
    ) external nonReentrant whenNotPaused returns (uint256 total) {
        return _buySigned(listing, quantity, msg.sender, signature);
    }

    /// @inheritdoc ISignedListings
    function buySignedFor(
        SignedListing calldata listing,
        uint256 quantity,
        address recipient,
        bytes calldata signature
    ) external nonReentrant whenNotPaused returns (uint256 total) {
        _checkRecipient(recipient);
        return _buySigned(listing, quantity, recipient, signature);
    }

    /// @inheritdoc ISignedListings
    function signedPriceOf(SignedListing calldata listing) external view returns (uint256) {
        return _priceNow(listing);
    }

    /// @inheritdoc ISignedListings
    function signedListingId(SignedListing calldata listing) public view returns (bytes32) {
        return _hashTypedDataV4(SignedOrderHash.hash(listing));
    }

    function _buySigned(
        SignedListing calldata listing,
        uint256 quantity,
        address recipient,
        bytes calldata signature
    ) private returns (uint256 total) {
        uint256 bps = feeBps();
        if (bps > listing.maxFeeBps) revert FeeAboveMaximum(bps, listing.maxFeeBps);
        bytes32 id = signedListingId(listing);
        (address seller, address token, uint256 tokenId) = (listing.seller, listing.token, listing.tokenId);
        TokenStandard standard = listing.standard;
        _checkOrder(id, seller, signature, token, listing.expiry);
        if (listing.taker != address(0) && msg.sender != listing.taker) revert NotTaker(id, msg.sender);
        // Of several, the second could be sold when the first came back.
        if (standard == TokenStandard.ERC721 && listing.quantity != 1) revert NotASingleItem(listing.quantity);

        _fill(id, seller, listing.nonce, listing.counter, listing.quantity, quantity);
        total = _totalOf(listing.quantity, quantity, _priceNow(listing));
        (uint256 proceeds, uint256 fee, address receiver, uint256 royalty) = _split(
            token,
            tokenId,
            total,
            bps,
            listing.maxRoyaltyBps
        );
        emit SignedListingBought(id, seller, msg.sender, token, tokenId, quantity, total, fee, royalty, listing.nonce);
        if (recipient != msg.sender) emit OrderSentOn(id, recipient);

        _pay(id, msg.sender, seller, proceeds, fee, receiver, royalty);
        _move(standard, token, tokenId, quantity, seller, recipient);
    }

    /// @dev A fall is whole: it ends later than it starts, below the price and above zero. Its price is in range, so that no
    /// product overflows; that of a fixed one is `_totalOf`'s to check.
    function _priceNow(SignedListing calldata listing) private view returns (uint256 price) {
        price = listing.price;
        (uint256 endPrice, uint256 fallStart, uint256 fallEnd) = (listing.endPrice, listing.fallStart, listing.fallEnd);
        if (endPrice | fallStart | fallEnd == 0) return price;
        if (price > type(uint96).max) revert AmountTooLarge(price, type(uint96).max);
        if (endPrice == 0 || endPrice >= price || fallStart >= fallEnd) {
            revert InvalidFall(price, endPrice, fallStart, fallEnd);
        }
        return FallingPrice.priceAt(price, endPrice, fallStart, fallEnd, block.timestamp);
    }
}
