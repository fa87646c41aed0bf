import { type AuctionTerms, marketplaceAbi } from "@plaza/sdk";
import { encodeFunctionData, type Hex } from "viem";
import type { SettlementPlan } from "../domain/settlements.ts";

/** Calldata of the transaction that carries out a plan. */
export function encodePlan(terms: AuctionTerms, plan: SettlementPlan): Hex {
  if (plan.kind !== "settle")
    return encodeFunctionData({ abi: marketplaceAbi, functionName: "finalizeAuction", args: [terms] });
  const { winner, amount, nonce, deadline, maxAmount, settlerSignature, bidSignature } = plan;
  return encodeFunctionData({
    abi: marketplaceAbi,
    functionName: "settleAuction",
    args: [terms, { winner, amount, nonce, deadline: BigInt(deadline) }, maxAmount, settlerSignature, bidSignature],
  });
}
