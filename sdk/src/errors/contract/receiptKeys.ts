import { contractError } from "./base.ts";

/** The signature recovers to somebody who is no receipt key. */
export class UnauthorizedReceiptKeyError extends contractError("UnauthorizedReceiptKey", {
  message: "This was not signed by a receipt key of the relayer.",
  recovery: "cancel",
}) {}

/** The signer is a receipt key, is about to be, or was one. */
export class ReceiptKeyExistsError extends contractError("ReceiptKeyExists", {
  message: "This receipt key is registered already, or was removed.",
  recovery: "cancel",
}) {}

/** The signer is no receipt key that could be removed. */
export class UnknownReceiptKeyError extends contractError("UnknownReceiptKey", {
  message: "This is no receipt key.",
  recovery: "cancel",
}) {}
