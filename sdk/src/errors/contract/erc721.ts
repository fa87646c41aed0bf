import { contractError } from "./base.ts";

/** The item is not the sender's. */
export class ERC721IncorrectOwnerError extends contractError("ERC721IncorrectOwner", {
  message: "This item belongs to somebody else.",
  recovery: "refresh_listings",
}) {}

/** The caller neither owns the item nor is approved for it. */
export class ERC721InsufficientApprovalError extends contractError("ERC721InsufficientApproval", {
  message: "You may not move this item.",
  recovery: "refresh_listings",
}) {}

/** The caller cannot approve this item. */
export class ERC721InvalidApproverError extends contractError("ERC721InvalidApprover", {
  message: "You cannot approve this item.",
  recovery: "cancel",
}) {}

/** The operator is zero. */
export class ERC721InvalidOperatorError extends contractError("ERC721InvalidOperator", {
  message: "This address cannot be approved.",
  recovery: "cancel",
}) {}

/** The owner is zero. */
export class ERC721InvalidOwnerError extends contractError("ERC721InvalidOwner", {
  message: "This address cannot own items.",
  recovery: "cancel",
}) {}

/** The receiver is zero, or a contract that refuses the item. */
export class ERC721InvalidReceiverError extends contractError("ERC721InvalidReceiver", {
  message: "This address cannot receive the item.",
  recovery: "cancel",
}) {}

/** The sender is zero. */
export class ERC721InvalidSenderError extends contractError("ERC721InvalidSender", {
  message: "This address cannot send the item.",
  recovery: "cancel",
}) {}

/** No such item was minted. */
export class ERC721NonexistentTokenError extends contractError("ERC721NonexistentToken", {
  message: "This item does not exist.",
  recovery: "refresh_listings",
}) {}
