import { contractError } from "./base.ts";

/** What the key may spend does not cover the bid. */
export class BidKeyCapExceededError extends contractError("BidKeyCapExceeded", {
  message: "This bid is above what is left of the bid key's cap.",
  recovery: "cancel",
}) {}

/** The verifier is not allowed for bid keys, or is no contract. */
export class BidVerifierNotAllowedError extends contractError("BidVerifierNotAllowed", {
  message: "Bid keys of this kind are not taken.",
  recovery: "cancel",
}) {}
