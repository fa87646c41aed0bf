// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ListingSchedule} from "../libraries/ListingSchedule.sol";
import {TokenStandard} from "./IItems.sol";

/// @notice What a listing sells. Its id is the EIP-712 digest of these terms (chain id and contract inside), so that
/// nothing can rebind a purchase to another item. The price is not part of it: a seller may change the price.
/// @dev This order of the fields gives `buy` a selector that comes early in the dispatch, which costs 22 gas for each that it
/// passes.
/// @param seller Who listed the item and is paid for it.
/// @param salt Chosen by the seller, unique among his listings of one second.
/// @param token ERC-721 or ERC-1155 contract.
/// @param tokenId Token within that contract.
/// @param quantity Units listed at first; always 1 for ERC-721.
/// @param schedule Times, and the price that it falls to.
/// @param taker The only account that may buy; zero for anyone.
struct Listing {
    address seller;
    uint256 salt;
    address token;
    uint256 tokenId;
    uint256 quantity;
    ListingSchedule schedule;
    address taker;
}

/// @notice The part of a listing that its seller chooses; what `safeTransferFrom` carries after the kind.
/// @param price Price of one unit, in the smallest unit of the currency; 1 to 2^96 - 1. Where the price falls: at the start.
/// @param schedule Times, and the price that it falls to; `listedAt` is zero. Zero for a fixed price that never expires.
/// @param taker The only account that may buy; zero for anyone.
/// @param maxRoyaltyBps The most of the price that goes to an ERC-2981 royalty, in basis points; zero asks for none.
/// @param salt Unique among the seller's listings of one second.
struct ListingParams {
    uint256 price;
    ListingSchedule schedule;
    address taker;
    uint256 maxRoyaltyBps;
    uint256 salt;
}

/// @notice One of the listings that `buyMany` buys from.
/// @param terms The listing's terms, as its event told them.
/// @param quantity Units to buy.
/// @param maxTotal The most that the caller agrees to pay for these units, fee and royalty included: the price that he saw,
/// in the smallest unit of the currency.
struct Purchase {
    Listing terms;
    uint256 quantity;
    uint256 maxTotal;
}

/// @notice An ERC-2612 permit for the Marketplace to take the total from the caller's wallet.
/// @param value Allowance that it gives, smallest unit of the currency.
/// @param deadline Unix seconds until which it can be used.
/// @param v Recovery byte of the signature.
/// @param r First half of the signature.
/// @param s Second half of the signature.
struct Permit {
    uint256 value;
    uint256 deadline;
    uint8 v;
    bytes32 r;
    bytes32 s;
}

/// @notice How a listing stands. `None` is an id that no listing has: never seen, or ended, sold out or cancelled. `Ended` is
/// one that ended in the very second in which it was listed.
enum ListingStatus {
    None,
    Active,
    Ended
}

/// @notice All that changes about a listing, in one slot. All zero once it ended.
/// @param price Price of one unit, smallest unit of the currency; where the price falls: at the start.
/// @param remaining Units not yet sold.
/// @param feeBps Platform fee in basis points, fixed when listed.
/// @param maxRoyaltyBps The most of the price that goes to a royalty, in basis points.
/// @param standard Which token standard the item follows.
/// @param status How the listing stands.
struct ListingState {
    uint96 price;
    uint64 remaining;
    uint16 feeBps;
    uint16 maxRoyaltyBps;
    TokenStandard standard;
    ListingStatus status;
}

