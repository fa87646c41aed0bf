import { type OrderReason, orderReasons } from "../relayer/orderTypes.ts";
import { extraAmount, extraWord, type RelayerProblem, relayerError } from "./relayerBase.ts";

type Problem = Omit<RelayerProblem, "code">;

/** The request's body is no JSON. */
export class RelayerMalformedJsonError extends relayerError("malformed_json", {
  message: "The request could not be read.",
  recovery: "cancel",
}) {}

/** A field of the request is missing, unknown or malformed; `field` names it. */
export class RelayerInvalidRequestError extends relayerError("invalid_request", {
  message: "The request is not valid.",
  recovery: "cancel",
}) {}

/** The request's body is too large. */
export class RelayerBodyTooLargeError extends relayerError("body_too_large", {
  message: "The request is too large.",
  recovery: "cancel",
}) {}

/** The request's body is of another type than JSON. */
export class RelayerUnsupportedMediaTypeError extends relayerError("unsupported_media_type", {
  message: "The request could not be read.",
  recovery: "cancel",
}) {}

/** The request's headers are too large. */
export class RelayerHeadersTooLargeError extends relayerError("headers_too_large", {
  message: "The request is too large.",
  recovery: "cancel",
}) {}

/** The request took too long to arrive. */
export class RelayerRequestTimeoutError extends relayerError("request_timeout", {
  message: "The connection is too slow. Please try again.",
  recovery: "retry",
  retryable: true,
}) {}

/** The relayer has no such route. */
export class RelayerNotFoundError extends relayerError("not_found", {
  message: "Not found.",
  recovery: "check_connection",
}) {}

/** The relayer knows no such auction (yet). */
export class RelayerAuctionNotFoundError extends relayerError("auction_not_found", {
  message: "This auction does not exist.",
  recovery: "refresh_listings",
}) {}

/** Bids do not count yet. */
export class RelayerAuctionNotStartedError extends relayerError("auction_not_started", {
  message: "This auction has not started yet.",
  recovery: "retry",
  retryable: true,
}) {}

/** The auction takes no more bids. */
export class RelayerAuctionEndedError extends relayerError("auction_ended", {
  message: "This auction has ended.",
  recovery: "browse_similar",
}) {}

/** The bid is not below the auction's buyout price: the item can be bought at once instead. */
export class RelayerBidReachesBuyoutError extends relayerError("bid_reaches_buyout", {
  message: "For that much you can buy the item at once instead.",
  recovery: "cancel",
}) {
  /** What the item costs at once. */
  readonly buyoutPrice: bigint | undefined;

  constructor(problem: Problem) {
    super(problem);
    this.buyoutPrice = extraAmount(problem, "buyoutPrice");
  }
}

/** The bid does not beat the one that stands by the increment, or is below the first bid's minimum. */
export class RelayerBidTooLowError extends relayerError("bid_too_low", {
  message: "Somebody bids more than that. Raise your bid.",
  recovery: "retry",
}) {
  /** Price of the standing bid; zero when there is none. */
  readonly currentPrice: bigint | undefined;
  /** The least that the next bid must offer. */
  readonly minimum: bigint | undefined;

  constructor(problem: Problem) {
    super(problem);
    this.currentPrice = extraAmount(problem, "currentPrice");
    this.minimum = extraAmount(problem, "minimum");
  }
}

/** The seller bids on his own auction. */
export class RelayerBidderIsSellerError extends relayerError("bidder_is_seller", {
  message: "You cannot bid on your own auction.",
  recovery: "cancel",
}) {}

/** The bidder's vault does not cover the bid. */
export class RelayerNotCoveredError extends relayerError("not_covered", {
  message: "Your deposit does not cover this bid.",
  recovery: "top_up",
}) {
  /** What the account can still bid with. */
  readonly available: bigint | undefined;
  /** What this bid takes. */
  readonly required: bigint | undefined;

  constructor(problem: Problem) {
    super(problem);
    this.available = extraAmount(problem, "available");
    this.required = extraAmount(problem, "required");
  }
}

/** The seller is about to cancel the auction: no bid is taken until he has, or has let the time for it pass. */
export class RelayerAuctionCancellingError extends relayerError("auction_cancelling", {
  message: "The seller is cancelling this auction.",
  recovery: "retry",
  retryable: true,
}) {}

/** Somebody has bid: the auction cannot be cancelled any more. */
export class RelayerAuctionHasBidsError extends relayerError("auction_has_bids", {
  message: "Somebody has bid already, so this auction cannot be cancelled.",
  recovery: "cancel",
}) {}

