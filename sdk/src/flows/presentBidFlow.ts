import { type PresentBidParameters, presentBid } from "../actions/auctions/presentBid.ts";
import { transactFlow } from "./internal/transactFlow.ts";

export type PresentBidFlowParameters = Omit<PresentBidParameters, "marketplace">;

/**
 * Plans to present a bid with its receipt, so that nobody is settled below it.
 *
 * @throws What `presentBid` throws, while it plans and again before the signature.
 *
 * @example
 * ```ts
 * await (await presentBidFlow(context, { terms, bid, bidSignature, receipt, receiptSignature })).run();
 * ```
 */
export const presentBidFlow = /* @__PURE__ */ transactFlow({
  kind: "presentBid",
  label: "Present the bid",
  action: presentBid,
  complete: (given: PresentBidFlowParameters, { marketplace }) => ({ ...given, marketplace }),
});
