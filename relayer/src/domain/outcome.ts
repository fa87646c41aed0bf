import { type AuctionLead, priceAgainst } from "@plaza/sdk";
import type { Address } from "viem";
import type { AuctionOnChain } from "./auctions.ts";
import type { AcceptedBid } from "./bids.ts";
import { floorFor } from "./presentedBids.ts";

/** How an auction that is over is to be settled. */
export type Outcome =
  /** With the leader's own bid, at this price. */
  | { kind: "bid"; amount: bigint }
  /** With the best posted bid, at its price: it needs no signature of its bidder (MECHANISM.md 19). */
  | { kind: "post"; winner: Address; amount: bigint }
  /** With nothing that is known: finalize decides. */
  | { kind: "none"; reason: "no_bids" | "presented_higher" };

/** Who wins an auction, and what he pays. */
export type Choice = {
  winner: Address;
  amount: bigint;
  /** Null where his post wins. */
  bid: AcceptedBid | null;
};

/**
 * Who wins and what he pays, given the leader among the bids that can be paid (MECHANISM.md 19 and 22).
 *
 * A settlement must be above the best post, ties go to the post; and at least what somebody else presented. What the leader
 * posted or presented himself does not raise his price, but a post binds: he pays no less.
 */
export function outcomeOf(
  { post, presented, terms }: Pick<AuctionOnChain, "post" | "presented" | "terms">,
  lead: AuctionLead | null,
): Outcome {
  const floor = lead ? floorFor(lead.bidder, presented) : 0n;
  const price = lead ? priceAgainst(terms, lead, floor) : 0n;
  const isPosts = post && (lead === null || post.amount >= (post.bidder === lead.bidder ? price : lead.maxAmount));
  if (isPosts) {
    const { bidder: winner, amount } = post;
    // Whoever presented more is not among the bids that can be paid here.
    return amount < floorFor(winner, presented)
      ? { kind: "none", reason: "presented_higher" }
      : { kind: "post", winner, amount };
  }
  if (lead === null) return { kind: "none", reason: presented.length > 0 ? "presented_higher" : "no_bids" };
  if (floor > lead.maxAmount) return { kind: "none", reason: "presented_higher" };
  if (post === undefined || post.bidder === lead.bidder) return { kind: "bid", amount: price };
  return { kind: "bid", amount: priceAgainst(terms, { ...lead, price }, post.amount) };
}
