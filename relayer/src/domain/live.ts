import type { Address, Hex } from "viem";
import {
  type AuctionOnChain,
  endsAt,
  isOpen,
  type MarketplaceTimes,
  type Post,
  phaseOf,
  prolonged,
  settleableAt,
  startsAt,
} from "./auctions.ts";
import { currentPrice, minimumBid, type Standing } from "./bids.ts";
import type { BookView } from "./book.ts";
import type { ChainState } from "./chainState.ts";
import { isInFlight, type SettlementAttempt, type SettlementState } from "./settlements.ts";

export const liveStatuses = ["scheduled", "live", "ended", "settling", "settled", "returned", "cancelled"] as const;
export type LiveStatus = (typeof liveStatuses)[number];

/** An auction as its watchers see it. Times in unix seconds. */
export type LiveAuction = {
  id: Hex;
  status: LiveStatus;
  seller: Address;
  startPrice: bigint;
  reservePrice: bigint;
  incrementBps: number;
  startsAt: number;
  endsAt: number;
  /** Which of `endsAt` the chain has: less while a signed Extension is on its way there. */
  chainEndsAt: number;
  settleableAt: number;
  topBid: { bidder: Address; amount: bigint; sequence: number; receivedAt: number } | null;
  /** The best posted bid. */
  post: Post | null;
  /** Who would win now, at which price; null while nobody has bid. */
  leader: Address | null;
  currentPrice: bigint | null;
  bidCount: number;
  minimumBid: bigint;
  settlement: {
    state: SettlementState;
    winner: Address;
    amount: bigint;
    transaction: Hex | null;
    reason: string | null;
  } | null;
};

type Known = { chain: Pick<ChainState, "auction">; book: Pick<BookView, "standing" | "attempt"> };

/** What watchers see of an auction at this moment. */
export function liveAuction({
  auction: onChain,
  standing,
  attempt,
  isFinal,
  times,
  now,
}: {
  auction: AuctionOnChain;
  standing: Standing;
  attempt: SettlementAttempt | undefined;
  /** Whether the auction's end can no longer be taken back. */
  isFinal: boolean;
  times: MarketplaceTimes;
  now: number;
}): LiveAuction {
  const auction = prolonged(onChain, standing.extendedTo);
  const { seller, startPrice, reservePrice, incrementBps } = auction.terms;
  const { top } = standing;
  const price = currentPrice(auction, standing);
  const leads = top !== null && price !== undefined && leaderOf(auction, standing) === top.bidder;
  return {
    id: auction.id,
    status: liveStatus(auction, attempt, now),
    seller,
    startPrice,
    reservePrice,
    incrementBps: Number(incrementBps),
    startsAt: startsAt(auction),
    endsAt: endsAt(auction),
    chainEndsAt: endsAt(onChain),
    settleableAt: settleableAt(auction, times),
    topBid: top && {
      bidder: top.bidder,
      amount: leads ? price : top.price,
      sequence: top.sequence,
      receivedAt: top.receivedAt,
    },
    post: auction.post ?? null,
    leader: leaderOf(auction, standing),
    currentPrice: price ?? null,
    bidCount: standing.count,
    minimumBid: minimumBid(auction, standing),
    settlement: settlementOf(auction, attempt, isFinal),
  };
}

/** The better of the best off-chain bid and the best post: ties go to the post (MECHANISM.md 19). */
function leaderOf({ post }: AuctionOnChain, { top }: Standing): Address | null {
  if (post === undefined || top === null) return post?.bidder ?? top?.bidder ?? null;
  return post.amount >= top.maxAmount ? post.bidder : top.bidder;
}

/** How an auction stands now, in one word; undefined for one that the chain does not know. */
export function statusOf({ chain, book }: Known, id: Hex, now: number): LiveStatus | undefined {
  const auction = chain.auction(id);
  return auction && liveStatus(prolonged(auction, book.standing(id).extendedTo), book.attempt(id), now);
}

/** The same of one by the relayer's clock. */
function liveStatus(auction: AuctionOnChain, attempt: SettlementAttempt | undefined, now: number): LiveStatus {
  if (auction.status === "settled" || auction.status === "returned" || auction.status === "cancelled")
    return auction.status;
  if (isOpen(auction) && attempt?.plan.kind === "settle" && isInFlight(attempt)) return "settling";
  return attempt === undefined ? phaseOf(auction, now) : "ended";
}

function settlementOf(
  auction: AuctionOnChain,
  attempt: SettlementAttempt | undefined,
  isFinal: boolean,
): LiveAuction["settlement"] {
  if (attempt?.plan.kind === "settle") {
    const { state, transaction, reason, plan } = attempt;
    return { state, winner: plan.winner, amount: plan.amount, transaction, reason };
  }
  if (auction.outcome === undefined || auction.ended === undefined) return null;
  // Settled without this relayer's doing: by another, with a bid log that this one does not have.
  const { winner, amount } = auction.outcome;
  return { state: isFinal ? "final" : "mined", winner, amount, transaction: auction.ended.transaction, reason: null };
}
