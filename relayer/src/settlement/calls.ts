import { type AuctionTerms, marketplaceAbi } from "@plaza/sdk";
import { encodeFunctionData, type Hex } from "viem";
import type { AcceptedBid } from "../domain/bids.ts";
import { type Errand, isErrand } from "../domain/errands.ts";
import type { SettlementAttempt, SettlementPlan } from "../domain/settlements.ts";
import { findBidAt, findExtension } from "../infra/database/bids.ts";
import type { Queries } from "../infra/database/database.ts";

/** Calldata of the transaction that carries out an attempt. */
export async function encodeAttempt(
  queries: Queries,
  terms: AuctionTerms,
  attempt: SettlementAttempt | Errand,
): Promise<Hex> {
  if (!isErrand(attempt)) return encodePlan(terms, attempt.plan);
  const { auctionId, plan } = attempt;
  if (plan.kind === "extend") {
    const signature = await findExtension(queries, auctionId, plan.endsAt);
    if (signature === undefined) throw new Error(`There is no Extension of ${auctionId} to ${plan.endsAt}.`);
    const args = [terms, BigInt(plan.endsAt), signature] as const;
    return encodeFunctionData({ abi: marketplaceAbi, functionName: "extendAuction", args });
  }
  const bid = await findBidAt(queries, auctionId, plan.sequence);
  if (bid === undefined) throw new Error(`There is no bid ${plan.sequence} of ${auctionId}.`);
  return encodePresentation(terms, bid);
}

/** Calldata that presents an accepted bid with its receipt. */
export function encodePresentation(terms: AuctionTerms, bid: AcceptedBid): Hex {
  const { bidder, maxAmount, signature, amount, previous, receiptSignature } = bid;
  const receipt = { amount, sequence: BigInt(bid.sequence), receivedAt: BigInt(bid.receivedAt), previous };
  return encodeFunctionData({
    abi: marketplaceAbi,
    functionName: "presentBid",
    args: [terms, { bidder, maxAmount }, signature, receipt, [], receiptSignature],
  });
}

function encodePlan(terms: AuctionTerms, plan: SettlementPlan): Hex {
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
