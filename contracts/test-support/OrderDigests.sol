// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Offer} from "../interfaces/IOffers.sol";
import {SignedListing} from "../interfaces/ISignedListings.sol";

/// @title OrderDigests
/// @notice A slow, readable twin of what Orders and `SignedOrderHash` hash, member by member.
library OrderDigests {
    function domainSeparator(uint256 chainId, address orders) internal pure returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                    keccak256("Plaza Orders"),
                    keccak256("1"),
                    chainId,
                    orders
                )
            );
    }

    function signedListing(SignedListing memory listing) internal pure returns (bytes32) {
        bytes memory terms = abi.encode(
            keccak256(
                "SignedListing(address seller,address token,uint256 tokenId,uint256 quantity,uint256 price,"
                "uint256 maxFeeBps,uint256 maxRoyaltyBps,address taker,uint256 expiry,uint256 endPrice,"
                "uint256 fallStart,uint256 fallEnd,uint8 standard,uint256 nonce,uint256 counter)"
            ),
            listing.seller,
            listing.token,
            listing.tokenId,
            listing.quantity,
            listing.price,
            listing.maxFeeBps,
            listing.maxRoyaltyBps
        );
        bytes memory conditions = abi.encode(
            listing.taker,
            listing.expiry,
            listing.endPrice,
            listing.fallStart,
            listing.fallEnd,
            uint256(listing.standard),
            listing.nonce,
            listing.counter
        );
        return keccak256(bytes.concat(terms, conditions));
    }

    function offer(Offer memory offer_) internal pure returns (bytes32) {
        bytes memory whoAndWhat = abi.encode(
            keccak256(
                "Offer(address buyer,address token,uint8 standard,uint8 scope,uint256 tokenId,bytes32 root,"
                "uint256 quantity,uint256 price,uint256 expiry,uint256 nonce,uint256 counter)"
            ),
            offer_.buyer,
            offer_.token,
            uint256(offer_.standard),
            uint256(offer_.scope),
            offer_.tokenId,
            offer_.root
        );
        bytes memory terms = abi.encode(offer_.quantity, offer_.price, offer_.expiry, offer_.nonce, offer_.counter);
        return keccak256(bytes.concat(whoAndWhat, terms));
    }

    /// @dev A tree's node over two.
    function node(bytes32 a, bytes32 b) internal pure returns (bytes32) {
        return a < b ? keccak256(abi.encodePacked(a, b)) : keccak256(abi.encodePacked(b, a));
    }

    function leaf(uint256 tokenId) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(keccak256(abi.encodePacked(tokenId))));
    }
}
