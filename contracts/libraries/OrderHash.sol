// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Auction, Settlement} from "../interfaces/IAuctions.sol";
import {Receipt} from "../interfaces/IBids.sol";
import {Listing} from "../interfaces/IListings.sol";
import {Withdrawal} from "../interfaces/IVault.sol";

/// @title OrderHash
/// @notice EIP-712 struct hashes of everything that has an id or is signed.
/// @dev All members are one-word static types, so `abi.encode` of a struct is its EIP-712 `encodeData`.
library OrderHash {
    bytes32 internal constant LISTING_TYPEHASH = keccak256(
        "Listing(address seller,uint256 salt,address token,uint256 tokenId,uint256 quantity,uint256 schedule,address taker)"
    );
    bytes32 internal constant AUCTION_TYPEHASH = keccak256(
        "Auction(uint256 tokenId,uint256 quantity,uint256 startPrice,uint256 reservePrice,uint256 rules,address seller,address token,uint256 salt)"
    );
    bytes32 internal constant BID_TYPEHASH = keccak256("Bid(bytes32 auctionId,address bidder,uint256 maxAmount)");
    bytes32 internal constant SETTLEMENT_TYPEHASH = keccak256(
        "Settlement(bytes32 auctionId,address winner,uint256 amount,uint256 nonce,uint256 deadline)"
    );
    bytes32 internal constant RECEIPT_TYPEHASH = keccak256(
        "Receipt(bytes32 auctionId,bytes32 bidHash,uint256 amount,uint64 sequence,uint64 receivedAt,bytes32 previous)"
    );
    bytes32 internal constant RECEIPT_BATCH_TYPEHASH = keccak256("ReceiptBatch(bytes32 root)");
    bytes32 internal constant EXTENSION_TYPEHASH = keccak256("Extension(bytes32 auctionId,uint64 endsAt)");
    bytes32 internal constant CANCELLATION_TYPEHASH = keccak256("Cancellation(bytes32 auctionId,uint256 deadline)");
    bytes32 internal constant NONCE_BURN_TYPEHASH = keccak256("NonceBurn(bytes32 signerHash,uint256 nonce)");
    bytes32 internal constant WITHDRAWAL_TYPEHASH = keccak256(
        "Withdrawal(address account,uint256 amount,address recipient,uint256 nonce,uint256 deadline)"
    );

    /// @dev In place: the type hash stands for a moment in the word before the terms.
    function hash(Listing memory terms) internal pure returns (bytes32 result) {
        bytes32 typeHash = LISTING_TYPEHASH;
        assembly ("memory-safe") {
            let start := sub(terms, 0x20)
            let before := mload(start)
            mstore(start, typeHash)
            result := keccak256(start, 0x100)
            mstore(start, before)
        }
    }

    function hash(Auction memory terms) internal pure returns (bytes32) {
        return keccak256(abi.encode(AUCTION_TYPEHASH, terms));
    }

    /// @dev The same for terms in calldata, without taking them apart: dirty upper bits of an address make another hash.
    function hashCalldata(Listing calldata terms) internal pure returns (bytes32 result) {
        bytes32 typeHash = LISTING_TYPEHASH;
        assembly ("memory-safe") {
            let data := mload(0x40)
            mstore(data, typeHash)
            calldatacopy(add(data, 0x20), terms, 0xe0)
            result := keccak256(data, 0x100)
        }
    }

    /// @dev As above.
    function hashCalldata(Auction calldata terms) internal pure returns (bytes32 result) {
        bytes32 typeHash = AUCTION_TYPEHASH;
        assembly ("memory-safe") {
            let data := mload(0x40)
            mstore(data, typeHash)
            calldatacopy(add(data, 0x20), terms, 0x100)
            result := keccak256(data, 0x120)
        }
    }

    function hashBid(bytes32 auctionId, address bidder, uint256 maxAmount) internal pure returns (bytes32) {
        return keccak256(abi.encode(BID_TYPEHASH, auctionId, bidder, maxAmount));
    }

    function hash(Receipt calldata receipt, bytes32 auctionId, bytes32 bidHash) internal pure returns (bytes32) {
        return keccak256(abi.encode(RECEIPT_TYPEHASH, auctionId, bidHash, receipt));
    }

    function hashReceiptBatch(bytes32 root) internal pure returns (bytes32) {
        return keccak256(abi.encode(RECEIPT_BATCH_TYPEHASH, root));
    }

    function hashExtension(bytes32 auctionId, uint64 endsAt) internal pure returns (bytes32) {
        return keccak256(abi.encode(EXTENSION_TYPEHASH, auctionId, endsAt));
    }

    function hashCancellation(bytes32 auctionId, uint256 deadline) internal pure returns (bytes32) {
        return keccak256(abi.encode(CANCELLATION_TYPEHASH, auctionId, deadline));
    }

    function hashNonceBurn(bytes32 signerHash, uint256 nonce) internal pure returns (bytes32) {
        return keccak256(abi.encode(NONCE_BURN_TYPEHASH, signerHash, nonce));
    }

    function hash(Settlement calldata settlement, bytes32 auctionId) internal pure returns (bytes32) {
        return keccak256(abi.encode(SETTLEMENT_TYPEHASH, auctionId, settlement));
    }

    function hash(Withdrawal calldata withdrawal, address account) internal pure returns (bytes32) {
        return keccak256(abi.encode(WITHDRAWAL_TYPEHASH, account, withdrawal));
    }
}
