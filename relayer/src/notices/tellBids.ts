import type { Address, Hex } from "viem";
import type { ChainState } from "../domain/chainState.ts";
import {
  type AuctionSubject,
  type Contender,
  leaderOf,
  type Notice,
  noticesOfBids,
  subjectOf,
} from "../domain/notices.ts";
import { listEventsOf } from "../infra/database/chainEvents.ts";
import { findLeadersBefore, listContests, listWatchers } from "../infra/database/contenders.ts";
import type { Queries } from "../infra/database/database.ts";
import type { ClaimedBids } from "../infra/database/outbox.ts";

/** Leaders that are remembered: a busy auction's whole log is not searched for each bid. */
const REMEMBERED = 10_000;

/** Says what accepted bids mean to whom. */
export class BidTeller {
  /** Who leads the log up to a sequence number, which never changes: bids are only appended. */
  readonly #leaders = new Map<Hex, { leader: Contender; through: number }>();

  async tell(queries: Queries, claimed: readonly ClaimedBids[], chain: Pick<ChainState, "auction">): Promise<Notice[]> {
    const ids = claimed.map(({ auctionId }) => auctionId);
    const auctions = await findAuctions(queries, ids, chain);
    const watchers = await listWatchers(queries, ids);
    const contests = await listContests(queries, claimed);
    const unknown = claimed.filter(({ auctionId, first }) => this.#leaders.get(auctionId)?.through !== first - 1);
    const found = await findLeadersBefore(queries, unknown);
    return claimed.flatMap(({ auctionId, first, last }) => {
      const known = this.#leaders.get(auctionId);
      const before = known?.through === first - 1 ? known.leader : found.get(auctionId);
      const contest = contests.get(auctionId);
      if (contest === undefined) throw new Error(`The log lacks bid ${last} of auction ${auctionId}.`);
      const { contenders } = contest;
      this.#remember(auctionId, leaderOf(before ? [before, ...contenders] : contenders), last);
      const auction = auctions.get(auctionId);
      // A reorg took the auction away: whoever bid hears of it when it comes back and ends.
      if (auction === undefined) return [];
      return noticesOfBids({
        ...auction,
        before,
        bids: last - first + 1,
        contest,
        watchers: watchers.get(auctionId) ?? [],
      });
    });
  }

  #remember(auctionId: Hex, leader: Contender | undefined, through: number): void {
    this.#leaders.delete(auctionId);
    if (leader === undefined) return;
    this.#leaders.set(auctionId, { leader, through });
    if (this.#leaders.size <= REMEMBERED) return;
    const [oldest] = this.#leaders.keys();
    if (oldest !== undefined) this.#leaders.delete(oldest);
  }
}

type KnownAuction = {
  subject: AuctionSubject;
  /** The best bid posted on chain. */
  post: Contender | undefined;
};

const contenderOf = ({ bidder, amount }: { bidder: Address; amount: bigint }): Contender => ({
  bidder,
  maxAmount: amount,
});

/** Those of some auctions that there are: from memory, and where they are over and forgotten by their events. */
async function findAuctions(
  queries: Queries,
  ids: readonly Hex[],
  chain: Pick<ChainState, "auction">,
): Promise<Map<Hex, KnownAuction>> {
  const found = new Map<Hex, KnownAuction>();
  const forgotten: Hex[] = [];
  for (const auctionId of ids) {
    const auction = chain.auction(auctionId);
    if (auction === undefined) forgotten.push(auctionId);
    else {
      const subject = subjectOf({ auctionId, terms: auction.terms });
      found.set(auctionId, { subject, post: auction.post && contenderOf(auction.post) });
    }
  }
  if (forgotten.length === 0) return found;
  for (const { event } of await listEventsOf(queries, "AuctionCreated", forgotten))
    found.set(event.auctionId, { subject: subjectOf(event), post: undefined });
  for (const { event } of await listEventsOf(queries, "BidPosted", forgotten)) {
    const auction = found.get(event.auctionId);
    if (auction) auction.post = contenderOf(event);
  }
  return found;
}
