// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Offer} from "../interfaces/IOffers.sol";
import {SignedListing} from "../interfaces/ISignedListings.sol";

/// @title SignedOrderHash
/// @notice EIP-712 struct hashes of signed listings and offers, and the leaves of trait sets.
/// @dev All members are one-word static types, so calldata holds a struct's EIP-712 `encodeData`. It is hashed without being
/// taken apart: dirty upper bits of an address make another hash, which nobody signed.
library SignedOrderHash {
    bytes32 internal constant SIGNED_LISTING_TYPEHASH = keccak256(
        "SignedListing(address seller,address token,uint256 tokenId,uint256 quantity,uint256 price,uint256 maxFeeBps,uint256 maxRoyaltyBps,address taker,uint256 expiry,uint256 endPrice,uint256 fallStart,uint256 fallEnd,uint8 standard,uint256 nonce,uint256 counter)"
    );
    bytes32 internal constant OFFER_TYPEHASH = keccak256(
        "Offer(address buyer,address token,uint8 standard,uint8 scope,uint256 tokenId,bytes32 root,uint256 quantity,uint256 price,uint256 expiry,uint256 nonce,uint256 counter)"
    );

    function hash(SignedListing calldata listing) internal pure returns (bytes32 result) {
        bytes32 typeHash = SIGNED_LISTING_TYPEHASH;
        assembly ("memory-safe") {
            let data := mload(0x40)
            mstore(data, typeHash)
            calldatacopy(add(data, 0x20), listing, 0x1e0)
            result := keccak256(data, 0x200)
        }
    }

    function hash(Offer calldata offer) internal pure returns (bytes32 result) {
        bytes32 typeHash = OFFER_TYPEHASH;
        assembly ("memory-safe") {
            let data := mload(0x40)
            mstore(data, typeHash)
            calldatacopy(add(data, 0x20), offer, 0x160)
            result := keccak256(data, 0x180)
        }
    }

    /// @dev Hashed twice, so that no inner node, which is one hash of 64 bytes, can pass for a leaf.
    function leaf(uint256 tokenId) internal pure returns (bytes32) {
        return keccak256(bytes.concat(keccak256(abi.encode(tokenId))));
    }
}
