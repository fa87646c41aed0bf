// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Auction} from "./IAuctions.sol";

/// @notice A bidder's word. Signed as EIP-712 `Bid`, with the auction's id; binds until the auction ends.
/// @param bidder Who pays if he wins.
/// @param maxAmount The most that he pays, smallest unit of the currency.
struct Bid {
    address bidder;
    uint256 maxAmount;
}

/// @notice The relayer's acknowledgement of a bid. Signed as EIP-712 `Receipt`, with the auction's id and the bid's digest.
/// @param amount Price at which the bid stood when it was accepted.
/// @param sequence Place among the auction's bids, from 1, without gaps.
/// @param receivedAt Unix seconds.
/// @param previous Digest of the auction's receipt before this one; zero for the first.
struct Receipt {
    uint256 amount;
    uint64 sequence;
    uint64 receivedAt;
    bytes32 previous;
}

/// @notice The best bid that was posted on chain, its money in the Marketplace. All zero when there is none.
/// @param bidder Who posted it.
/// @param amount What he pays if he wins with it, smallest unit of the currency.
struct Post {
    address bidder;
    uint96 amount;
}

/// @notice A bid that was presented with its receipt, covered at that time. All zero when there is none.
/// @param bidder Whose bid it is.
/// @param maxAmount The most that he signed for.
/// @param amount Price that the receipt tells.
/// @param sequence Place that the receipt tells.
struct Presented {
    address bidder;
    uint96 maxAmount;
    uint96 amount;
    uint64 sequence;
}

/// @notice A bid to be presented, with what proves it, as {IBids-presentBid} takes it.
/// @param terms The auction's terms, as the event told them.
/// @param bid Whose bid, and its maximum.
/// @param bidSignature The bidder's signature of `Bid`.
/// @param receipt What the relayer acknowledged.
/// @param proof Merkle proof of the receipt in a signed `ReceiptBatch`; empty when the receipt itself is signed.
/// @param receiptSignature The receipt key's signature of `Receipt` or `ReceiptBatch`.
struct Presentation {
    Auction terms;
    Bid bid;
    bytes bidSignature;
    Receipt receipt;
    bytes32[] proof;
    bytes receiptSignature;
}

/// @title IBids
/// @notice What keeps the relayer honest: bids that are posted on chain, bids that are presented with the relayer's own
/// receipt, and the clock that both go by.
interface IBids {
    /// @notice Somebody posted a bid, or raised his own. Its money is in the Marketplace, until a sale moves it to his free
    /// funds (`Deposited`) or it returns to his credit (`Credited`).
    /// @param endsAt Unix seconds at which bidding ends now.
    event BidPosted(bytes32 indexed auctionId, address indexed bidder, uint256 amount, uint256 endsAt);

    /// @notice A receipt key's word moved the end of bidding.
    event AuctionExtended(bytes32 indexed auctionId, uint256 endsAt);

    /// @notice A bid was presented with its receipt.
    event BidPresented(
        bytes32 indexed auctionId,
        address indexed bidder,
        uint256 maxAmount,
        uint256 amount,
        uint256 sequence
    );

    /// @notice The auction takes no bids at this time.
    error AuctionNotRunning(bytes32 auctionId, uint256 start, uint256 endsAt);

    /// @notice The bid is below the least that would be the best.
    error BidTooLow(uint256 amount, uint256 minimum);

    /// @notice The new end is not after the present one, or after the hard end.
    error InvalidExtension(bytes32 auctionId, uint256 endsAt, uint256 current, uint256 latest);

    /// @notice Bidding has not ended: bids cannot be presented yet.
    error PresentationNotOpen(bytes32 auctionId, uint256 endsAt);

    /// @notice The receipt tells of a time at which bids did not count, or its key could not sign yet.
    /// @param start Unix seconds at which bidding began, or the key could sign, whichever is later.
    error ReceivedOutsideAuction(uint256 receivedAt, uint256 start, uint256 hardEnd);

    /// @notice Two presented bids are better, or this bidder has presented one that is at least as high.
    error NotAmongTheBest(bytes32 auctionId, address bidder, uint256 maxAmount);

