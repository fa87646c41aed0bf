import { formatEther } from "viem";
import { contractError } from "./base.ts";

/** The wallet holds less than is needed. */
export class ERC20InsufficientBalanceError extends contractError("ERC20InsufficientBalance", {
  message: ({ balance, needed }) => `You need ${formatEther(needed - balance)} more Credits.`,
  recovery: "top_up",
}) {}

/** The spender's allowance does not suffice. */
export class ERC20InsufficientAllowanceError extends contractError("ERC20InsufficientAllowance", {
  message: "The marketplace may not take that many Credits yet. Approve first.",
  recovery: "retry",
}) {}

/** The zero address cannot approve. */
export class ERC20InvalidApproverError extends contractError("ERC20InvalidApprover", {
  message: "This account cannot approve.",
  recovery: "cancel",
}) {}

/** The receiver is zero. */
export class ERC20InvalidReceiverError extends contractError("ERC20InvalidReceiver", {
  message: "Credits cannot be sent to this address.",
  recovery: "cancel",
}) {}

/** The sender is zero. */
export class ERC20InvalidSenderError extends contractError("ERC20InvalidSender", {
  message: "Credits cannot be sent from this address.",
  recovery: "cancel",
}) {}

/** The spender is zero. */
export class ERC20InvalidSpenderError extends contractError("ERC20InvalidSpender", {
  message: "This address cannot be approved.",
  recovery: "cancel",
}) {}

/** The supply would exceed its cap. */
export class ERC20ExceededCapError extends contractError("ERC20ExceededCap", {
  message: "No more Credits can be minted.",
  recovery: "cancel",
}) {}

/** Raised at deployment only. */
export class ERC20InvalidCapError extends contractError("ERC20InvalidCap", {
  message: "The cap must be above zero.",
  recovery: "cancel",
}) {}

/** A permit's deadline has passed. */
export class ERC2612ExpiredSignatureError extends contractError("ERC2612ExpiredSignature", {
  message: "The permit has expired. Please sign again.",
  recovery: "retry",
}) {}

/** A permit's signature is not the owner's. */
export class ERC2612InvalidSignerError extends contractError("ERC2612InvalidSigner", {
  message: "The permit is signed by somebody else.",
  recovery: "retry",
}) {}

/** A permit's nonce is not the next. */
export class InvalidAccountNonceError extends contractError("InvalidAccountNonce", {
  message: "The permit was used before. Please sign again.",
  recovery: "retry",
}) {}

/** The currency answered that a transfer failed. */
export class SafeERC20FailedOperationError extends contractError("SafeERC20FailedOperation", {
  message: "The Credits could not be moved.",
  recovery: "retry",
}) {}
