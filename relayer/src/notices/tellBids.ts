import type { Hex } from "viem";
import { type Contender, leaderOf, type Notice, noticesOfBids, subjectOf } from "../domain/notices.ts";
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

  async tell(queries: Queries, claimed: readonly ClaimedBids[]): Promise<Notice[]> {
    const ids = claimed.map(({ auctionId }) => auctionId);
    const subjects = new Map(
      (await listEventsOf(queries, "AuctionCreated", ids)).map(({ event }) => [event.auctionId, subjectOf(event)]),
    );
    const posts = new Map(
      (await listEventsOf(queries, "BidPosted", ids)).map(({ event: { auctionId, bidder, amount } }) => [
        auctionId,
        { bidder, maxAmount: amount },
      ]),
    );
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
      const subject = subjects.get(auctionId);
      // A reorg took the auction away: whoever bid hears of it when it comes back and ends.
      if (subject === undefined) return [];
      return noticesOfBids({
        subject,
        post: posts.get(auctionId),
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
