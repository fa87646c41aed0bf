// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Auction, Settlement} from "../interfaces/IAuctions.sol";
import {Receipt} from "../interfaces/IBids.sol";
import {Listing} from "../interfaces/IListings.sol";
import {Withdrawal} from "../interfaces/IVault.sol";

/// @title Digests
/// @notice A slow, readable twin of what the Marketplace and `OrderHash` hash: type strings as MECHANISM.md and SPEC spell
/// them, member by member, so that a slip in the one shows against the other.
library Digests {
    function domainSeparator(uint256 chainId, address marketplace) internal pure returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                    keccak256("Plaza Marketplace"),
                    keccak256("1"),
                    chainId,
                    marketplace
                )
            );
    }

    function typed(bytes32 separator, bytes32 structHash) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(hex"1901", separator, structHash));
    }

    function listing(Listing memory terms) internal pure returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    keccak256(
                        "Listing(address seller,uint256 salt,address token,uint256 tokenId,"
                        "uint256 quantity,uint256 schedule,address taker)"
                    ),
                    terms.seller,
                    terms.salt,
                    terms.token,
                    terms.tokenId,
                    terms.quantity,
                    terms.schedule,
                    terms.taker
                )
            );
    }

    function auction(Auction memory terms) internal pure returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    keccak256(
                        "Auction(uint256 tokenId,uint256 quantity,uint256 startPrice,uint256 reservePrice,"
                        "uint256 rules,address seller,address token,uint256 salt)"
                    ),
                    terms.tokenId,
                    terms.quantity,
                    terms.startPrice,
                    terms.reservePrice,
                    terms.rules,
                    terms.seller,
                    terms.token,
                    terms.salt
                )
            );
    }

    function bid(bytes32 auctionId, address bidder, uint256 maxAmount) internal pure returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    keccak256("Bid(bytes32 auctionId,address bidder,uint256 maxAmount)"),
                    auctionId,
                    bidder,
                    maxAmount
                )
            );
    }

    function settlement(bytes32 auctionId, Settlement memory outcome) internal pure returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    keccak256(
                        "Settlement(bytes32 auctionId,address winner,uint256 amount,uint256 nonce,uint256 deadline)"
                    ),
                    auctionId,
                    outcome.winner,
                    outcome.amount,
                    outcome.nonce,
                    outcome.deadline
                )
            );
    }

    function withdrawal(address account, Withdrawal memory consent) internal pure returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    keccak256(
                        "Withdrawal(address account,uint256 amount,address recipient,uint256 nonce,uint256 deadline)"
                    ),
                    account,
                    consent.amount,
                    consent.recipient,
                    consent.nonce,
                    consent.deadline
                )
            );
    }

    function extension(bytes32 auctionId, uint64 endsAt) internal pure returns (bytes32) {
        return keccak256(abi.encode(keccak256("Extension(bytes32 auctionId,uint64 endsAt)"), auctionId, endsAt));
    }

    function receipt(bytes32 auctionId, bytes32 bidHash, Receipt memory word) internal pure returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    keccak256(
                        "Receipt(bytes32 auctionId,bytes32 bidHash,uint256 amount,uint64 sequence,uint64 receivedAt,"
                        "bytes32 previous)"
                    ),
                    auctionId,
                    bidHash,
                    word.amount,
                    word.sequence,
                    word.receivedAt,
                    word.previous
                )
            );
    }

    function receiptBatch(bytes32 root) internal pure returns (bytes32) {
        return keccak256(abi.encode(keccak256("ReceiptBatch(bytes32 root)"), root));
    }

    function cancellation(bytes32 auctionId, uint256 deadline) internal pure returns (bytes32) {
        return
            keccak256(abi.encode(keccak256("Cancellation(bytes32 auctionId,uint256 deadline)"), auctionId, deadline));
    }

    function nonceBurn(bytes32 signerHash, uint256 nonce) internal pure returns (bytes32) {
        return keccak256(abi.encode(keccak256("NonceBurn(bytes32 signerHash,uint256 nonce)"), signerHash, nonce));
    }
}
