// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TokenStandard} from "./IItems.sol";

/// @notice What an offer is for.
enum OfferScope {
    Item,
    Collection,
    Traits
}

/// @notice What a buyer signs to pay for an item that he does not have yet: EIP-712 `Offer`. The money stays in his wallet
/// until an owner accepts.
/// @param buyer Who signs, pays and receives the item.
/// @param token ERC-721 or ERC-1155 contract.
/// @param standard Which of the two; the token's functions differ, so that a false one cannot be filled.
/// @param scope One item, any of the collection, or any of a set of token ids (those with certain traits).
/// @param tokenId The item; zero and of no meaning unless the scope is Item.
/// @param root Merkle root over the token ids of the set; zero and of no meaning unless the scope is Traits. A leaf is
/// `keccak256(keccak256(abi.encode(tokenId)))`, a node the hash of its two children, the smaller first.
/// @param quantity Units wanted, all fills together; 1 for one ERC-721 item, of a
/// collection or set more than one. At most 2^64 - 1.
/// @param price Price of one unit, fee and royalty included, smallest unit of the currency; 1 to 2^96 - 1.
/// @param expiry Unix seconds; from this time on nobody can accept. Zero means never.
/// @param nonce Unordered, of the buyer's choice; ends with the order.
/// @param counter The buyer's counter when he signed.
struct Offer {
    address buyer;
    address token;
    TokenStandard standard;
    OfferScope scope;
    uint256 tokenId;
    bytes32 root;
    uint256 quantity;
    uint256 price;
    uint256 expiry;
    uint256 nonce;
    uint256 counter;
}

/// @notice What an owner gives for an offer, and what he wants for it at least.
/// @param tokenId The item that he gives.
/// @param quantity Units that he gives; 1 for ERC-721.
/// @param minProceeds The least that must reach him after fee and royalty, or nothing happens.
/// @param maxRoyaltyBps The highest royalty that he bears, in basis points of the price; zero means none.
struct Acceptance {
    uint256 tokenId;
    uint256 quantity;
    uint256 minProceeds;
    uint256 maxRoyaltyBps;
}

/// @title IOffers
/// @notice Offers on an item, a collection or a trait set, signed by buyers and accepted by whoever owns what they want.
interface IOffers {
    /// @notice An owner gave units for an offer. He received `total - fee - royalty`.
    /// @param id EIP-712 digest of the offer.
    /// @param seller Who accepted.
    /// @param tokenId The item that he gave.
    /// @param quantity Units that he gave.
    /// @param total What the buyer paid, fee and royalty included, smallest unit of the currency.
    /// @param fee Platform fee, rounded up.
    /// @param royalty ERC-2981 royalty, rounded down; `RoyaltyPaid` says whose.
    /// @param nonce Used now, unless `OrderPartlyFilled` was emitted with it.
    event OfferAccepted(
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

    /// @notice The offer is not for this item, or the proof does not show that it is.
    error ItemNotWanted(bytes32 id, uint256 tokenId);

    /// @notice After fee and royalty less is left for the owner than he asked for.
    error ProceedsBelowMinimum(uint256 proceeds, uint256 minProceeds);

    /// @notice Gives an item of the caller's for an offer, paid from its signer's wallet.
    /// @dev Requirements: signed by the buyer with 65 bytes of ECDSA, else valid by his ERC-1271; counter current, nonce
    /// unused, not expired, enough still wanted; the item is what the offer is for; proceeds >= `minProceeds`; the caller
    /// owns it and approved this contract for it; the buyer approved `quantity * price`; not paused.
    ///
    /// Notes: an item in escrow is not its seller's to give. A buyer that refuses ERC-1155 units undoes the sale.
    /// @param offer What the buyer signed.
    /// @param acceptance What the caller gives, and wants at least.
    /// @param signature The buyer's.
    /// @param proof Merkle proof of the token id; empty unless the scope is Traits.
    /// @return proceeds What reached the caller.
    function acceptOffer(
        Offer calldata offer,
        Acceptance calldata acceptance,
        bytes calldata signature,
        bytes32[] calldata proof
    ) external returns (uint256 proceeds);

    /// @notice The id of an offer: its EIP-712 digest.
    /// @param offer The offer, as its buyer signs it.
    /// @return EIP-712 digest of the offer.
    function offerId(Offer calldata offer) external view returns (bytes32);
}
