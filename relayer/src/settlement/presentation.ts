import { type AuctionOnChain, endsAt, isOpen, prolonged } from "../domain/auctions.ts";
import type { AcceptedBid } from "../domain/bids.ts";
import { beats, bestPresented } from "../domain/presentedBids.ts";
import { bestBidOf } from "../infra/database/bids.ts";
import { chooseWinner, type Grounds, meansOf } from "./choice.ts";

/**
 * The bid that must be presented in an auction, because somebody presented another's there; undefined where none must.
 *
 * Anybody can present a bid that was outbid. It binds the money of its bidder, which the relayer has released and who may have
 * promised it elsewhere by now, until the auction ends: not before its grace is over where it cannot be settled. Only the best
 * presented bid binds, so one of the winner's, whose money is reserved, takes its place: his highest that is covered. That is a lower one
 * than what he won with where an old bid of his own is held against him elsewhere.
 */
export async function bidToPresent(grounds: Grounds, auction: AuctionOnChain): Promise<AcceptedBid | undefined> {
  const best = bestPresented(auction.presented);
  const now = grounds.state.chain.heads?.head.timestamp ?? 0;
  const { extendedTo } = grounds.state.book.standing(auction.id);
  if (best === undefined || !isOpen(auction) || now < endsAt(prolonged(auction, extendedTo))) return undefined;
  // Whose money is bound elsewhere leads all the same: he is not passed over.
  const { bid: winning } = { bid: null, ...(await chooseWinner(grounds, auction, false)) };
  if (winning === null || winning.bidder === best.bidder) return undefined;
  const isLeader = winning.sequence === grounds.state.book.standing(auction.id).top?.sequence;
  const { payable } = await meansOf(grounds, auction, winning, isLeader);
  const bid = await bestBidOf(grounds.queries, { auctionId: auction.id, bidder: winning.bidder, upTo: payable });
  return bid && beats(bid, best) ? bid : undefined;
}
