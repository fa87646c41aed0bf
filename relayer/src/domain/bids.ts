import { minimumNextBid } from "@plaza/sdk";
import type { Address, Hex } from "viem";
import { type AuctionOnChain, isOpen, phaseOf } from "./auctions.ts";
import { Refusal } from "./refusal.ts";

/** A bid as a bidder signed it. */
export type SignedBid = {
  auctionId: Hex;
  bidder: Address;
  maxAmount: bigint;
  signature: Hex;
};

/** An accepted bid with its receipt: what the durable log holds. */
export type AcceptedBid = SignedBid & {
  /** EIP-712 digest of the bid. */
  bidHash: Hex;
  /** Price at which it stands. */
  amount: bigint;
  /** Gapless within the auction, from 1. */
  sequence: number;
  /** Unix seconds by the relayer's clock. */
  receivedAt: number;
  /** Digest of the auction's previous receipt; zero for the first. */
  previous: Hex;
  receiptHash: Hex;
  receiptSignature: Hex;
};

/** An accepted bid whose receipt is yet to be signed. */
export type UnsignedBid = Omit<AcceptedBid, "receiptSignature">;

/** What the next bid on an auction is measured against: the end of its chain of receipts. */
export type Standing = {
  readonly count: number;
  readonly top: {
    readonly bidder: Address;
    readonly amount: bigint;
    readonly sequence: number;
    readonly receivedAt: number;
    readonly bidHash: Hex;
  } | null;
  /** Digest of the last receipt; zero while there is none. */
  readonly receiptHash: Hex;
};

export const NO_BIDS: Standing = { count: 0, top: null, receiptHash: `0x${"0".repeat(64)}` };

/** The least that the next bid must offer. */
export function minimumBid(auction: AuctionOnChain, standing: Standing): bigint {
  return minimumNextBid({ auction: auction.terms, currentPrice: standing.top?.amount });
}

/**
 * Whether an auction takes this bid now, cover left out.
 *
 * @param parameters.closed - The worker has begun to settle: the outcome is chosen, whatever the clock says.
 * @param parameters.receivedAt - Unix seconds at which the request arrived.
 */
export function checkBid({
  bid,
  auction,
  standing,
  closed,
  receivedAt,
}: {
  bid: Pick<SignedBid, "auctionId" | "bidder" | "maxAmount">;
  auction: AuctionOnChain | undefined;
  standing: Standing;
  closed: boolean;
  receivedAt: number;
}): Refusal | undefined {
  if (auction === undefined)
    return new Refusal("auction_not_found", `There is no auction ${bid.auctionId}.`, { field: "auctionId" });
  const phase = phaseOf(auction, receivedAt);
  if (!isOpen(auction) || phase === "ended" || closed)
    return new Refusal("auction_ended", "The auction takes no more bids.", { field: "auctionId" });
  if (phase === "scheduled")
    return new Refusal("auction_not_started", "The auction has not started.", { field: "auctionId" });
  if (bid.bidder === auction.terms.seller)
    return new Refusal("bidder_is_seller", "A seller cannot bid on his own auction.", { field: "bidder" });
  const minimum = minimumBid(auction, standing);
  if (bid.maxAmount < minimum)
    return new Refusal("bid_too_low", `The next bid must be at least ${minimum}.`, {
      field: "maxAmount",
      values: { currentPrice: standing.top?.amount ?? 0n, minimum },
    });
  return undefined;
}

/** Whether the bidder's money covers the bid. */
export function checkCover(required: bigint, available: bigint): Refusal | undefined {
  if (required <= available) return undefined;
  return new Refusal("not_covered", `The bid needs ${required} of free vault funds; ${available} are available.`, {
    field: "maxAmount",
    values: { available, required },
  });
}

/** The auction's standing after one more accepted bid. */
export function standingAfter(standing: Standing, bid: UnsignedBid): Standing {
  const { bidder, amount, sequence, receivedAt, bidHash, receiptHash } = bid;
  return { count: standing.count + 1, top: { bidder, amount, sequence, receivedAt, bidHash }, receiptHash };
}

/**
 * When a bid was received, never before the receipt that it follows: requests can overtake each other between their stamp
 * and the queue, and receipts of one auction must not seem to run backwards.
 */
export function receiptTime(standing: Standing, receivedAt: number): number {
  const last = standing.top?.receivedAt ?? 0;
  return Math.max(receivedAt, last);
}
