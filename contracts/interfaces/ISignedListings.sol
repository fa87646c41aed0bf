// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TokenStandard} from "./IItems.sol";

/// @notice A sale that its seller signs and sends to nobody but whom he likes: EIP-712 `SignedListing`. The item stays in
/// his wallet until it is bought.
/// @param seller Who signs, owns the item and is paid for it.
/// @param token ERC-721 or ERC-1155 contract.
/// @param standard Which of the two; the token's functions differ, so that a false one cannot be filled.
/// @param tokenId Token within that contract.
/// @param quantity Units for sale, all fills together; 1 for ERC-721, at most 2^64 - 1.
/// @param price Price of one unit, smallest unit of the currency; 1 to 2^96 - 1.
/// @param expiry Unix seconds; from this time on nobody can buy. Zero means never.
/// @param taker The only account that may buy; zero means anyone.
/// @param maxFeeBps The highest platform fee that the seller bears, in basis points.
/// @param maxRoyaltyBps The highest royalty that the seller bears, in basis points of the price; zero means none.
/// @param nonce Unordered, of the seller's choice; ends with the order.
/// @param counter The seller's counter when he signed.
struct SignedListing {
    address seller;
    address token;
    TokenStandard standard;
    uint256 tokenId;
    uint256 quantity;
    uint256 price;
    uint256 expiry;
    address taker;
    uint256 maxFeeBps;
    uint256 maxRoyaltyBps;
    uint256 nonce;
    uint256 counter;
}

/// @title ISignedListings
/// @notice Gasless listings: fixed price, ERC-721 items and ERC-1155 stacks with partial fills.
interface ISignedListings {
    /// @notice Units were bought. The seller received `total - fee - royalty`.
    /// @param id EIP-712 digest of the listing.
    /// @param quantity Units bought.
    /// @param total What the buyer paid, fee and royalty included, smallest unit of the currency.
    /// @param fee Platform fee, rounded up.
    /// @param royalty ERC-2981 royalty, rounded down; `RoyaltyPaid` says whose.
    /// @param nonce Used now, unless `OrderPartlyFilled` was emitted with it.
    event SignedListingBought(
        bytes32 indexed id,
        address indexed seller,
        address indexed buyer,
        address token,
        uint256 tokenId,
        uint256 quantity,
        uint256 total,
        uint256 fee,
        uint256 royalty,
        uint256 nonce
    );

    /// @notice The platform's fee is higher than what the seller signed.
    error FeeAboveMaximum(uint256 feeBps, uint256 maxFeeBps);

    /// @notice The listing is for one buyer, who is not the caller.
    error NotTaker(bytes32 id, address caller);

    /// @notice Buys units of a signed listing, paid from the caller's wallet.
    /// @dev Requirements: signed by the seller with 65 bytes of ECDSA, else valid by his ERC-1271; counter current, nonce
    /// unused, not expired, enough left; fee at most `maxFeeBps`; the caller is the taker, if there is one; the seller owns
    /// the item and approved this contract for it; the caller approved `quantity * price`; not paused.
    ///
    /// Notes: the item goes to the caller. One that refuses ERC-1155 units undoes the purchase.
    /// @param listing What the seller signed.
    /// @param quantity Units to buy.
    /// @param signature The seller's.
    /// @return total What was paid, fee and royalty included.
    function buySigned(
        SignedListing calldata listing,
        uint256 quantity,
        bytes calldata signature
    ) external returns (uint256 total);

    /// @notice The id of a signed listing: its EIP-712 digest.
    /// @param listing The listing, as its seller signs it.
    /// @return EIP-712 digest of the listing.
    function signedListingId(SignedListing calldata listing) external view returns (bytes32);
}