    /// @notice Whoever offers the buyout price or more can buy the item at once instead.
    error BidReachesBuyout(uint256 amount, uint256 buyoutPrice);

    /// @notice A settlement must be above the best posted bid, and so must be a bid that is presented.
    error AmountBelowPost(uint256 amount, uint256 post);

    /// @notice A settlement to another must reach what this bidder's presented bid went up to.
    error AmountBelowPresented(uint256 amount, address bidder, uint256 maxAmount);

    /// @notice Posts a bid on chain, paid at once: nobody can ignore it.
    /// @dev Requirements: the auction runs; the caller is not its seller; the amount reaches start price and reserve, beats
    /// another's post by the increment, and is below the buyout price if there is one. Works while paused.
    ///
    /// Notes: raising one's own post pays the difference. A post that is beaten returns as credit. Within EXTENSION_WINDOW
    /// of the end the auction is prolonged, at most to its hard end.
    /// @param terms The terms, as the event told them.
    /// @param amount What the caller pays if he wins with it.
    /// @param useCredit Whether the caller's credit pays first, as far as it goes, and the wallet the rest.
    function postBid(Auction calldata terms, uint256 amount, bool useCredit) external;

    /// @notice Moves the end of bidding with the relayer's signed `Extension`. Anyone may send it.
    /// @dev Requirements: the auction has not ended; `endsAt` is after the present end and at most the hard end; a receipt key
    /// signed. Works while paused.
    /// @param terms The terms, as the event told them.
    /// @param endsAt The new end, Unix seconds, as signed.
    /// @param receiptSignature The receipt key's signature of `Extension`, in the form of MECHANISM.md 37.
    function extendAuction(Auction calldata terms, uint64 endsAt, bytes calldata receiptSignature) external;

    /// @notice Presents a bid that the relayer acknowledged: no settlement to another can be below its maximum, and finalize
    /// counts it. Anyone may send it; it moves no money.
    /// @dev Requirements: bidding has ended, the auction has not; the bid reaches start price and reserve and is above the best post;
    /// its bidder signed it and a receipt key, active when it was received, the receipt; `receipt.amount` is at most the bid; the
    /// bidder's free and exiting funds, less what other presented bids of his bind, cover it. Works while paused.
    ///
    /// Notes: the best two of distinct bidders are kept. The best one binds its bidder's money until the auction ends or a better
    /// one takes its place: withdrawals, exits and settlements of other auctions leave it. The next best binds nothing, and sets the
    /// price that the best one's bidder pays at least. So who was outbid here is held up nowhere else, once the bid that outbid him is presented.
    /// @param terms The terms, as the event told them.
    /// @param bid Whose bid, and its maximum.
    /// @param bidSignature The bidder's signature of `Bid`.
    /// @param receipt What the relayer acknowledged.
    /// @param proof Merkle proof of the receipt in a signed `ReceiptBatch` of two or more; empty when the receipt itself is signed,
    /// as one alone must be.
    /// @param receiptSignature The receipt key's signature of `Receipt` or `ReceiptBatch`, in the form of MECHANISM.md 37.
    function presentBid(
        Auction calldata terms,
        Bid calldata bid,
        bytes calldata bidSignature,
        Receipt calldata receipt,
        bytes32[] calldata proof,
        bytes calldata receiptSignature
    ) external;

    /// @notice Presents bids of several auctions at once. What outbid one bidder may be covered only once another's old bid is outbid
    /// as well, by a bid that waits for the first: alone neither could be presented, together they can.
    /// @dev Requirements: as for `presentBid`, but the bidders' money is asked for when all have taken their places. All or none.
    /// @param bids What to present.
    function presentBids(Presentation[] calldata bids) external;

    /// @notice The best posted bid of an auction.
    /// @param id The auction's id.
    /// @return All zero when there is none.
    function postOf(bytes32 id) external view returns (Post memory);

    /// @notice The presented bids of an auction, the best first.
    /// @param id The auction's id.
    /// @return Two, all zero where there is none.
    function presentedOf(bytes32 id) external view returns (Presented[2] memory);
}
