import { type AuctionLead, minimumNextBid, nextLead } from "@plaza/sdk";
import type { Address, Hex } from "viem";
import { type AuctionOnChain, isOpen, phaseOf } from "./auctions.ts";
import { priceWithPost } from "./price.ts";
import { Refusal } from "./refusal.ts";

/** A bid as a bidder signed it. */
export type SignedBid = {
  auctionId: Hex;
  bidder: Address;
  maxAmount: bigint;
  signature: Hex;
  /** Whether the relayer bids for the bidder, only as high as it takes; else the bid stands at its maximum. */
  proxy: boolean;
  /** The bid key that signed, in ERC-7913 form (MECHANISM.md 10); undefined where the bidder's own did. */
  key?: Hex | undefined;
};

/** An accepted bid with its receipt: what the durable log holds. */
export type AcceptedBid = SignedBid & {
  /** EIP-712 digest of the bid. */
  bidHash: Hex;
  /** Price at which it stood when it was taken. */
  amount: bigint;
  /** Gapless within the auction, from 1. */
  sequence: number;
  /** Unix seconds by the relayer's clock. */
  receivedAt: number;
  /** Digest of the auction's previous receipt; zero for the first. */
  previous: Hex;
  receiptHash: Hex;
  receiptSignature: Hex;
  /**
   * Unix seconds of the newest Extension that was signed when it was taken, by it or before; null where there was none, or the
   * chain had it for good.
   */
  extendedTo: number | null;
  /** The receipt key's signature of that Extension. */
  extensionSignature: Hex | null;
  /** Sequence of the bid that led after this one, and the auction's price then, posts left out. */
  leader: number;
  price: bigint;
};

/** An accepted bid whose receipt, with its Extension, is yet to be signed. */
export type UnsignedBid = Omit<AcceptedBid, "receiptSignature" | "extensionSignature">;

/** What the next bid on an auction is measured against: the end of its chain of receipts. */
export type Standing = {
  readonly count: number;
  /** The bid that leads, and its price by the bids so far, posts left out. */
  readonly top: TopBid | null;
  /** Unix seconds of the last receipt; zero while there is none. */
  readonly receivedAt: number;
  /** Digest of the last receipt; zero while there is none. */
  readonly receiptHash: Hex;
  /** Unix seconds of the newest signed Extension; null where there is none, or the chain had it for good. */
  readonly extendedTo: number | null;
};

/** A leading bid: who leads and at which price, and the receipt that it got. Its maximum is the bidder's secret. */
export type TopBid = Readonly<AuctionLead & Pick<AcceptedBid, "sequence" | "receivedAt" | "bidHash" | "key">>;

export const NO_BIDS: Standing = {
  ...{ count: 0, top: null, receivedAt: 0, receiptHash: `0x${"0".repeat(64)}` },
  extendedTo: null,
};

/** What an auction stands at, posts included; undefined while nobody has bid. */
export function currentPrice(auction: AuctionOnChain, { top }: Standing): bigint | undefined {
  return priceWithPost(auction, top);
}

/** The least that the next bid must offer. */
export function minimumBid(auction: AuctionOnChain, standing: Standing): bigint {
  return minimumNextBid({ auction: auction.terms, currentPrice: currentPrice(auction, standing) });
}

/** That an auction is over, for whoever bids all the same. */
export const auctionEnded = (): Refusal =>
  new Refusal("auction_ended", "The auction takes no more bids.", { field: "auctionId" });

/**
 * Whether an auction takes this bid now, cover left out.
 *
 * @param parameters.closed - The worker has begun to settle: the outcome is chosen, whatever the clock says.
 * @param parameters.cancelling - The settler has consented to its cancel, and the consent may still be used.
 * @param parameters.receivedAt - Unix seconds at which the request arrived.
 */
