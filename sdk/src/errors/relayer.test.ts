import { expect } from "chai";
import { problemError } from "../relayer/problem.ts";
import { recoveries } from "./base.ts";
import { MalformedResponseError } from "./http.ts";
import {
  RelayerBidTooLowError,
  type RelayerErrorCode,
  RelayerInsufficientFreeError,
  RelayerNotCoveredError,
  RelayerOrderNotFillableError,
  relayerErrors,
} from "./relayer.ts";
import { RelayerError } from "./relayerBase.ts";

const problem = (code: string, extras: Record<string, unknown> = {}, status = 409) =>
  problemError(
    {
      status,
      text: JSON.stringify({
        type: `about:blank#${code}`,
        title: "Conflict",
        status,
        detail: "the relayer's words",
        instance: "req-1",
        code,
        ...extras,
      }),
    },
    "http://relayer.test/v1/bids",
  );

/** As the relayer's API has them; the order is SPEC's. */
const codes = [
  "malformed_json",
  "invalid_request",
  "body_too_large",
  "unsupported_media_type",
  "headers_too_large",
  "request_timeout",
  "not_found",
  "auction_not_found",
  "auction_not_started",
  "auction_ended",
  "bid_reaches_buyout",
  "bid_key_cap_exceeded",
  "auction_cancelling",
  "auction_has_bids",
  "not_the_seller",
  "bid_too_low",
  "bidder_is_seller",
  "not_covered",
  "invalid_signature",
  "amount_out_of_range",
  "request_expired",
  "insufficient_free",
  "not_signed_in",
  "session_expired",
  "sign_in_refused",
  "nonce_unknown",
  "refresh_token_unknown",
  "refresh_token_reused",
  "handle_not_yours",
  "trade_not_found",
  "not_a_counterparty",
  "already_reviewed",
  "too_many_watches",
  "order_not_found",
  "order_not_fillable",
  "not_the_maker",
  "too_many_orders",
  "too_many_texts",
  "rate_limited",
  "temporarily_unavailable",
  "internal_error",
] as const satisfies readonly RelayerErrorCode[];

describe("the relayer's refusals", () => {
  it("have a class for each code, and for no other", () => {
    expect(Object.keys(relayerErrors)).to.have.members([...codes]);
  });

  for (const code of codes)
    it(`decode ${code}`, () => {
      const error = problem(code, { field: "maxAmount" });
      const words = code.split("_").map((word) => word[0]?.toUpperCase() + word.slice(1));
      expect(error).to.be.instanceOf(relayerErrors[code]).and.instanceOf(RelayerError);
      expect(error).to.include({
        code,
        name: `Relayer${words.join("")}Error`,
        status: 409,
        requestId: "req-1",
        field: "maxAmount",
        details: "the relayer's words",
      });
      expect(error.shortMessage).to.match(/^[A-Z].*\.$/);
      expect(recoveries).to.include(error.recovery);
    });

  it("carry the amounts that help", () => {
    const low = problem("bid_too_low", { currentPrice: "100", minimum: "105" });
    expect(low).to.be.instanceOf(RelayerBidTooLowError).and.include({ currentPrice: 100n, minimum: 105n });
    const uncovered = problem("not_covered", { available: "1", required: "2" });
    expect(uncovered).to.be.instanceOf(RelayerNotCoveredError).and.include({ available: 1n, required: 2n });
    const short = problem("insufficient_free", { available: "7" });
    expect(short).to.be.instanceOf(RelayerInsufficientFreeError).and.include({ available: 7n });
    expect(problem("bid_too_low", { minimum: 105 })).to.include({ minimum: undefined });
  });

  it("say why nobody could fill an order", () => {
    const refused = problem("order_not_fillable", { reason: "not_approved" });
    expect(refused).to.be.instanceOf(RelayerOrderNotFillableError).and.include({ reason: "not_approved" });
    expect(problem("order_not_fillable", { reason: "moon_phase" })).to.include({ reason: undefined });
  });

  it("take the relayer's word on what to do over the table's", () => {
    expect(problem("bid_too_low")).to.include({ retryable: false, recovery: "retry" });
    const told = problem("bid_too_low", { retryable: true, recovery: "browse_similar" });
    expect(told).to.include({ retryable: true, recovery: "browse_similar" });
    expect(problem("bid_too_low", { recovery: "dance" })).to.include({ recovery: "retry" });
  });

  it("stay typed for a code of a newer relayer", () => {
    const error = problem("moon_phase");
    expect(error).to.be.instanceOf(RelayerError).and.include({ code: "moon_phase", name: "RelayerError" });
    expect(problem("toString")).to.include({ code: "toString", name: "RelayerError" });
  });

  it("are told from an answer that is no problem document", () => {
    const answer = (text: string) => problemError({ status: 400, text }, "http://relayer.test");
    for (const text of ["", "null", "[]", "{}", '{"code":7}', '{"code":""}'])
      expect(answer(text)).to.be.instanceOf(MalformedResponseError);
  });
});
