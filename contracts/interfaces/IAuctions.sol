// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AuctionRules} from "../libraries/AuctionRules.sol";
import {TokenStandard} from "./IItems.sol";

/// @notice What an auction sells and how. Its id is the EIP-712 digest of these terms.
/// @dev This order of the fields gives `settleAuction` a selector that comes early in the dispatch, which costs 22 gas for each
/// that it passes.
/// @param tokenId Token within its contract.
/// @param quantity Units sold together; always 1 for ERC-721.
/// @param startPrice Lowest first bid, smallest unit of the currency.
/// @param reservePrice Lowest price at which the item is sold; may be zero.
/// @param rules When it runs, increment, buyout price and greatest royalty.
/// @param seller Who escrowed the item and is paid for it.
/// @param token ERC-721 or ERC-1155 contract.
/// @param salt Chosen by the seller, unique among his auctions.
struct Auction {
    uint256 tokenId;
    uint256 quantity;
    uint256 startPrice;
    uint256 reservePrice;
    AuctionRules rules;
    address seller;
    address token;
    uint256 salt;
}

/// @notice The part of an auction that its seller chooses; what `safeTransferFrom` carries after the kind.
/// @param startPrice Lowest first bid, smallest unit of the currency.
/// @param reservePrice Below it nothing is sold; zero for none.
/// @param rules When it runs, increment, buyout price and greatest royalty.
/// @param salt Unique among the seller's auctions.
struct AuctionParams {
    uint256 startPrice;
    uint256 reservePrice;
    AuctionRules rules;
    uint256 salt;
}

/// @notice How an auction stands. `Finalizing`: the relayer was silent for the whole grace and somebody began to finalize.
enum AuctionStatus {
    None,
    Live,
    Finalizing,
    Settled,
    Returned,
    Cancelled
}

/// @notice An auction's state as a reader wants it.
/// @param status How the auction stands.
/// @param standard Which token standard the item follows. Not kept once settled.
/// @param feeBps Platform fee in basis points, fixed when created. Not kept once settled.
/// @param endsAt Unix seconds at which bidding ends; while `Live`.
/// @param finalizableAt Unix seconds from which the second finalize call succeeds; while `Finalizing`.
/// @param winner Who won; once `Settled`.
/// @param amount What the winner paid, fee included; once `Settled`.
struct AuctionState {
    AuctionStatus status;
    TokenStandard standard;
    uint16 feeBps;
    uint40 endsAt;
    uint40 finalizableAt;
    address winner;
    uint96 amount;
}

/// @notice A settler's word on who won. Signed as EIP-712 `Settlement`.
/// @param winner Bidder who won.
/// @param amount What he pays, at most what he signed.
/// @param nonce Unordered, single use per settler.
/// @param deadline Unix seconds after which it is void.
struct Settlement {
    address winner;
    uint256 amount;
    uint256 nonce;
    uint256 deadline;
}

/// @title IAuctions
/// @notice English auctions of escrowed items: bids are EIP-712 messages taken off chain, the result is settled on chain
/// with the winner's own signature and a settler's.
interface IAuctions {
    /// @notice An item entered escrow and is up for auction.
    event AuctionCreated(
        bytes32 indexed auctionId,
        address indexed seller,
        address indexed token,
        uint256 tokenId,
        uint256 quantity,
        uint256 startPrice,
        uint256 reservePrice,
        AuctionRules rules,
        uint256 salt,
        uint256 feeBps,
        TokenStandard standard
    );

    /// @notice The item was sold. The seller received `amount - fee - royalty`.
    /// @param amount What the winner paid from his vault, fee and royalty included.
    /// @param fee Platform fee, rounded up.
    /// @param royalty What the collection's royalty receiver got.
    /// @param settler The settler who signed, in ERC-7913 form hashed; zero when no settler was needed.
    /// @param nonce The settlement's nonce; zero when there was none.
    event AuctionSettled(
        bytes32 indexed auctionId,
        address indexed winner,
        uint256 amount,
        uint256 fee,
        uint256 royalty,
        bytes32 settler,
        uint256 nonce
    );

    /// @notice The item was sold at its buyout price. The seller received `amount - fee - royalty`.
    /// @param recipient Who received the item.
    /// @param amount What the buyer paid, fee and royalty included.
    /// @param fee Platform fee, rounded up.
    /// @param royalty What the collection's royalty receiver got.
    event AuctionBoughtOut(
        bytes32 indexed auctionId,
        address indexed buyer,
        address recipient,
        uint256 amount,
        uint256 fee,
        uint256 royalty
    );

    /// @notice Somebody began to finalize, which can be ended from `finalizableAt`; until it is, the auction can still be settled.
    event FinalizeStarted(bytes32 indexed auctionId, uint256 finalizableAt);

    /// @notice The auction ended without a sale. The item went back to its seller, who has a claim on it if it was refused.
    event AuctionReturned(bytes32 indexed auctionId);

    /// @notice The seller cancelled before the start, or with a settler's consent, and has the item back or a claim on it.
    event AuctionCancelled(bytes32 indexed auctionId);

    /// @notice The auction does not exist, or ended without a sale.
    error NotInAuction(bytes32 auctionId);

    /// @notice The auction was settled before.
    error AuctionAlreadySettled(bytes32 auctionId);

    /// @notice Settlement is not open yet.
    /// @param opensAt Unix seconds: end of bidding plus the challenge window.
    error AuctionNotEnded(bytes32 auctionId, uint256 opensAt);

    /// @notice The auction has started; its seller alone can no longer cancel it.
    error AuctionAlreadyStarted(bytes32 auctionId, uint256 start);

    /// @notice A bid is posted or presented; the auction cannot be cancelled any more.
    error AuctionHasBids(bytes32 auctionId);

