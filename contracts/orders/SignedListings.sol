// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TokenStandard} from "../interfaces/IItems.sol";
import {ISignedListings, SignedListing} from "../interfaces/ISignedListings.sol";
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
        total = _totalOf(listing.quantity, quantity, listing.price);
        (uint256 proceeds, uint256 fee, address receiver, uint256 royalty) = _split(
            token,
            tokenId,
            total,
            bps,
            listing.maxRoyaltyBps
        );
        emit SignedListingBought(id, seller, msg.sender, token, tokenId, quantity, total, fee, royalty, listing.nonce);

        _pay(id, msg.sender, seller, proceeds, fee, receiver, royalty);
        _move(standard, token, tokenId, quantity, seller, msg.sender);
    }

    /// @inheritdoc ISignedListings
    function signedListingId(SignedListing calldata listing) public view returns (bytes32) {
        return _hashTypedDataV4(SignedOrderHash.hash(listing));
    }
}
