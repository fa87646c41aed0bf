import { minimumNextBid } from "@plaza/sdk";
import type { AuctionCore } from "@plaza/sdk/graphql";
import type { LiveAuction } from "@plaza/sdk/relayer";
import { type Address, isAddressEqual } from "viem";
import type { Auction } from "../../data/model.ts";

/** Where an auction stands, in the relayer's words; the chain's where the relayer does not answer. */
export type StandingStatus = LiveAuction["status"];

const CHAIN_WORDS: Record<Auction["status"], StandingStatus> = {
  SCHEDULED: "scheduled",
  LIVE: "live",
  ENDED: "ended",
  FINALIZING: "settling",
  SETTLED: "settled",
  RETURNED: "returned",
  CANCELLED: "cancelled",
};

/** Nothing can happen to it any more. */
export const CLOSED: readonly StandingStatus[] = ["settled", "returned", "cancelled"];

/** The chain has the last word once it has spoken; until then the relayer knows more; and time decides between its answers. */
export function standingStatus(auction: Auction, live: LiveAuction | undefined, now: number): StandingStatus {
  const onChain = CHAIN_WORDS[auction.status];
  if (CLOSED.includes(onChain)) return onChain;
  const status = live?.status ?? onChain;
  const endsAt = endOf(auction, live);
  if (status === "scheduled" && now >= auction.start) return now >= endsAt ? "ended" : "live";
  if (status === "live" && now >= endsAt) return "ended";
  return status;
}

/** When bidding ends, unix seconds: the relayer hears of an extension first. */
export function endOf(auction: AuctionCore, live: LiveAuction | undefined): number {
  return live === undefined ? auction.endsAt : Math.floor(live.endsAt.getTime() / 1_000);
}

/** What the first bid must offer; what an auction without bids is shown with. */
export function firstBid({ startPrice, reservePrice, incrementBps }: AuctionCore): bigint {
  return minimumNextBid({ auction: { startPrice, reservePrice, incrementBps } });
}

/** The bid that would win now: the best that the relayer took, or one that was posted on the chain. */
export interface StandingBid {
  bidder: Address;
  amount: bigint;
  isPosted: boolean;
}

/** Null while nobody has bid. */
export function standingBid(live: Leading | undefined): StandingBid | null {
  if (live === undefined || live.leader === null || live.currentPrice === null) return null;
  const { leader: bidder, currentPrice: amount, post } = live;
  return { bidder, amount, isPosted: post !== null && post.amount === amount && isAddressEqual(post.bidder, bidder) };
}

type Leading = Pick<LiveAuction, "leader" | "currentPrice" | "post">;

/** Whether `account` has the bid that stands. */
export function leads(live: Leading | undefined, account: Address | undefined): boolean {
  const bid = standingBid(live);
  return bid !== null && account !== undefined && isAddressEqual(bid.bidder, account);
}
