// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TokenStandard} from "./IItems.sol";

/// @notice A sale that its seller signs and sends to nobody but whom he likes: EIP-712 `SignedListing`. The item stays in
/// his wallet until it is bought.
/// @dev The parts of a fall are members of their own, not one packed word as in an escrowed listing: a wallet shows what its
/// owner signs. This order of them gives `buySigned` the first selector of the dispatch, which costs 22 gas for each that it
/// passes.
/// @param seller Who signs, owns the item and is paid for it.
/// @param token ERC-721 or ERC-1155 contract.
/// @param tokenId Token within that contract.
/// @param quantity Units for sale, all fills together; 1 for ERC-721, at most 2^64 - 1.
/// @param price Price of one unit, smallest unit of the currency; 1 to 2^96 - 1. Where the price falls: at the start.
/// @param maxFeeBps The highest platform fee that the seller bears, in basis points.
/// @param maxRoyaltyBps The highest royalty that the seller bears, in basis points of the price; zero means none.
/// @param taker The only account that may buy; zero means anyone.
/// @param expiry Unix seconds; from this time on nobody can buy. Zero means never.
/// @param endPrice Price of one unit from `fallEnd` on, above zero and below `price`; zero where the price does not fall.
/// @param fallStart Unix seconds at which the price begins to fall; zero where it does not.
/// @param fallEnd Unix seconds at which it reaches `endPrice`, after `fallStart`; zero where it does not.
/// @param standard Which standard the token follows; their functions differ, so that a false one cannot be filled.
/// @param nonce Unordered, of the seller's choice; ends with the order.
/// @param counter The seller's counter when he signed.
struct SignedListing {
    address seller;
    address token;
    uint256 tokenId;
    uint256 quantity;
    uint256 price;
    uint256 maxFeeBps;
    uint256 maxRoyaltyBps;
    address taker;
    uint256 expiry;
    uint256 endPrice;
    uint256 fallStart;
    uint256 fallEnd;
    TokenStandard standard;
    uint256 nonce;
    uint256 counter;
}

/// @title ISignedListings
/// @notice Gasless listings at a fixed or a falling price: ERC-721 items, and ERC-1155 stacks with partial fills.
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

    /// @notice The item of the purchase that was told right before this went to `recipient` and not to the buyer.
    event OrderSentOn(bytes32 indexed id, address indexed recipient);

    /// @notice The platform's fee is higher than what the seller signed.
    error FeeAboveMaximum(uint256 feeBps, uint256 maxFeeBps);

    /// @notice The listing is for one buyer, who is not the caller.
    error NotTaker(bytes32 id, address caller);

    /// @notice The price falls to zero, upwards, or in no time.
    error InvalidFall(uint256 price, uint256 endPrice, uint256 fallStart, uint256 fallEnd);

    /// @notice Buys units of a signed listing for the caller, paid from his wallet.
    /// @dev Requirements: signed by the seller with 65 bytes of ECDSA, else valid by his ERC-1271; counter current, nonce
    /// unused, not expired, enough left; fee at most `maxFeeBps`; the caller is the taker, if there is one; the seller owns
    /// the item and approved this contract for it; the caller approved what the units cost now; not paused.
    ///
    /// Notes: a price never rises, so nobody pays more than he saw. A caller who refuses ERC-1155 units undoes the purchase.
    /// @param listing What the seller signed.
    /// @param quantity Units to buy.
    /// @param signature The seller's.
    /// @return total What was paid, fee and royalty included.
    function buySigned(
        SignedListing calldata listing,
        uint256 quantity,
        bytes calldata signature
    ) external returns (uint256 total);

    /// @notice The same, but the item goes to `recipient`.
    /// @dev Apart from `buySigned`, which so costs 700 gas less.
    /// @param listing What the seller signed.
    /// @param quantity Units to buy.
    /// @param recipient Who receives the item; neither zero nor this contract, where nobody could take it out.
    /// @param signature The seller's.
    /// @return total What was paid, fee and royalty included.
    function buySignedFor(
        SignedListing calldata listing,
        uint256 quantity,
        address recipient,
        bytes calldata signature
    ) external returns (uint256 total);

    /// @notice What one unit of a signed listing costs now, whether or not it can still be bought.
    /// @param listing The listing, as its seller signs it.
    /// @return Smallest unit of the currency.
    function signedPriceOf(SignedListing calldata listing) external view returns (uint256);

    /// @notice The id of a signed listing: its EIP-712 digest.
    /// @param listing The listing, as its seller signs it.
    /// @return EIP-712 digest of the listing.
    function signedListingId(SignedListing calldata listing) external view returns (bytes32);
}