export function checkBid({
  bid,
  auction,
  standing,
  closed,
  cancelling,
  receivedAt,
}: {
  bid: Pick<SignedBid, "auctionId" | "bidder" | "maxAmount">;
  auction: AuctionOnChain | undefined;
  standing: Standing;
  closed: boolean;
  cancelling: boolean;
  receivedAt: number;
}): Refusal | undefined {
  if (auction === undefined)
    return new Refusal("auction_not_found", `There is no auction ${bid.auctionId}.`, { field: "auctionId" });
  const phase = phaseOf(auction, receivedAt);
  if (!isOpen(auction) || phase === "ended" || closed) return auctionEnded();
  if (phase === "scheduled")
    return new Refusal("auction_not_started", "The auction has not started.", { field: "auctionId" });
  if (cancelling)
    return new Refusal("auction_cancelling", "The seller is about to cancel; should he not, bids count again.", {
      field: "auctionId",
    });
  if (bid.bidder === auction.terms.seller)
    return new Refusal("bidder_is_seller", "A seller cannot bid on his own auction.", { field: "bidder" });
  const { buyoutPrice } = auction.terms;
  if (buyoutPrice !== 0n && bid.maxAmount >= buyoutPrice)
    return new Refusal("bid_reaches_buyout", `The item can be bought at once for ${buyoutPrice}.`, {
      field: "maxAmount",
      values: { buyoutPrice },
    });
  const minimum = minimumBid(auction, standing);
  if (bid.maxAmount < minimum)
    return new Refusal("bid_too_low", `The next bid must be at least ${minimum}.`, {
      field: "maxAmount",
      values: { currentPrice: currentPrice(auction, standing) ?? 0n, minimum },
    });
  return undefined;
}

/**
 * Whether the bid key that signed may spend so much.
 *
 * @param cap - What it may spend on all bids together; zero where it is none of the bidder's.
 * @param used - What its bids on other auctions use of that.
 */
export function checkBidKey(
  { maxAmount }: Pick<SignedBid, "maxAmount">,
  cap: bigint,
  used: bigint,
): Refusal | undefined {
  if (cap === 0n)
    return new Refusal(
      "invalid_signature",
      "The key that signed is no bid key of the bidder: not registered, not for good yet, or removed.",
      { field: "signature" },
    );
  const remaining = cap > used ? cap - used : 0n;
  if (maxAmount <= remaining) return undefined;
  return new Refusal("bid_key_cap_exceeded", `The bid key can still bid ${remaining}.`, {
    field: "maxAmount",
    values: { remaining, required: maxAmount },
  });
}

/**
 * Whether a bid of the leader's own raises his maximum. The answer tells it: only for whom the bidder has signed.
 */
export function checkRaise({ bidder, maxAmount }: SignedBid, { top }: Standing): Refusal | undefined {
  if (top?.bidder !== bidder || maxAmount > top.maxAmount) return undefined;
  return new Refusal("bid_too_low", `Your own bid that leads goes up to ${top.maxAmount} already.`, {
    field: "maxAmount",
    values: { currentPrice: top.price, minimum: top.maxAmount + 1n },
  });
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
export function standingAfter({ count, top }: Standing, bid: UnsignedBid): Standing {
  const { bidder, maxAmount, sequence, receivedAt, bidHash, receiptHash, price, extendedTo, key } = bid;
  const isLeading = bid.leader === sequence || top === null;
  return {
    count: count + 1,
    top: isLeading
      ? { bidder, maxAmount, price, sequence, receivedAt, bidHash, ...(key && { key }) }
      : { ...top, price },
    receivedAt,
    receiptHash,
    extendedTo,
  };
}

/** At which price a bid is taken, who leads after it, and at which price. */
export function placed(
  auction: AuctionOnChain,
  { count, top }: Standing,
  bid: SignedBid,
): Pick<UnsignedBid, "amount" | "leader" | "price"> {
  const { post, terms } = auction;
  const rivalPost = post && post.bidder !== bid.bidder ? post.amount : undefined;
  const { lead, amount } = nextLead({ auction: terms, lead: top, bid, post: rivalPost });
  const leads = top === null || bid.maxAmount > top.maxAmount;
  return { amount, price: lead.price, leader: leads ? count + 1 : top.sequence };
}

/**
 * When a bid was received, never before the receipt that it follows: requests can overtake each other between their stamp
 * and the queue, and receipts of one auction must not seem to run backwards.
 */
export function receiptTime(standing: Standing, receivedAt: number): number {
  return Math.max(receivedAt, standing.receivedAt);
}
