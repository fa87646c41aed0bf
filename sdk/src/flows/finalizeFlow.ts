import { type FinalizeAuctionParameters, finalizeAuction } from "../actions/auctions/finalizeAuction.ts";
import { transactFlow } from "./internal/transactFlow.ts";

export type FinalizeFlowParameters = Omit<FinalizeAuctionParameters, "marketplace">;

/**
 * Plans one of the two calls that end an auction which nobody settled: the first announces, the second sells or returns.
 *
 * @throws What `finalizeAuction` throws, while it plans and again before the signature.
 *
 * @example
 * ```ts
 * const { outcome } = await (await finalizeFlow(context, { terms })).run();
 * ```
 */
export const finalizeFlow = /* @__PURE__ */ transactFlow({
  kind: "finalize",
  label: "Finalize the auction",
  action: finalizeAuction,
  complete: (given: FinalizeFlowParameters, { marketplace }) => ({ ...given, marketplace }),
});
