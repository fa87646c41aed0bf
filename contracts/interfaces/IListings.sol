// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TokenStandard} from "./IItems.sol";

/// @notice What a listing sells. Its id is the EIP-712 digest of these terms (chain id and contract inside), so that
/// nothing can rebind a purchase to another item. The price is not part of it: a seller may change the price.
/// @param seller Who listed the item and is paid for it.
/// @param token ERC-721 or ERC-1155 contract.
/// @param tokenId Token within that contract.
/// @param quantity Units listed at first; always 1 for ERC-721.
/// @param expiry Unix seconds; from this time on nobody can buy. Zero means never.
/// @param salt Chosen by the seller, unique among his listings.
struct Listing {
    address seller;
    address token;
    uint256 tokenId;
    uint256 quantity;
    uint256 expiry;
    uint256 salt;
}

/// @notice The part of a listing that its seller chooses; what `safeTransferFrom` carries after the kind.
/// @param price Price of one unit, in the smallest unit of the currency; 1 to 2^96 - 1.
/// @param expiry Unix seconds, or zero for never.
/// @param salt Unique among the seller's listings.
struct ListingParams {
    uint256 price;
    uint256 expiry;
    uint256 salt;
}

/// @notice How a listing stands. `None` is an id never seen.
enum ListingStatus {
    None,
    Active,
    Sold,
    Cancelled
}

/// @notice All that changes about a listing, in one slot.
/// @param price Price of one unit, smallest unit of the currency.
/// @param remaining Units not yet sold.
/// @param feeBps Platform fee in basis points, fixed when listed.
/// @param standard Which token standard the item follows.
/// @param status How the listing stands.
struct ListingState {
    uint96 price;
    uint64 remaining;
    uint16 feeBps;
    TokenStandard standard;
    ListingStatus status;
}

/// @title IListings
/// @notice Escrowed fixed-price sales of ERC-721 items and ERC-1155 stacks with partial fills.
/// @dev The shortest way to list needs no approval: `token.safeTransferFrom(seller, marketplace, tokenId, data)` with
/// `data = abi.encode(TransferKind.Listing, ListingParams)`.
interface IListings {
    /// @notice An item entered escrow and is for sale.
    event ListingCreated(
        bytes32 indexed listingId,
        address indexed seller,
        address indexed token,
        uint256 tokenId,
        uint256 quantity,
        uint256 price,
        uint256 expiry,
        uint256 salt,
        uint256 feeBps,
        TokenStandard standard
    );

    /// @notice The seller changed the price of one unit.
    event ListingPriceUpdated(bytes32 indexed listingId, uint256 price);

    /// @notice The seller took back what was left.
    /// @param returned Units that went back.
    event ListingCancelled(bytes32 indexed listingId, uint256 returned);

    /// @notice Units were sold. The seller received `total - fee`.
    /// @param recipient Who received the item.
    /// @param quantity Units sold.
    /// @param total What the buyer paid, fee included, smallest unit of the currency.
    /// @param fee Platform fee, rounded up.
    /// @param remaining Units left; zero means that the listing is sold out.
    event ListingBought(
        bytes32 indexed listingId,
        address indexed buyer,
        address indexed seller,
        address recipient,
        uint256 quantity,
        uint256 total,
        uint256 fee,
        uint256 remaining
    );

    /// @notice The listing does not exist, is sold out or was cancelled.
    error ListingNotActive(bytes32 listingId);

    /// @notice The listing's time is over; only its seller can act on it now.
    error ListingExpired(bytes32 listingId, uint256 expiry);

    /// @notice A listing cannot be born expired.
    error ExpiryInPast(uint256 expiry);

    /// @notice Fewer units are left than asked for.
    error QuantityUnavailable(bytes32 listingId, uint256 requested, uint256 remaining);

    /// @notice The price is now dearer than what the buyer agreed to.
    error PriceAboveMaximum(bytes32 listingId, uint256 total, uint256 maxTotal);

    /// @notice Escrows an approved item and puts it up for sale.
    /// @dev Requirements: the caller owns the item and approved the Marketplace; price and quantity are not zero; not paused.
    /// @param token ERC-721 or ERC-1155 contract, which must say so by ERC-165.
    /// @param tokenId Token within that contract.
    /// @param quantity Units; must be 1 for ERC-721.
    /// @param params Price, expiry and salt.
    /// @return listingId EIP-712 digest of the terms.
    function list(
        address token,
        uint256 tokenId,
        uint256 quantity,
        ListingParams calldata params
    ) external returns (bytes32 listingId);

    /// @notice Changes the price of one unit.
    /// @dev Requirements: called by the seller; the listing is active. A buyer is protected by his `maxTotal`.
    /// @param terms The terms, as the event told them.
    /// @param price New price of one unit, smallest unit of the currency; 1 to 2^96 - 1.
    function updatePrice(Listing calldata terms, uint256 price) external;

    /// @notice Ends a listing and returns what is left to its seller. Works while paused and after expiry.
    /// @param terms The terms, as the event told them.
    function cancelListing(Listing calldata terms) external;

    /// @notice Buys units of a listing, paid from the caller's wallet.
    /// @dev Requirements: active, not expired, enough left, total <= `maxTotal`, enough allowance; not paused.
    /// @param terms The listing's terms, as its event told them.
    /// @param quantity Units to buy.
    /// @param maxTotal The most that the caller agrees to pay, fee included.
    /// @param recipient Who receives the item.
    /// @return total What was paid, fee included.
    function buy(
        Listing calldata terms,
        uint256 quantity,
        uint256 maxTotal,
        address recipient
    ) external returns (uint256 total);

    /// @notice The id of a listing with these terms, whether or not it exists.
    /// @param terms The terms, as the event told them.
    /// @return EIP-712 digest of the terms.
    function listingId(Listing calldata terms) external view returns (bytes32);

    /// @notice How a listing stands; all zero for an unknown id.
    /// @param id The listing's id.
    /// @return Price, remaining units, fee, standard and status.
    function getListing(bytes32 id) external view returns (ListingState memory);
}
