import { contractError } from "./base.ts";

/** The id was used before; an ended id never lives again. */
export class IdAlreadyUsedError extends contractError("IdAlreadyUsed", {
  message: "This sale exists already. Please try again with a new salt.",
  recovery: "retry",
}) {}

/** A price or bid of zero. */
export class ZeroPriceError extends contractError("ZeroPrice", {
  message: "The price must be above zero.",
  recovery: "cancel",
}) {}

/** A quantity or amount of zero. */
export class ZeroQuantityError extends contractError("ZeroQuantity", {
  message: "The amount must be above zero.",
  recovery: "cancel",
}) {}

/** An amount that does not fit where it is stored. */
export class AmountTooLargeError extends contractError("AmountTooLarge", {
  message: "This amount is too large.",
  recovery: "cancel",
}) {}

/** The caller is not the seller whom the terms name. */
export class NotSellerError extends contractError("NotSeller", {
  message: "Only the seller can do this.",
  recovery: "cancel",
}) {}

/** The recipient is zero or the Marketplace itself. */
export class InvalidRecipientError extends contractError("InvalidRecipient", {
  message: "Nothing can be sent to this address.",
  recovery: "cancel",
}) {}

/** A delivery needs more gas than is left. */
export class InsufficientGasError extends contractError("InsufficientGas", {
  message: "Not enough gas was given to the transaction.",
  recovery: "retry",
}) {}

/** New business is stopped for now. */
export class EnforcedPauseError extends contractError("EnforcedPause", {
  message: "The marketplace is paused. Withdrawals still work.",
  recovery: "retry",
  retryable: true,
}) {}

/** Only what is paused can be resumed. */
export class ExpectedPauseError extends contractError("ExpectedPause", {
  message: "The marketplace is not paused.",
  recovery: "cancel",
}) {}

/** A token or receiver called back. */
export class ReentrancyGuardReentrantCallError extends contractError("ReentrancyGuardReentrantCall", {
  message: "The transaction tried to call the marketplace from within itself.",
  recovery: "cancel",
}) {}

/** The platform fee has a hard cap. */
export class FeeTooHighError extends contractError("FeeTooHigh", {
  message: "The fee is above the cap.",
  recovery: "cancel",
}) {}

/** Raised at deployment only. */
export class InvalidConfigError extends contractError("InvalidConfig", {
  message: "The marketplace's durations contradict each other.",
  recovery: "cancel",
}) {}

/** A number does not fit where it is stored. */
export class SafeCastOverflowedUintDowncastError extends contractError("SafeCastOverflowedUintDowncast", {
  message: "This number is too large.",
  recovery: "cancel",
}) {}

/** A royalty above the whole price. */
export class RoyaltyAboveMaximumError extends contractError("RoyaltyAboveMaximum", {
  message: "A royalty cannot be more than the whole price.",
  recovery: "cancel",
}) {}

/** A desk was built with another configuration than the Marketplace. */
export class DeskMismatchError extends contractError("DeskMismatch", {
  message: "The Marketplace and its desks were configured differently.",
  recovery: "cancel",
}) {}
