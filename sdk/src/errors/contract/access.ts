import { contractError } from "./base.ts";

/** The caller lacks a role. */
export class AccessControlUnauthorizedAccountError extends contractError("AccessControlUnauthorizedAccount", {
  message: "This account may not do that.",
  recovery: "cancel",
}) {}

/** The confirmation names another account. */
export class AccessControlBadConfirmationError extends contractError("AccessControlBadConfirmation", {
  message: "A role can be renounced only by its holder.",
  recovery: "cancel",
}) {}

/** The default admin's delay has not passed. */
export class AccessControlEnforcedDefaultAdminDelayError extends contractError(
  "AccessControlEnforcedDefaultAdminDelay",
  {
    message: "The handover of the admin role is not due yet.",
    recovery: "retry",
    retryable: true,
  },
) {}

/** The default admin's role cannot be granted or revoked. */
export class AccessControlEnforcedDefaultAdminRulesError extends contractError(
  "AccessControlEnforcedDefaultAdminRules",
  {
    message: "The admin role moves only by its own handover.",
    recovery: "cancel",
  },
) {}

/** The default admin is zero or not the pending one. */
export class AccessControlInvalidDefaultAdminError extends contractError("AccessControlInvalidDefaultAdmin", {
  message: "This account cannot be the admin.",
  recovery: "cancel",
}) {}

/** A signature recovers to nobody. */
export class ECDSAInvalidSignatureError extends contractError("ECDSAInvalidSignature", {
  message: "The signature is malformed.",
  recovery: "retry",
}) {}

/** A signature has not 65 bytes. */
export class ECDSAInvalidSignatureLengthError extends contractError("ECDSAInvalidSignatureLength", {
  message: "The signature is malformed.",
  recovery: "retry",
}) {}

/** A signature is malleable (high s). */
export class ECDSAInvalidSignatureSError extends contractError("ECDSAInvalidSignatureS", {
  message: "The signature is malformed.",
  recovery: "retry",
}) {}

/** Raised at deployment only. */
export class InvalidShortStringError extends contractError("InvalidShortString", {
  message: "The name is too long.",
  recovery: "cancel",
}) {}

/** Raised at deployment only. */
export class StringTooLongError extends contractError("StringTooLong", {
  message: "The name is too long.",
  recovery: "cancel",
}) {}
