// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TokenStandard} from "../interfaces/IItems.sol";
import {Acceptance, IOffers, Offer, OfferScope} from "../interfaces/IOffers.sol";
import {SignedOrderHash} from "../libraries/SignedOrderHash.sol";
import {OrderTrades} from "./OrderTrades.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";

/// @title Offers
/// @notice Offers that buyers sign and owners accept; the money stays in the buyer's wallet until then.
abstract contract Offers is OrderTrades, IOffers {
    /// @inheritdoc IOffers
    function acceptOffer(
        Offer calldata offer,
        Acceptance calldata acceptance,
        bytes calldata signature,
        bytes32[] calldata proof
    ) external nonReentrant whenNotPaused returns (uint256 proceeds) {
        uint256 bps = feeBps();
        bytes32 id = offerId(offer);
        (address buyer, address token, uint256 tokenId) = (offer.buyer, offer.token, acceptance.tokenId);
        uint256 quantity = acceptance.quantity;
        _checkOrder(id, buyer, signature, token, offer.expiry);
        if (!_isWanted(offer, tokenId, proof)) revert ItemNotWanted(id, tokenId);
        if (offer.standard == TokenStandard.ERC721) {
            if (quantity != 1) revert NotASingleItem(quantity);
            // Of several, the second could be sold to him again when he has passed on the first.
            if (offer.scope == OfferScope.Item && offer.quantity != 1) revert NotASingleItem(offer.quantity);
        }

        _fill(id, buyer, offer.nonce, offer.counter, offer.quantity, quantity);
        uint256 total = _totalOf(offer.quantity, quantity, offer.price);
        (uint256 left, uint256 fee, address receiver, uint256 royalty) = _split(
            token,
            tokenId,
            total,
            bps,
            acceptance.maxRoyaltyBps
        );
        proceeds = left;
        if (proceeds < acceptance.minProceeds) revert ProceedsBelowMinimum(proceeds, acceptance.minProceeds);
        emit OfferAccepted(id, msg.sender, buyer, token, tokenId, quantity, total, fee, royalty, offer.nonce);

        _pay(id, buyer, msg.sender, proceeds, fee, receiver, royalty);
        _move(offer.standard, token, tokenId, quantity, msg.sender, buyer);
    }

    /// @inheritdoc IOffers
    function offerId(Offer calldata offer) public view returns (bytes32) {
        return _hashTypedDataV4(SignedOrderHash.hash(offer));
    }

    function _isWanted(Offer calldata offer, uint256 tokenId, bytes32[] calldata proof) private pure returns (bool) {
        if (offer.scope == OfferScope.Collection) return true;
        if (offer.scope == OfferScope.Item) return tokenId == offer.tokenId;
        return MerkleProof.verifyCalldata(proof, offer.root, SignedOrderHash.leaf(tokenId));
    }
}
