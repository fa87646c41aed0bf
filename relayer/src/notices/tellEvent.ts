import type { Address, Hex } from "viem";
import type { ChainEvent } from "../domain/chainEvents.ts";
import {
  type AuctionSubject,
  type Contender,
  leaderOf,
  type Notice,
  noticeOfAcceptance,
  noticeOfCredit,
  noticeOfSale,
  noticesOfCancellation,
  noticesOfPost,
  noticesOfReturn,
  noticesOfSettlement,
  subjectOf,
} from "../domain/notices.ts";
import { listEventsOf } from "../infra/database/chainEvents.ts";
import { findLeadersBefore, listBidders, listWatchers } from "../infra/database/contenders.ts";
import type { Queries } from "../infra/database/database.ts";

/**
 * What a final event of the chain means to whom. An auction or a listing whose making is not known tells nobody anything: it is
 * older than the first block that was read.
 *
 * @param happenedAt - Unix seconds of the event's block.
 */
export async function tellEvent(queries: Queries, entry: ChainEvent, happenedAt: number): Promise<Notice[]> {
  const { event } = entry;
  switch (event.name) {
    case "ListingBought": {
      const [made] = await listEventsOf(queries, "ListingCreated", [event.listingId]);
      return made ? [noticeOfSale(event, made.event, entry, happenedAt)] : [];
    }
    case "SignedListingBought":
      return [noticeOfSale(event, event, entry, happenedAt)];
    case "OfferAccepted":
      return [
        noticeOfSale(event, event, entry, happenedAt),
        noticeOfAcceptance({ ...event, name: "OfferAccepted" }, entry, happenedAt),
      ];
    case "Credited":
      return [noticeOfCredit(event, entry, happenedAt)];
    case "BidPosted": {
      const subject = await findSubject(queries, event.auctionId);
      if (subject === undefined) return [];
      const before = await leaderBefore(queries, event.auctionId, entry);
      const watchers = (await listWatchers(queries, [event.auctionId])).get(event.auctionId) ?? [];
      return noticesOfPost({ subject, event, position: entry, before, happenedAt, watchers });
    }
    case "AuctionSettled":
    case "AuctionBoughtOut": {
      const subject = await findSubject(queries, event.auctionId);
      if (subject === undefined) return [];
      const bidders = await everyBidder(queries, event.auctionId);
      const sale = event.name === "AuctionSettled" ? event : { ...event, winner: event.buyer };
      return noticesOfSettlement({ subject, event: sale, position: entry, bidders, happenedAt });
    }
    case "AuctionReturned": {
      const subject = await findSubject(queries, event.auctionId);
      return subject ? noticesOfReturn(subject, await everyBidder(queries, event.auctionId), happenedAt) : [];
    }
    case "AuctionCancelled": {
      const subject = await findSubject(queries, event.auctionId);
      if (subject === undefined) return [];
      const watchers = (await listWatchers(queries, [event.auctionId])).get(event.auctionId) ?? [];
      return noticesOfCancellation(subject, watchers, happenedAt);
    }
    default:
      return [];
  }
}

/** What an auction's notices say of it; undefined where its making is not known. */
async function findSubject(queries: Queries, auctionId: Hex): Promise<AuctionSubject | undefined> {
  const [made] = await listEventsOf(queries, "AuctionCreated", [auctionId]);
  return made && subjectOf(made.event);
}

/** Everybody who bid in an auction, off chain or on it. */
async function everyBidder(queries: Queries, auctionId: Hex): Promise<Address[]> {
  const posts = await listEventsOf(queries, "BidPosted", [auctionId]);
  const bidders = await listBidders(queries, auctionId);
  return [...new Set([...posts.map(({ event }) => event.bidder), ...bidders])];
}

/** Who led before a bid was posted: the best earlier post, or the log's leader. */
async function leaderBefore(queries: Queries, auctionId: Hex, post: ChainEvent): Promise<Contender | undefined> {
  const earlier = (await listEventsOf(queries, "BidPosted", [auctionId])).filter((other) => isBefore(other, post));
  const everything = { auctionId, first: Number.MAX_SAFE_INTEGER, last: Number.MAX_SAFE_INTEGER };
  const logged = (await findLeadersBefore(queries, [everything])).get(auctionId);
  const posts = earlier.map(({ event }) => ({ bidder: event.bidder, maxAmount: event.amount }));
  return leaderOf(logged ? [...posts, logged] : posts);
}

const isBefore = (a: ChainEvent, b: ChainEvent): boolean =>
  a.blockNumber < b.blockNumber || (a.blockNumber === b.blockNumber && a.logIndex < b.logIndex);