    /// @notice The end must lie after the start and in the future.
    error InvalidAuctionTimes(uint256 start, uint256 end);

    /// @notice The start lies too far ahead.
    error StartTooFar(uint256 start, uint256 latest);

    /// @notice The auction would last too long.
    error AuctionTooLong(uint256 duration, uint256 maximum);

    /// @notice The increment is below the least or above 100 %.
    error InvalidIncrement(uint256 incrementBps);

    /// @notice A buyout price must be above the least first bid.
    /// @param firstBid The greater of start price and reserve.
    error BuyoutTooLow(uint256 buyoutPrice, uint256 firstBid);

    /// @notice The auction has no buyout price.
    error NoBuyout(bytes32 auctionId);

    /// @notice The settled amount is below the start price or the reserve.
    error AmountBelowReserve(uint256 amount, uint256 minimum);

    /// @notice The settled amount is above what the winner signed.
    error AmountAboveBid(uint256 amount, uint256 maxAmount);

    /// @notice A seller cannot win his own auction.
    error BidderIsSeller(address bidder);

    /// @notice Finalizing is not open yet.
    error FinalizeNotOpen(bytes32 auctionId, uint256 opensAt);

    /// @notice Escrows an approved item and puts it up for auction.
    /// @dev Requirements: the caller owns the item and approved the Marketplace; MECHANISM.md 4 and 11; a buyout
    /// price is above start price and reserve; not paused.
    /// @param token ERC-721 or ERC-1155 contract, which must say so by ERC-165.
    /// @param tokenId Token within its contract.
    /// @param quantity Units; must be 1 for ERC-721.
    /// @param params What the seller chooses.
    /// @return auctionId EIP-712 digest of the terms.
    function createAuction(
        address token,
        uint256 tokenId,
        uint256 quantity,
        AuctionParams calldata params
    ) external returns (bytes32 auctionId);

    /// @notice Ends an auction that has not started and returns the item to its seller.
    /// @param terms The terms, as the event told them.
    function cancelAuction(Auction calldata terms) external;

    /// @notice Ends an auction that runs, with a settler's consent that there is no bid.
    /// @dev Requirements: called by the seller before `endsAt`; no bid is posted or presented; a settler signed `Cancellation`,
    /// whose deadline is not past and at most 10 minutes ahead. Works while paused.
    /// @param terms The terms, as the event told them.
    /// @param deadline The deadline that the settler signed, Unix seconds.
    /// @param settlerSignature The settler's signature of `Cancellation`, in the form of MECHANISM.md 37.
    function cancelRunningAuction(Auction calldata terms, uint256 deadline, bytes calldata settlerSignature) external;

    /// @notice Sells the item to the winner, paid from his vault. Anyone may send it.
    /// @dev Requirements: `endsAt + CHALLENGE` has passed; start price and reserve <= amount <= `maxAmount`; the settler is
    /// authorized, its nonce unused and the deadline neither past nor too far; the winner signed a `Bid` on this very
    /// auction of at least the amount and his vault (free plus exiting) holds it; the amount is above the best posted bid and
    /// reaches every other bidder's presented maximum; what stays covers the winner's presented bids elsewhere. Works while paused.
    ///
    /// Notes: a settlement that names the posted bidder at his post takes the post and needs no bid.
    /// @param terms The auction's terms, as its event told them.
    /// @param settlement Who won, what he pays, nonce and deadline.
    /// @param maxAmount The upper bound that the winner signed.
    /// @param settlerSignature Of a settler over `Settlement`: 65 bytes of ECDSA, or `abi.encode(key, signature)`.
    /// @param bidSignature Of the winner or a bid key of his over `Bid`, in the same two forms; empty where the post wins.
    function settleAuction(
        Auction calldata terms,
        Settlement calldata settlement,
        uint256 maxAmount,
        bytes calldata settlerSignature,
        bytes calldata bidSignature
    ) external;

    /// @notice Buys the item at its buyout price while the auction runs, which ends it: its bids are void.
    /// @dev Requirements: the auction has a buyout price; it has started and not reached `endsAt`; the caller is not its seller;
    /// enough credit and allowance; not paused.
    ///
    /// Notes: free funds of the vault never pay for it: they cover bids. A posted bid, which is below the buyout price, returns as
    /// credit, and may pay for its own bidder's buyout. Fee and royalty are those of a settlement.
    /// @param terms The auction's terms, as its event told them.
    /// @param recipient Who receives the item.
    /// @param useCredit Whether the caller's credit pays first, as far as it goes, and the wallet the rest.
    function buyoutAuction(Auction calldata terms, address recipient, bool useCredit) external;

    /// @notice Ends an auction that nobody settled. Two calls, CHALLENGE apart: the first announces, the second sells to the
    /// best of posted and presented bids, or returns the item when there is none. Anyone may call from
    /// `end + EXTENSION_LIMIT + GRACE` on. Works while paused.
    /// @dev Notes: a posted bidder pays his post. A presented one pays what his receipt tells, the reserve, or the next best bid
    /// plus the increment, whichever is most, but never more than he signed. Ties go to the post. An ERC-721 item that cannot
    /// move is not sold: no money moves, and its seller has a claim.
    /// @param terms The terms, as the event told them.
    function finalizeAuction(Auction calldata terms) external;

    /// @notice The id of an auction with these terms, whether or not it exists.
    /// @param terms The terms, as the event told them.
    /// @return EIP-712 digest of the terms.
    function auctionId(Auction calldata terms) external view returns (bytes32);

    /// @notice How an auction stands; all zero for an unknown id.
    /// @param id The auction's id.
    /// @return End, fee, standard and status.
    function getAuction(bytes32 id) external view returns (AuctionState memory);
}
