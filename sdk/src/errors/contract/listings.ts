import { contractError } from "./base.ts";

/** The listing does not exist, is sold out or was cancelled. */
export class ListingNotActiveError extends contractError("ListingNotActive", {
  message: "Sold to another player.",
  recovery: "browse_similar",
}) {}

/** The listing's time is over. */
export class ListingExpiredError extends contractError("ListingExpired", {
  message: "This listing has expired.",
  recovery: "browse_similar",
}) {}

/** A listing cannot be born expired. */
export class ExpiryInPastError extends contractError("ExpiryInPast", {
  message: "The listing would expire at once. Choose a later time.",
  recovery: "cancel",
}) {}

/** Fewer units are left than asked for. */
export class QuantityUnavailableError extends contractError("QuantityUnavailable", {
  message: "Not that many are left.",
  recovery: "refresh_listings",
}) {}

/** The price is dearer than what the buyer agreed to. */
export class PriceAboveMaximumError extends contractError("PriceAboveMaximum", {
  message: "The price has gone up.",
  recovery: "refresh_listings",
}) {}

/** The times of a listing contradict each other or are over, or its price would not fall. */
export class InvalidScheduleError extends contractError("InvalidSchedule", {
  message: "The price must fall to a lower one, over a time that is not over.",
  recovery: "cancel",
}) {}
