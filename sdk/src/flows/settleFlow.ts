import { type SettleAuctionParameters, settleAuction } from "../actions/auctions/settleAuction.ts";
import { transactFlow } from "./internal/transactFlow.ts";

export type SettleFlowParameters = Omit<SettleAuctionParameters, "marketplace">;

/**
 * Plans the settlement of an auction by what the settler and the winner signed. Anybody can send it.
 *
 * @throws What `settleAuction` throws, while it plans and again before the signature.
 *
 * @example
 * ```ts
 * const { winner, amount } = await (await settleFlow(context, { terms, settlement, maxAmount, settlerSignature, bidSignature })).run();
 * ```
 */
export const settleFlow = /* @__PURE__ */ transactFlow({
  kind: "settle",
  label: "Settle the auction",
  action: settleAuction,
  complete: (given: SettleFlowParameters, { marketplace }) => ({ ...given, marketplace }),
});
