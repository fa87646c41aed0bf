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

/** Finalizing is not open yet. */
export class FinalizeNotOpenError extends contractError("FinalizeNotOpen", {
  message: "This auction cannot be finalized yet.",
  recovery: "retry",
  retryable: true,
}) {}
