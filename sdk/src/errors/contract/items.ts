import { contractError } from "./base.ts";

/** The contract does not say by ERC-165 that it is the ERC-721 or ERC-1155 it is used as. */
export class UnsupportedTokenError extends contractError("UnsupportedToken", {
  message: "This kind of item cannot be traded here.",
  recovery: "cancel",
}) {}

/** The data of a transfer is not the encoding of what its first word announces. */
export class InvalidTransferDataError extends contractError("InvalidTransferData", {
  message: "The item was sent without saying what for.",
  recovery: "cancel",
}) {}

/** The first word of the data names nothing that the Marketplace does. */
export class UnknownTransferKindError extends contractError("UnknownTransferKind", {
  message: "The marketplace does not know what this item was sent for.",
  recovery: "cancel",
}) {}

/** ERC-1155 batches cannot be escrowed. */
export class BatchNotSupportedError extends contractError("BatchNotSupported", {
  message: "Send one kind of item at a time.",
  recovery: "cancel",
}) {}

/** An ERC-721 item has exactly one unit. */
export class NotASingleItemError extends contractError("NotASingleItem", {
  message: "This item has exactly one piece.",
  recovery: "cancel",
}) {}

/** The item of this trade could not be moved. */
export class TradeFailedError extends contractError("TradeFailed", {
  message: "The item could not be moved. Nothing changed.",
  recovery: "retry",
}) {}

/** This account has nothing to claim from this trade. */
export class NothingToClaimError extends contractError("NothingToClaim", {
  message: "There is nothing to claim.",
  recovery: "view_credits",
}) {}

/** Kinds are written once. */
export class KindExistsError extends contractError("KindExists", {
  message: "This kind is in the catalogue already.",
  recovery: "cancel",
}) {}

/** The kind is not registered. */
export class UnknownKindError extends contractError("UnknownKind", {
  message: "This kind is not in the catalogue.",
  recovery: "cancel",
}) {}

/** Number, name or icon are out of bounds or have characters that do not belong there. */
export class InvalidKindError extends contractError("InvalidKind", {
  message: "This kind's number, name or icon is not allowed.",
  recovery: "cancel",
}) {}

/** The item type is none, or a trait is out of bounds. */
export class InvalidTraitsError extends contractError("InvalidTraits", {
  message: "These traits are not allowed.",
  recovery: "cancel",
}) {}

/** A name or icon does not fit where it is kept. */
export class CodeStorageTooLongError extends contractError("CodeStorageTooLong", {
  message: "This text is too long to be kept on chain.",
  recovery: "cancel",
}) {}

/** Creating the contract that keeps a name and icon failed. */
export class FailedDeploymentError extends contractError("FailedDeployment", {
  message: "The text could not be kept on chain.",
  recovery: "retry",
}) {}

/** Royalties have a hard cap. */
export class RoyaltyTooHighError extends contractError("RoyaltyTooHigh", {
  message: "The royalty is above the cap.",
  recovery: "cancel",
}) {}

/** The royalty is above 100 %. */
export class ERC2981InvalidDefaultRoyaltyError extends contractError("ERC2981InvalidDefaultRoyalty", {
  message: "The royalty is above the whole price.",
  recovery: "cancel",
}) {}

/** The receiver of royalties is zero. */
export class ERC2981InvalidDefaultRoyaltyReceiverError extends contractError("ERC2981InvalidDefaultRoyaltyReceiver", {
  message: "The royalty needs a receiver.",
  recovery: "cancel",
}) {}

/** An item's royalty is above 100 %. */
export class ERC2981InvalidTokenRoyaltyError extends contractError("ERC2981InvalidTokenRoyalty", {
  message: "The royalty is above the whole price.",
  recovery: "cancel",
}) {}

/** The receiver of an item's royalties is zero. */
export class ERC2981InvalidTokenRoyaltyReceiverError extends contractError("ERC2981InvalidTokenRoyaltyReceiver", {
  message: "The royalty needs a receiver.",
  recovery: "cancel",
}) {}
