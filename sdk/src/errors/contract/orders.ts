import { contractError } from "./base.ts";

/** The order's time is over. */
export class OrderExpiredError extends contractError("OrderExpired", {
  message: "This order has expired.",
  recovery: "browse_similar",
}) {}

/** An order with this nonce was filled whole, or cancelled. */
export class OrderNonceUsedError extends contractError("OrderNonceUsed", {
  message: "This order was filled or cancelled.",
  recovery: "browse_similar",
}) {}

/** Its signer has cancelled all orders of its counter. */
export class CounterMismatchError extends contractError("CounterMismatch", {
  message: "This order was cancelled.",
  recovery: "browse_similar",
}) {}

/** Fewer units are left under the order's nonce than asked for. */
export class QuantityUnfilledError extends contractError("QuantityUnfilled", {
  message: "Not that many are left.",
  recovery: "refresh_listings",
}) {}

/** The platform's fee is higher than what the seller signed. */
export class FeeAboveMaximumError extends contractError("FeeAboveMaximum", {
  message: "The fee is above what the seller agreed to.",
  recovery: "browse_similar",
}) {}

/** The price falls to zero, upwards, or in no time. */
export class InvalidFallError extends contractError("InvalidFall", {
  message: "The price of this listing does not fall as a price can.",
  recovery: "browse_similar",
}) {}

/** The listing is for one buyer, who is not the caller. */
export class NotTakerError extends contractError("NotTaker", {
  message: "This listing is for somebody else.",
  recovery: "browse_similar",
}) {}

/** The offer is not for this item, or the proof does not show that it is. */
export class ItemNotWantedError extends contractError("ItemNotWanted", {
  message: "The offer is not for this item.",
  recovery: "cancel",
}) {}

/** After fee and royalty less is left for the owner than he asked for. */
export class ProceedsBelowMinimumError extends contractError("ProceedsBelowMinimum", {
  message: "Less would reach you than you asked for.",
  recovery: "cancel",
}) {}
