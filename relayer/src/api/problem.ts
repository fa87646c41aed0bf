import type { Recovery } from "@plaza/sdk";
import type { Context, ErrorHandler } from "hono";
import { HTTPException } from "hono/http-exception";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { Refusal, type RefusalCode } from "../domain/refusal.ts";
import { DependencyAwayError } from "../infra/breaker.ts";
import type { Logger } from "../infra/logger.ts";
import { QueueClosedError } from "../ledger/queue.ts";
import type { RequestVariables } from "./requestId.ts";

/** How each code is told over HTTP, and what the caller can do about it. */
export const problemCodes: Record<
  RefusalCode,
  { status: ContentfulStatusCode; title: string; retryable: boolean; recovery: Recovery }
> = {
  malformed_json: { status: 400, title: "Malformed JSON", retryable: false, recovery: "cancel" },
  invalid_request: { status: 400, title: "Invalid request", retryable: false, recovery: "cancel" },
  body_too_large: { status: 413, title: "Body too large", retryable: false, recovery: "cancel" },
  unsupported_media_type: { status: 415, title: "Unsupported media type", retryable: false, recovery: "cancel" },
  headers_too_large: { status: 431, title: "Headers too large", retryable: false, recovery: "cancel" },
  request_timeout: { status: 408, title: "Request timeout", retryable: true, recovery: "retry" },
  not_found: { status: 404, title: "Not found", retryable: false, recovery: "check_connection" },
  auction_not_found: { status: 404, title: "Unknown auction", retryable: false, recovery: "refresh_listings" },
  auction_not_started: { status: 409, title: "Auction not started", retryable: true, recovery: "retry" },
  auction_ended: { status: 409, title: "Auction ended", retryable: false, recovery: "browse_similar" },
  bid_reaches_buyout: {
    status: 409,
    title: "Bid reaches the buyout price",
    retryable: false,
    recovery: "cancel",
  },
  bid_too_low: { status: 409, title: "Bid too low", retryable: false, recovery: "retry" },
  bidder_is_seller: { status: 409, title: "Bidder is the seller", retryable: false, recovery: "cancel" },
  auction_cancelling: { status: 409, title: "Auction being cancelled", retryable: true, recovery: "retry" },
  auction_has_bids: { status: 409, title: "Auction has bids", retryable: false, recovery: "cancel" },
  not_the_seller: { status: 403, title: "Not the seller", retryable: false, recovery: "cancel" },
  bid_key_cap_exceeded: {
    status: 409,
    title: "Bid key's cap exceeded",
    retryable: false,
    recovery: "cancel",
  },
  not_covered: { status: 409, title: "Bid not covered", retryable: false, recovery: "top_up" },
  invalid_signature: { status: 401, title: "Invalid signature", retryable: false, recovery: "retry" },
  amount_out_of_range: { status: 400, title: "Amount out of range", retryable: false, recovery: "cancel" },
  request_expired: { status: 409, title: "Request expired", retryable: false, recovery: "retry" },
  insufficient_free: { status: 409, title: "Insufficient free funds", retryable: false, recovery: "view_credits" },
  not_signed_in: { status: 401, title: "Not signed in", retryable: false, recovery: "connect_wallet" },
  session_expired: { status: 401, title: "Session expired", retryable: false, recovery: "connect_wallet" },
  sign_in_refused: { status: 401, title: "Sign-in refused", retryable: false, recovery: "connect_wallet" },
  nonce_unknown: { status: 401, title: "Unknown nonce", retryable: false, recovery: "connect_wallet" },
  refresh_token_unknown: { status: 401, title: "Unknown refresh token", retryable: false, recovery: "connect_wallet" },
  refresh_token_reused: { status: 401, title: "Refresh token reused", retryable: false, recovery: "connect_wallet" },
  handle_not_yours: { status: 409, title: "Handle not yours", retryable: false, recovery: "cancel" },
  trade_not_found: { status: 404, title: "Unknown trade", retryable: true, recovery: "retry" },
  not_a_counterparty: { status: 403, title: "Not a counterparty", retryable: false, recovery: "cancel" },
  already_reviewed: { status: 409, title: "Already reviewed", retryable: false, recovery: "cancel" },
  order_not_found: { status: 404, title: "Unknown order", retryable: false, recovery: "refresh_listings" },
  order_not_fillable: { status: 409, title: "Order not fillable", retryable: false, recovery: "cancel" },
  not_the_maker: { status: 403, title: "Not the maker", retryable: false, recovery: "cancel" },
  too_many_orders: { status: 409, title: "Too many orders", retryable: false, recovery: "cancel" },
  too_many_texts: { status: 409, title: "Too many texts", retryable: false, recovery: "cancel" },
  too_many_watches: { status: 409, title: "Too many watches", retryable: false, recovery: "cancel" },
  rate_limited: { status: 429, title: "Too many requests", retryable: true, recovery: "retry" },
  temporarily_unavailable: { status: 503, title: "Temporarily unavailable", retryable: true, recovery: "retry" },
  internal_error: { status: 500, title: "Internal error", retryable: true, recovery: "retry" },
};

/** When to come back to a relayer that cannot promise anything right now: a full queue is short, an outage is seen in seconds. */
const BUSY_SECONDS = 2;

/** A refusal as problem details (RFC 9457). `instance` is the request's id. */
export function problemOf({ code, message, field, values }: Refusal, instance: string) {
  const { status, title, retryable, recovery } = problemCodes[code];
  const extras = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, value.toString()]));
  const type = `about:blank#${code}`;
  const headers: Record<string, string> = { "content-type": "application/problem+json" };
  // What was not read of the body may still be on its way: nobody should send another request behind it.
  if (code === "body_too_large") headers.connection = "close";
  const retryAfter = values.retryAfter ?? (status === 503 ? BUSY_SECONDS : undefined);
  if (retryAfter !== undefined) headers["retry-after"] = retryAfter.toString();
  const body = { ...extras, type, title, status, detail: message, instance, code, field, retryable, recovery };
  return { status, headers, body: JSON.stringify(body) };
}

function problem(c: Context<{ Variables: RequestVariables }>, refusal: Refusal): Response {
  const { status, headers, body } = problemOf(refusal, c.get("requestId"));
  return c.body(body, status, headers);
}

/** Turns everything thrown into problem details. What is nobody's refusal is logged, and tells nothing. */
export function problemHandler(log: Logger): ErrorHandler<{ Variables: RequestVariables }> {
  return (error, c) => {
    if (error instanceof Refusal) {
      if (error.code === "temporarily_unavailable") log.warn({ requestId: c.get("requestId"), err: error }, "refused");
      return problem(c, error);
    }
    if (error instanceof QueueClosedError)
      return problem(c, new Refusal("temporarily_unavailable", "The relayer is stopping."));
    if (error instanceof DependencyAwayError) {
      log.warn({ requestId: c.get("requestId"), err: error }, "refused");
      return problem(c, new Refusal("temporarily_unavailable", error.message));
    }
    if (error instanceof HTTPException && error.status < 500) return problem(c, fromHono(error));
    log.error({ requestId: c.get("requestId"), err: error }, "a request failed");
    return problem(c, new Refusal("internal_error", "Something broke; the request can be sent again."));
  };
}

/** What Hono itself refuses: bodies that it cannot read. */
function fromHono({ status, message }: HTTPException): Refusal {
  if (status === 415) return new Refusal("unsupported_media_type", "Send application/json.");
  return new Refusal(status === 400 ? "malformed_json" : "invalid_request", `${message}.`);
}
