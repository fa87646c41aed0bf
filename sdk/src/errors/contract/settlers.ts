import { contractError } from "./base.ts";

/** The signature recovers to somebody who is not an active settler. */
export class UnauthorizedSettlerError extends contractError("UnauthorizedSettler", {
  message: "The settlement was not signed by an authorized settler.",
  recovery: "cancel",
}) {}

/** The signature is malformed, malleable, or not by the account that must have signed. */
export class InvalidSignatureError extends contractError("InvalidSignature", {
  message: "The signature does not match.",
  recovery: "retry",
}) {}

/** The settler has used this nonce before. */
export class NonceAlreadyUsedError extends contractError("NonceAlreadyUsed", {
  message: "This was carried out before.",
  recovery: "refresh_listings",
}) {}

/** The signed message is void by now. */
export class DeadlinePassedError extends contractError("DeadlinePassed", {
  message: "This has expired. Please ask for it again.",
  recovery: "retry",
}) {}

/** The signed message's deadline lies too far ahead. */
export class DeadlineTooFarError extends contractError("DeadlineTooFar", {
  message: "This would stay valid for too long.",
  recovery: "cancel",
}) {}

/** The signer is not in a form that is accepted. */
export class InvalidSignerError extends contractError("InvalidSigner", {
  message: "This is not the form of a signer.",
  recovery: "cancel",
}) {}

/** The signer is a settler, or about to be. */
export class SettlerExistsError extends contractError("SettlerExists", {
  message: "This settler is registered already.",
  recovery: "cancel",
}) {}

/** A removed signer never comes back. */
export class SettlerRetiredError extends contractError("SettlerRetired", {
  message: "This settler was removed for ever.",
  recovery: "cancel",
}) {}

/** The signer is no settler. */
export class UnknownSettlerError extends contractError("UnknownSettler", {
  message: "This is no settler.",
  recovery: "cancel",
}) {}
