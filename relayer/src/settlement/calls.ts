import { type AuctionTerms, marketplaceAbi } from "@plaza/sdk";
import { encodeFunctionData, type Hex } from "viem";
import type { ChainState } from "../domain/chainState.ts";
import type { BidToPresent, Errand } from "../domain/errands.ts";
import type { SettlementAttempt, SettlementPlan } from "../domain/settlements.ts";
import { findBidAt, findExtension } from "../infra/database/bids.ts";
import type { Queries } from "../infra/database/database.ts";

/** Calldata of the transaction that carries out an attempt. */
export async function encodeAttempt(
  queries: Queries,
  chain: Pick<ChainState, "auction">,
  attempt: SettlementAttempt | Errand,
): Promise<Hex> {
  const { auctionId, plan } = attempt;
  if (plan.kind === "present") return encodePresentation(queries, chain, plan.bids);
  const terms = termsOf(chain, auctionId);
  if (plan.kind !== "extend") return encodePlan(terms, plan);
  const signature = await findExtension(queries, auctionId, plan.endsAt);
  if (signature === undefined) throw new Error(`There is no Extension of ${auctionId} to ${plan.endsAt}.`);
  const args = [terms, BigInt(plan.endsAt), signature] as const;
  return encodeFunctionData({ abi: marketplaceAbi, functionName: "extendAuction", args });
}

/** Calldata that presents accepted bids with their receipts: one alone, or several of which none may be covered without the others. */
export async function encodePresentation(
  queries: Queries,
  chain: Pick<ChainState, "auction">,
  bids: readonly BidToPresent[],
): Promise<Hex> {
  const presentations = await Promise.all(bids.map((bid) => presentationOf(queries, chain, bid)));
  const [only, ...more] = presentations;
  if (only === undefined || more.length > 0)
    return encodeFunctionData({ abi: marketplaceAbi, functionName: "presentBids", args: [presentations] });
  const { terms, bid, bidSignature, receipt, proof, receiptSignature } = only;
  const args = [terms, bid, bidSignature, receipt, proof, receiptSignature] as const;
  return encodeFunctionData({ abi: marketplaceAbi, functionName: "presentBid", args });
}

async function presentationOf(
  queries: Queries,
  chain: Pick<ChainState, "auction">,
  { auctionId, sequence }: BidToPresent,
) {
  const found = await findBidAt(queries, auctionId, sequence);
  if (found === undefined) throw new Error(`There is no bid ${sequence} of ${auctionId}.`);
  const { bidder, maxAmount, signature: bidSignature, amount, receivedAt, previous, receiptSignature } = found;
  return {
    terms: termsOf(chain, auctionId),
    bid: { bidder, maxAmount },
    bidSignature,
    receipt: { amount, sequence: BigInt(sequence), receivedAt: BigInt(receivedAt), previous },
    proof: [],
    receiptSignature,
  };
}

function termsOf(chain: Pick<ChainState, "auction">, auctionId: Hex): AuctionTerms {
  const auction = chain.auction(auctionId);
  if (auction === undefined) throw new Error(`The chain knows no auction ${auctionId}.`);
  return auction.terms;
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
