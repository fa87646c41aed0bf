import type { Address } from "viem";
import { type AuctionPrices, minimumNextBid } from "./prices.ts";

/** Who leads an auction off chain, and at which price. Amounts in the smallest unit. */
export type AuctionLead = {
  bidder: Address;
  /** The most that the leader signed for. */
  maxAmount: bigint;
  /** What he would pay if nobody bid again. */
  price: bigint;
};

/** A bid as its rivals feel it. */
export type RivalBid = {
  bidder: Address;
  maxAmount: bigint;
  /** Whether the relayer bids for the bidder, only as high as it takes; a plain bid stands at its maximum. */
  proxy: boolean;
};

/**
 * The price of a leader against a rival whose most is known: the increment above it, as the contract rounds, and never above
 * the leader's own maximum. A price that is higher already stays.
 *
 * @example
 * ```ts
 * const rules = { startPrice: 100n, reservePrice: 0n, incrementBps: 500n };
 * priceAgainst(rules, { maxAmount: 500n, price: 100n }, 200n); // 210n
 * ```
 */
export function priceAgainst(auction: AuctionPrices, { maxAmount, price }: Omit<AuctionLead, "bidder">, rival: bigint) {
  if (rival <= 0n) return price;
  const next = minimumNextBid({ auction, currentPrice: rival });
  const capped = next < maxAmount ? next : maxAmount;
  return capped > price ? capped : price;
}

/**
 * Who leads after one more bid, and at which price that bid itself stands or stood: its receipt's amount.
 *
 * The higher maximum leads, of equal ones the earlier bid. A proxy bid stands the increment above the best of the others, or
 * at the first price where there is none; one that raises its own bidder's maximum leaves the price alone. A bid that does not
 * lead was beaten at its maximum, and lifts the leader's price above itself.
 *
 * It is a fold: over all bids in the order of their receipts it gives the auction's price, and over all but one bidder's, the
 * price as if he had never bid.
 *
 * @param parameters.lead - Before this bid; null while nobody has bid.
 * @param parameters.post - Best bid that somebody else posted on chain; zero or absent if there is none.
 *
 * @example
 * ```ts
 * const auction = { startPrice: 100n, reservePrice: 0n, incrementBps: 500n };
 * const { lead } = nextLead({ auction, lead: null, bid: { bidder: alice, maxAmount: 500n, proxy: true } }); // at 100
 * nextLead({ auction, lead, bid: { bidder: bob, maxAmount: 200n, proxy: false } }); // alice leads at 210
 * ```
 */
export function nextLead({
  auction,
  lead,
  bid,
  post = 0n,
}: {
  auction: AuctionPrices;
  lead: AuctionLead | null;
  bid: RivalBid;
  post?: bigint | undefined;
}): { lead: AuctionLead; amount: bigint } {
  const { bidder, maxAmount, proxy } = bid;
  const isOwn = lead?.bidder === bidder;
  if (lead && maxAmount <= lead.maxAmount) {
    const price = isOwn ? lead.price : priceAgainst(auction, lead, maxAmount);
    return { lead: { ...lead, price }, amount: maxAmount };
  }
  const opening = { maxAmount, price: isOwn ? lead.price : minimum(minimumNextBid({ auction }), maxAmount) };
  const rival = isOwn || !lead ? post : maximum(post, lead.maxAmount);
  const price = proxy ? priceAgainst(auction, opening, rival) : maxAmount;
  return { lead: { bidder, maxAmount, price }, amount: price };
}

const minimum = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const maximum = (a: bigint, b: bigint): bigint => (a > b ? a : b);
