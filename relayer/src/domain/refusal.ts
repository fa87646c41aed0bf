/** Why a request was refused; the API turns it into problem details. Codes are stable: the SDK has a class for each. */
export type RefusalCode =
  | "malformed_json"
  | "invalid_request"
  | "body_too_large"
  | "unsupported_media_type"
  | "headers_too_large"
  | "request_timeout"
  | "not_found"
  | "auction_not_found"
  | "auction_not_started"
  | "auction_ended"
  | "bid_reaches_buyout"
  | "bid_too_low"
  | "bidder_is_seller"
  | "not_covered"
  | "bid_key_cap_exceeded"
  | "auction_cancelling"
  | "auction_has_bids"
  | "not_the_seller"
  | "invalid_signature"
  | "amount_out_of_range"
  | "request_expired"
  | "insufficient_free"
  | "not_signed_in"
  | "session_expired"
  | "sign_in_refused"
  | "nonce_unknown"
  | "refresh_token_unknown"
  | "refresh_token_reused"
  | "too_many_watches"
  | "handle_not_yours"
  | "trade_not_found"
  | "not_a_counterparty"
  | "already_reviewed"
  | "order_not_found"
  | "order_not_fillable"
  | "not_the_maker"
  | "too_many_orders"
  | "too_many_texts"
  | "rate_limited"
  | "temporarily_unavailable"
  | "internal_error";

/** A refusal of one request. Nothing changed. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: RefusalCode;
  /** The field of the request that is at fault, where there is one. */
  readonly field: string | undefined;
  /** Values that help the caller; amounts in the smallest unit. */
  readonly values: Readonly<Record<string, bigint | string>>;

  constructor(
    code: RefusalCode,
    detail: string,
    { field, values = {}, cause }: { field?: string; values?: Record<string, bigint | string>; cause?: unknown } = {},
  ) {
    super(detail, { cause });
    this.code = code;
    this.field = field;
    this.values = values;
  }
}