/** The account is not the auction's seller. */
export class RelayerNotTheSellerError extends relayerError("not_the_seller", {
  message: "Only the seller can do this.",
  recovery: "cancel",
}) {}

/** The bid key that signed may not spend so much on all its bids together. */
export class RelayerBidKeyCapExceededError extends relayerError("bid_key_cap_exceeded", {
  message: "This session may not spend that much. Raise its limit, or sign with your wallet.",
  recovery: "cancel",
}) {
  /** What the key can still bid. */
  readonly remaining: bigint | undefined;
  /** What this bid takes. */
  readonly required: bigint | undefined;

  constructor(problem: Problem) {
    super(problem);
    this.remaining = extraAmount(problem, "remaining");
    this.required = extraAmount(problem, "required");
  }
}

/** The signature is not the account's over this very message: another domain, chain, message or signer, or a malleable form. */
export class RelayerInvalidSignatureError extends relayerError("invalid_signature", {
  message: "The signature does not belong to this account, game world or bid. Please sign again.",
  recovery: "retry",
}) {}

/** An amount is zero or too large; `field` names it. */
export class RelayerAmountOutOfRangeError extends relayerError("amount_out_of_range", {
  message: "This amount is out of range.",
  recovery: "cancel",
}) {}

/** The signed request is too old, or from the future. */
export class RelayerRequestExpiredError extends relayerError("request_expired", {
  message: "The request has expired. Please sign again.",
  recovery: "retry",
}) {}

/** The account's free funds, less what its bids hold, do not suffice. */
export class RelayerInsufficientFreeError extends relayerError("insufficient_free", {
  message: "Not that much is free in your vault: standing bids hold a part.",
  recovery: "view_credits",
}) {
  /** What can be withdrawn now. */
  readonly available: bigint | undefined;

  constructor(problem: Problem) {
    super(problem);
    this.available = extraAmount(problem, "available");
  }
}

/** The route needs a session, and the request proves none. */
export class RelayerNotSignedInError extends relayerError("not_signed_in", {
  message: "Please sign in first.",
  recovery: "connect_wallet",
}) {}

/** The session is over: it expired, or was ended here or elsewhere. */
export class RelayerSessionExpiredError extends relayerError("session_expired", {
  message: "Your session is over. Please sign in again.",
  recovery: "connect_wallet",
}) {}

/** The signed message is not one that signs in here and now: another site, chain or time; `field` names what is wrong. */
export class RelayerSignInRefusedError extends relayerError("sign_in_refused", {
  message: "This sign-in is not meant for this marketplace. Please try again.",
  recovery: "connect_wallet",
}) {}

/** The nonce of the sign-in was used before, has expired, or was never given. */
export class RelayerNonceUnknownError extends relayerError("nonce_unknown", {
  message: "That sign-in was too late. Please try again.",
  recovery: "connect_wallet",
}) {}

/** The refresh token is none of the relayer's. */
export class RelayerRefreshTokenUnknownError extends relayerError("refresh_token_unknown", {
  message: "Your session is over. Please sign in again.",
  recovery: "connect_wallet",
}) {}

/** The refresh token was used before. Somebody else may have it, so its session is over. */
export class RelayerRefreshTokenReusedError extends relayerError("refresh_token_reused", {
  message: "Your session was used elsewhere and is over. Please sign in again.",
  recovery: "connect_wallet",
}) {}

/** The ENS name does not resolve to the account. */
export class RelayerHandleNotYoursError extends relayerError("handle_not_yours", {
  message: "This name does not point to your account.",
  recovery: "cancel",
}) {}

/** There is no such trade, or it is not final yet. */
export class RelayerTradeNotFoundError extends relayerError("trade_not_found", {
  message: "This trade is not known yet.",
  recovery: "retry",
  retryable: true,
}) {}

/** Only the two parties of a trade can review each other. */
export class RelayerNotACounterpartyError extends relayerError("not_a_counterparty", {
  message: "Only buyer and seller can review this trade.",
  recovery: "cancel",
}) {}

/** The account has reviewed this trade before. */
export class RelayerAlreadyReviewedError extends relayerError("already_reviewed", {
  message: "You have reviewed this trade already.",
  recovery: "cancel",
}) {}

/** The account watches as many auctions as it can. */
export class RelayerTooManyWatchesError extends relayerError("too_many_watches", {
  message: "You watch too many auctions. Stop watching some first.",
  recovery: "cancel",
}) {}

