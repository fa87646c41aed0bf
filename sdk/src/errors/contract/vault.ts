import { contractError } from "./base.ts";

/** The currency delivered less than was sent. */
export class DepositShortError extends contractError("DepositShort", {
  message: "The deposit arrived short.",
  recovery: "cancel",
}) {}

/** The account's free funds do not suffice. */
export class InsufficientFreeError extends contractError("InsufficientFree", {
  message: "Not enough Credits are free in your vault.",
  recovery: "top_up",
}) {}

/** The account's free and exiting funds together do not suffice. */
export class InsufficientFundsError extends contractError("InsufficientFunds", {
  message: "The winner's vault does not hold the amount.",
  recovery: "top_up",
}) {}

/** What would stay is less than the account's presented bids bind. */
export class PresentedBidsUncoveredError extends contractError("PresentedBidsUncovered", {
  message: "Your presented bids bind this money until their auctions end.",
  recovery: "view_credits",
}) {}

/** The account has no exit to cancel or execute. */
export class NoExitError extends contractError("NoExit", {
  message: "No exit is under way.",
  recovery: "view_credits",
}) {}

/** EXIT_DELAY has not passed. */
export class ExitNotReadyError extends contractError("ExitNotReady", {
  message: "The exit is not ripe yet.",
  recovery: "retry",
  retryable: true,
}) {}

/** The account has no credit. */
export class NoCreditError extends contractError("NoCredit", {
  message: "There is nothing to collect.",
  recovery: "view_credits",
}) {}
