import { type AuctionTerms, marketplaceAbi } from "@plaza/sdk";
import { encodeFunctionData, type Hex } from "viem";
import type { SettlementPlan } from "../domain/settlements.ts";

/** Calldata of the transaction that carries out a plan. */
export function encodePlan(terms: AuctionTerms, plan: SettlementPlan): Hex {
  if (plan.kind !== "settle")
    return encodeFunctionData({ abi: marketplaceAbi, functionName: "finalizeAuction", args: [terms] });
  const { winner, amount, nonce, deadline, settlerSignature, bid } = plan;
  // Whoever has posted a bid has signed it by that.
  const { maxAmount, signature } = bid ?? { maxAmount: amount, signature: "0x" as const };
  return encodeFunctionData({
    abi: marketplaceAbi,
    functionName: "settleAuction",
    args: [terms, { winner, amount, nonce, deadline: BigInt(deadline) }, maxAmount, settlerSignature, signature],
  });
}
