import { contractError } from "./base.ts";

/** The auction does not exist, or ended without a sale. */
export class NotInAuctionError extends contractError("NotInAuction", {
  message: "This item is not up for auction.",
  recovery: "refresh_listings",
}) {}

/** The auction was settled before. */
export class AuctionAlreadySettledError extends contractError("AuctionAlreadySettled", {
  message: "This auction is settled already.",
  recovery: "refresh_listings",
}) {}

/** Settlement is not open yet. */
export class AuctionNotEndedError extends contractError("AuctionNotEnded", {
  message: "This auction cannot be settled yet.",
  recovery: "retry",
  retryable: true,
}) {}

/** The seller alone can cancel only before the start. */
export class AuctionAlreadyStartedError extends contractError("AuctionAlreadyStarted", {
  message: "This auction has started and can no longer be cancelled.",
  recovery: "cancel",
}) {}

/** Start and end contradict each other or the clock. */
export class InvalidAuctionTimesError extends contractError("InvalidAuctionTimes", {
  message: "The auction must end after it starts, and in the future.",
  recovery: "cancel",
}) {}

/** The start lies too far ahead. */
export class StartTooFarError extends contractError("StartTooFar", {
  message: "The auction starts too far ahead.",
  recovery: "cancel",
}) {}

/** The auction would last longer than the Marketplace admits. */
export class AuctionTooLongError extends contractError("AuctionTooLong", {
  message: "The auction lasts too long.",
  recovery: "cancel",
}) {}

/** The increment is out of bounds. */
export class InvalidIncrementError extends contractError("InvalidIncrement", {
  message: "The bid increment must be between 1 % and 100 %.",
  recovery: "cancel",
}) {}

/** The buyout price is not above start price and reserve. */
export class BuyoutTooLowError extends contractError("BuyoutTooLow", {
  message: "The buyout price must be above start price and reserve.",
  recovery: "cancel",
}) {}

/** The auction has no buyout price. */
export class NoBuyoutError extends contractError("NoBuyout", {
  message: "This item cannot be bought out of its auction.",
  recovery: "cancel",
}) {}

/** The bid is not below the buyout price. */
export class BidReachesBuyoutError extends contractError("BidReachesBuyout", {
  message: "For that much you can buy the item at once instead.",
  recovery: "cancel",
}) {}

/** The settled amount is below the start price or the reserve. */
export class AmountBelowReserveError extends contractError("AmountBelowReserve", {
  message: "The amount is below the reserve price.",
  recovery: "cancel",
}) {}

/** The settled amount is above the winner's bid. */
export class AmountAboveBidError extends contractError("AmountAboveBid", {
  message: "The amount is above what the winner signed.",
  recovery: "cancel",
}) {}

/** A seller cannot win his own auction. */
export class BidderIsSellerError extends contractError("BidderIsSeller", {
  message: "You cannot bid on your own auction.",
  recovery: "cancel",
}) {}

/** The auction takes no bids at this time. */
export class AuctionNotRunningError extends contractError("AuctionNotRunning", {
  message: "This auction takes no bids now.",
  recovery: "refresh_listings",
}) {}

/** The bid is below the least that would be the best. */
export class BidTooLowError extends contractError("BidTooLow", {
  message: "Somebody has bid more. Please bid at least the minimum.",
  recovery: "refresh_listings",
}) {}

/** A bid is posted or presented: the auction cannot be cancelled any more. */
export class AuctionHasBidsError extends contractError("AuctionHasBids", {
  message: "This auction has a bid and can no longer be cancelled.",
  recovery: "cancel",
}) {}

/** The new end is not after the present one, or after the hard end. */
export class InvalidExtensionError extends contractError("InvalidExtension", {
  message: "The auction ends that late already, or cannot end that late.",
  recovery: "refresh_listings",
}) {}

/** Bidding has not ended. */
export class PresentationNotOpenError extends contractError("PresentationNotOpen", {
  message: "Bids can be presented once bidding has ended.",
  recovery: "retry",
  retryable: true,
}) {}

/** The receipt tells of a time at which bids did not count. */
export class ReceivedOutsideAuctionError extends contractError("ReceivedOutsideAuction", {
  message: "The bid was received before the auction started or after it ended.",
  recovery: "cancel",
}) {}

/** Two presented bids are better, or this bidder presented one that is at least as high. */
export class NotAmongTheBestError extends contractError("NotAmongTheBest", {
  message: "Two better bids were presented already.",
  recovery: "refresh_listings",
}) {}

/** A settlement must be above the best posted bid. */
export class AmountBelowPostError extends contractError("AmountBelowPost", {
  message: "The amount is not above the best posted bid.",
  recovery: "refresh_listings",
}) {}

/** A settlement to another must reach a presented bid's maximum. */
export class AmountBelowPresentedError extends contractError("AmountBelowPresented", {
  message: "The amount is below a bid that was presented.",
  recovery: "refresh_listings",
}) {}

/** Finalizing is not open yet. */
export class FinalizeNotOpenError extends contractError("FinalizeNotOpen", {
  message: "This auction cannot be finalized yet.",
  recovery: "retry",
  retryable: true,
}) {}
