import { contractError } from "./base.ts";

/** The sender holds less than is needed. */
export class ERC1155InsufficientBalanceError extends contractError("ERC1155InsufficientBalance", {
  message: "You do not have that many.",
  recovery: "refresh_listings",
}) {}

/** The zero address cannot approve. */
export class ERC1155InvalidApproverError extends contractError("ERC1155InvalidApprover", {
  message: "This account cannot approve.",
  recovery: "cancel",
}) {}

/** A batch's ids and values differ in number. */
export class ERC1155InvalidArrayLengthError extends contractError("ERC1155InvalidArrayLength", {
  message: "The lists of a batch differ in length.",
  recovery: "cancel",
}) {}

/** The operator is zero. */
export class ERC1155InvalidOperatorError extends contractError("ERC1155InvalidOperator", {
  message: "This address cannot be approved.",
  recovery: "cancel",
}) {}

/** The receiver is zero, or a contract that refuses the items. */
export class ERC1155InvalidReceiverError extends contractError("ERC1155InvalidReceiver", {
  message: "This address cannot receive the items.",
  recovery: "cancel",
}) {}

/** The sender is zero. */
export class ERC1155InvalidSenderError extends contractError("ERC1155InvalidSender", {
  message: "This address cannot send the items.",
  recovery: "cancel",
}) {}

/** The caller neither owns the items nor is approved for them. */
export class ERC1155MissingApprovalForAllError extends contractError("ERC1155MissingApprovalForAll", {
  message: "You may not move these items.",
  recovery: "refresh_listings",
}) {}