/** The relayer's book has no such order. */
export class RelayerOrderNotFoundError extends relayerError("order_not_found", {
  message: "This offer is not in the book.",
  recovery: "refresh_listings",
}) {}

/** Nobody could fill the order as things are: `reason` says why. */
export class RelayerOrderNotFillableError extends relayerError("order_not_fillable", {
  message: "Nobody could take you up on this right now.",
  recovery: "cancel",
}) {
  readonly reason: OrderReason | undefined;

  constructor(problem: Problem) {
    super(problem);
    this.reason = extraWord(problem, "reason", orderReasons);
  }
}

/** Only who signed an order can take it out of the book. */
export class RelayerNotTheMakerError extends relayerError("not_the_maker", {
  message: "Only who signed this can take it back.",
  recovery: "cancel",
}) {}

/** The account has as many orders in the book as it can. */
export class RelayerTooManyOrdersError extends relayerError("too_many_orders", {
  message: "You have too many open offers. Take some back first.",
  recovery: "cancel",
}) {}

/** The account has entered as many texts of listings as it can. */
export class RelayerTooManyTextsError extends relayerError("too_many_texts", {
  message: "You have written too many descriptions. List it without one.",
  recovery: "cancel",
}) {}

/** Too many requests from this address, or of this account. */
export class RelayerRateLimitedError extends relayerError("rate_limited", {
  message: "That was too fast. Please wait a moment.",
  recovery: "retry",
  retryable: true,
}) {
  /** Seconds after which to try again. */
  readonly retryAfter: bigint | undefined;

  constructor(problem: Problem) {
    super(problem);
    this.retryAfter = extraAmount(problem, "retryAfter");
  }
}

/** The relayer cannot promise anything right now. */
export class RelayerTemporarilyUnavailableError extends relayerError("temporarily_unavailable", {
  message: "The auction house is busy. Please try again.",
  recovery: "retry",
  retryable: true,
}) {}

/** Something in the relayer broke. Requests are idempotent: sending one again is safe. */
export class RelayerInternalErrorError extends relayerError("internal_error", {
  message: "Something went wrong in the auction house.",
  recovery: "retry",
  retryable: true,
}) {}

const classes = [
  RelayerMalformedJsonError,
  RelayerInvalidRequestError,
  RelayerBodyTooLargeError,
  RelayerUnsupportedMediaTypeError,
  RelayerHeadersTooLargeError,
  RelayerRequestTimeoutError,
  RelayerNotFoundError,
  RelayerAuctionNotFoundError,
  RelayerAuctionNotStartedError,
  RelayerAuctionEndedError,
  RelayerBidReachesBuyoutError,
  RelayerBidKeyCapExceededError,
  RelayerAuctionCancellingError,
  RelayerAuctionHasBidsError,
  RelayerNotTheSellerError,
  RelayerBidTooLowError,
  RelayerBidderIsSellerError,
  RelayerNotCoveredError,
  RelayerInvalidSignatureError,
  RelayerAmountOutOfRangeError,
  RelayerRequestExpiredError,
  RelayerInsufficientFreeError,
  RelayerNotSignedInError,
  RelayerSessionExpiredError,
  RelayerSignInRefusedError,
  RelayerNonceUnknownError,
  RelayerRefreshTokenUnknownError,
  RelayerRefreshTokenReusedError,
  RelayerHandleNotYoursError,
  RelayerTradeNotFoundError,
  RelayerNotACounterpartyError,
  RelayerAlreadyReviewedError,
  RelayerTooManyWatchesError,
  RelayerOrderNotFoundError,
  RelayerOrderNotFillableError,
  RelayerNotTheMakerError,
  RelayerTooManyOrdersError,
  RelayerTooManyTextsError,
  RelayerRateLimitedError,
  RelayerTemporarilyUnavailableError,
  RelayerInternalErrorError,
] as const;

type Known = (typeof classes)[number];

/** The class of each code that the relayer answers with. */
export const relayerErrors: { readonly [code in Known["code"]]: Extract<Known, { readonly code: code }> } =
  /* @__PURE__ */ byCode();

function byCode() {
  return Object.fromEntries(classes.map((known) => [known.code, known])) as typeof relayerErrors;
}

/** Code of a refusal. */
export type RelayerErrorCode = keyof typeof relayerErrors;

/** Any refusal whose code is known. */
export type KnownRelayerError = InstanceType<(typeof relayerErrors)[RelayerErrorCode]>;
