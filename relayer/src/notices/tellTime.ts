import type { Hex } from "viem";
import {
  type AuctionOnChain,
  endsAt,
  isOpen,
  type MarketplaceTimes,
  prolonged,
  settleableAt,
} from "../domain/auctions.ts";
import { type Contender, leaderOf, type Notice, noticesOfDelay, subjectOf, unsold } from "../domain/notices.ts";
import { listEventsOf } from "../infra/database/chainEvents.ts";
import type { Queries } from "../infra/database/database.ts";
import type { LedgerState } from "../ledger/state.ts";

export type TimeTellerOptions = {
  times: MarketplaceTimes;
  /** Seconds for which a settlement may be possible and not done before people are told that it is late. */
  delay: number;
};

/** What the passing of time means to whom, and of which auctions that is all there is to say. */
export type ToldByTime = { notices: Notice[]; auctions: Hex[] };

/**
 * Says that auctions ended without a bid, or are not settled though they could have been for a while. Time is that of the last
 * final block, so that no reorg can take it back.
 *
 * @param isTold - Auctions that need no second look.
 */
export async function tellTime(
  queries: Queries,
  { chain, book }: Pick<LedgerState, "chain" | "book">,
  { times, delay }: TimeTellerOptions,
  isTold: (auctionId: Hex) => boolean,
): Promise<ToldByTime> {
  const now = chain.heads?.finalized.timestamp ?? 0;
  const over: AuctionOnChain[] = [];
  for (const onChain of chain.dueBy(now)) {
    const auction = prolonged(onChain, book.standing(onChain.id).extendedTo);
    if (isOpen(auction) && now >= endsAt(auction) && !isTold(auction.id)) over.push(auction);
  }
  if (over.length === 0) return { notices: [], auctions: [] };
  const posts = new Map<Hex, Contender>();
  for (const { event } of await listEventsOf(
    queries,
    "BidPosted",
    over.map(({ id }) => id),
  ))
    posts.set(event.auctionId, { bidder: event.bidder, maxAmount: event.amount });
  const told: ToldByTime = { notices: [], auctions: [] };
  for (const auction of over) {
    const subject = subjectOf({ auctionId: auction.id, terms: auction.terms });
    const { top } = book.standing(auction.id);
    const logged = top && { bidder: top.bidder, maxAmount: top.maxAmount };
    const leader = leaderOf([posts.get(auction.id), logged ?? undefined].filter((bid) => bid !== undefined));
    const opened = settleableAt(auction, times);
    if (leader && now < opened + delay) continue;
    told.notices.push(
      ...(leader ? noticesOfDelay(subject, leader.bidder, opened, now) : [unsold(subject, 0, endsAt(auction))]),
    );
    told.auctions.push(auction.id);
  }
  return told;
}
