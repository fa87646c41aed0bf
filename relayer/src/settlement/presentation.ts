import type { Address } from "viem";
import { type AuctionOnChain, endsAt, isOpen, prolonged } from "../domain/auctions.ts";
import type { AcceptedBid } from "../domain/bids.ts";
import type { ErrandPlan } from "../domain/errands.ts";
import { beats, bestPresented } from "../domain/presentedBids.ts";
import { bestBidOf, listBidSigners } from "../infra/database/bids.ts";
import { chooseWinner, type Grounds, isLeader, meansOf } from "./choice.ts";
import { type Contest, coveredTogether } from "./together.ts";

type BidsToPresent = Extract<ErrandPlan, { kind: "present" }>["bids"];

/**
 * The bid that must be presented in an auction, because somebody presented another's there, with the bids of other auctions without which
 * it is not covered; undefined where none must, or none can.
 *
 * Anybody can present a bid that was outbid. It binds the money of its bidder, which the relayer has released and who may have
 * promised it elsewhere by now, until the auction ends: not before its grace is over where it cannot be settled. Only the best
 * presented bid binds, so one of the winner's, whose money is reserved, takes its place: his highest that is covered. That is a lower one
 * than what he won with where an old bid of his own is held against him elsewhere; and where no bid of his is covered for that, what
 * outbid his old one is presented in the same call.
 */
export async function bidsToPresent(grounds: Grounds, auction: AuctionOnChain): Promise<BidsToPresent | undefined> {
  const contest = await contestOf(grounds, auction);
  if (contest === undefined) return undefined;
  const { best, winning } = contest;
  const alone = await bestCovered(grounds, auction, winning.bidder, isLeader(grounds.state, winning));
  if (alone && beats(alone, best)) return [planOf(alone)];
  const [own, ...others] = (await coveredTogether(grounds, contest, (id) => contestIn(grounds, id))) ?? [];
  return own && [planOf(own), ...others.map(planOf)];
}

/** A bidder's best bid that he can pay alone. Each key that he bid by may spend something else: what one covers another may not. */
async function bestCovered(
  grounds: Grounds,
  auction: AuctionOnChain,
  bidder: Address,
  leads: boolean,
): Promise<AcceptedBid | undefined> {
  const { queries } = grounds;
  let best: AcceptedBid | undefined;
  for (const key of await listBidSigners(queries, auction.id, bidder)) {
    const { payable } = await meansOf(grounds, auction, { bidder, ...(key && { key }) }, leads);
    const bid = await bestBidOf(queries, { auctionId: auction.id, bidder, upTo: payable, key });
    if (bid && (best === undefined || beats(bid, best))) best = bid;
  }
  return best;
}

/** What is presented in an auction and what would outbid it; undefined where bidding goes on, or the winner outbids nobody. */
async function contestOf(grounds: Grounds, auction: AuctionOnChain): Promise<Contest | undefined> {
  const best = bestPresented(auction.presented);
  const now = grounds.state.chain.heads?.head.timestamp ?? 0;
  const { extendedTo } = grounds.state.book.standing(auction.id);
  if (best === undefined || !isOpen(auction) || now < endsAt(prolonged(auction, extendedTo))) return undefined;
  // Whose money is bound elsewhere leads all the same: he is not passed over.
  const { bid: winning } = { bid: null, ...(await chooseWinner(grounds, auction, false)) };
  if (winning === null || winning.bidder === best.bidder || !beats(winning, best)) return undefined;
  return { auctionId: auction.id, best, winning };
}

async function contestIn(grounds: Grounds, auctionId: AuctionOnChain["id"]): Promise<Contest | undefined> {
  const auction = grounds.state.chain.auction(auctionId);
  return auction && contestOf(grounds, auction);
}

const planOf = ({ auctionId, bidder, maxAmount, sequence }: AcceptedBid): BidsToPresent[number] => ({
  ...{ auctionId, bidder, maxAmount, sequence },
});