/// @title IListings
/// @notice Escrowed sales of ERC-721 items and ERC-1155 stacks, with partial fills, at a fixed or a falling price.
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
        ListingSchedule schedule,
        address taker,
        uint256 maxRoyaltyBps,
        uint256 salt,
        uint256 feeBps,
        TokenStandard standard
    );

    /// @notice The seller changed the price of one unit.
    event ListingPriceUpdated(bytes32 indexed listingId, uint256 price);

    /// @notice The seller took back what was left.
    /// @param returned Units that went back.
    event ListingCancelled(bytes32 indexed listingId, uint256 returned);

    /// @notice Units were sold. The seller received `total - fee - royalty`.
    /// @param recipient Who received the item.
    /// @param quantity Units sold; the listing ends when none is left.
    /// @param total What the buyer paid, fee and royalty included, smallest unit of the currency.
    /// @param fee Platform fee, rounded up.
    /// @param royalty What the collection's royalty receiver got.
    event ListingBought(
        bytes32 indexed listingId,
        address indexed buyer,
        address recipient,
        uint256 quantity,
        uint256 total,
        uint256 fee,
        uint256 royalty
    );

    /// @notice `buyMany` left a listing out.
    /// @param reason The error that `buy` reverts with, ABI encoded.
    event PurchaseSkipped(bytes32 indexed listingId, address indexed buyer, bytes reason);

    /// @notice The listing does not exist, is sold out or was cancelled.
    error ListingNotActive(bytes32 listingId);

    /// @notice The listing's time is over; only its seller can act on it now.
    error ListingExpired(bytes32 listingId, uint256 expiry);

    /// @notice A listing cannot be born expired.
    error ExpiryInPast(uint256 expiry);

    /// @notice The schedule has a `listedAt`, or a fall that is incomplete, takes no time, is over, or does not end below the
    /// price.
    error InvalidSchedule(ListingSchedule schedule, uint256 price);

    /// @notice The listing is for another account alone.
    error NotTaker(bytes32 id, address caller);

    /// @notice Fewer units are left than asked for.
    error QuantityUnavailable(bytes32 listingId, uint256 requested, uint256 remaining);

    /// @notice The price is now dearer than what the buyer agreed to.
    error PriceAboveMaximum(bytes32 listingId, uint256 total, uint256 maxTotal);

    /// @notice Escrows an approved item and puts it up for sale.
    /// @dev Requirements: the caller owns the item and approved the Marketplace; price and quantity are not zero; times lie
    /// ahead; not paused.
    /// @param token ERC-721 or ERC-1155 contract, which must say so by ERC-165.
    /// @param tokenId Token within that contract.
    /// @param quantity Units; must be 1 for ERC-721.
    /// @param params Price, schedule, taker, royalty and salt.
    /// @return listingId EIP-712 digest of the terms.
    function list(
        address token,
        uint256 tokenId,
        uint256 quantity,
        ListingParams calldata params
    ) external returns (bytes32 listingId);

    /// @notice Changes the price of one unit; where the price falls: the one that it starts from.
    /// @dev Requirements: called by the seller; the listing is active; the price is above the one that it falls to. A buyer is
    /// protected by his `maxTotal`.
    /// @param terms The terms, as the event told them.
    /// @param price New price of one unit, smallest unit of the currency; 1 to 2^96 - 1.
    function updatePrice(Listing calldata terms, uint256 price) external;

    /// @notice Ends a listing and returns what is left to its seller. Works while paused and after expiry.
    /// @param terms The terms, as the event told them.
    function cancelListing(Listing calldata terms) external;

    /// @notice Buys units of a listing, paid from the caller's wallet.
    /// @dev Requirements: active, not expired, open to the caller, enough left, total <= `maxTotal`, enough allowance; not
    /// paused.
    ///
    /// Notes: money that a seller or royalty receiver cannot receive becomes his credit in the vault.
    /// @param terms The listing's terms, as its event told them.
    /// @param quantity Units to buy.
    /// @param maxTotal The most that the caller agrees to pay, fee and royalty included.
    /// @param recipient Who receives the item.
    /// @return total What was paid, fee and royalty included.
    function buy(
        Listing calldata terms,
        uint256 quantity,
        uint256 maxTotal,
        address recipient
    ) external returns (uint256 total);

    /// @notice `buy`, after giving the Marketplace an allowance by ERC-2612.
    /// @dev A permit that fails is ignored: somebody may have sent it ahead, and then the allowance is there.
    /// @param terms The listing's terms, as its event told them.
    /// @param quantity Units to buy.
    /// @param maxTotal The most that the caller agrees to pay, fee and royalty included.
    /// @param recipient Who receives the item.
    /// @param permit The caller's permit for the Marketplace.
    /// @return total What was paid, fee and royalty included.
    function buyWithPermit(
        Listing calldata terms,
        uint256 quantity,
        uint256 maxTotal,
        address recipient,
        Permit calldata permit
    ) external returns (uint256 total);

    /// @notice `buy`, paid from the caller's credit as far as it goes; the wallet pays the rest.
    /// @param terms The listing's terms, as its event told them.
    /// @param quantity Units to buy.
    /// @param maxTotal The most that the caller agrees to pay, fee and royalty included.
    /// @param recipient Who receives the item.
    /// @return total What was paid, fee and royalty included.
    function buyWithCredit(
        Listing calldata terms,
        uint256 quantity,
        uint256 maxTotal,
        address recipient
    ) external returns (uint256 total);

    /// @notice Buys from many listings and leaves out what cannot be bought, telling why in PurchaseSkipped.
    /// @dev Requirements: enough allowance for what is bought; not paused.
    ///
    /// Notes: a listing that is dearer than its own `maxTotal`, or would lift what is spent above the basket's, is left out with
    /// PriceAboveMaximum, which names the lesser of what the two leave; later ones are still tried. So no seller can raise his
    /// price by what another listing that is left out would have cost. An ERC-721 contract has DELIVERY_GAS to move an item, so
    /// that none can spoil the others' sale.
    /// @param purchases What to buy, in this order, each with the most that the caller agrees to pay for it.
    /// @param maxTotal The most that the caller agrees to pay for all of them, fees and royalties included.
    /// @param recipient Who receives the items.
    /// @return bought Units bought of each, zero where it was left out.
    /// @return spent What was paid, fees and royalties included.
    function buyMany(
        Purchase[] calldata purchases,
        uint256 maxTotal,
        address recipient
    ) external returns (uint256[] memory bought, uint256 spent);

    /// @notice Price of one unit of an active listing now; zero for any other. One that has expired stays active until it is
    /// cancelled: it has a price, and `buy` refuses it.
    /// @param terms The listing's terms, as its event told them.
    /// @return Price at the block's time, smallest unit of the currency.
    function priceOf(Listing calldata terms) external view returns (uint256);

    /// @notice The id of a listing with these terms, whether or not it exists.
    /// @param terms The terms, as the event told them.
    /// @return EIP-712 digest of the terms.
    function listingId(Listing calldata terms) external view returns (bytes32);

    /// @notice How a listing stands; all zero for an unknown id and for a listing that ended.
    /// @param id The listing's id.
    /// @return Price, remaining units, fee, royalty, standard and status.
    function getListing(bytes32 id) external view returns (ListingState memory);
}
