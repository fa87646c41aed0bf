import type { Hex } from "viem";
import type { AuctionOnChain } from "./domain/auctions.ts";
import { NO_BIDS, type Standing } from "./domain/bids.ts";
import { ChainState } from "./domain/chainState.ts";
import { isErrand } from "./domain/errands.ts";
import type { SettlementAttempt } from "./domain/settlements.ts";
import { findStandings } from "./infra/database/bids.ts";
import { listEventsOfAuctions } from "./infra/database/chainEvents.ts";
import type { Queries } from "./infra/database/database.ts";
import { findAttempts } from "./infra/database/settlements.ts";
import type { LedgerPort } from "./ledger/ledger.ts";

/** An auction that is over for good, and how: none of it changes any more. */
export type EndedAuction = {
  auction: AuctionOnChain;
  standing: Standing;
  attempt: SettlementAttempt | undefined;
};

/** Those that were asked for last stay in memory. */
const REMEMBERED = 1_000;

/** Auctions that the relayer no longer holds in memory because they are over for good, read from the database when somebody asks. */
export class EndedAuctions {
  readonly #queries: Queries;
  readonly #ledger: Pick<LedgerPort, "state">;
  /** By the state of the chain that knew them no more: after a reorg there is another. Those asked for last come last. */
  readonly #remembered = new WeakMap<ChainState, Map<Hex, EndedAuction>>();

  constructor(queries: Queries, ledger: Pick<LedgerPort, "state">) {
    this.#queries = queries;
    this.#ledger = ledger;
  }

  /** One that was found before and is still remembered. */
  peek(id: Hex): EndedAuction | undefined {
    const remembered = this.#memory();
    const found = remembered.get(id);
    if (found) {
      remembered.delete(id);
      remembered.set(id, found);
    }
    return found;
  }

  /** Reads those that are not remembered, so that `peek` has all of these that there are. */
  async find(ids: readonly Hex[]): Promise<void> {
    const remembered = this.#memory();
    const unknown = ids.filter((id) => this.peek(id) === undefined);
    if (unknown.length === 0) return;
    const { chain } = this.#ledger.state;
    for (const ended of await readEnded(this.#queries, unknown))
      if (chain.isFinallyEnded(ended.auction)) remembered.set(ended.auction.id, ended);
    for (const id of remembered.keys()) {
      if (remembered.size <= REMEMBERED) break;
      remembered.delete(id);
    }
  }

  #memory(): Map<Hex, EndedAuction> {
    const { chain } = this.#ledger.state;
    let remembered = this.#remembered.get(chain);
    if (remembered === undefined) {
      remembered = new Map();
      this.#remembered.set(chain, remembered);
    }
    return remembered;
  }
}

/** Reads those of some auctions that are over, by the events that were kept. */
export async function readEnded(queries: Queries, ids: readonly Hex[]): Promise<EndedAuction[]> {
  const chain = new ChainState();
  chain.apply(await listEventsOfAuctions(queries, ids));
  const over = [...chain.ended()];
  if (over.length === 0) return [];
  const standings = await findStandings(queries, over);
  const attempts = new Map<Hex, SettlementAttempt>();
  for (const attempt of await findAttempts(queries, over))
    if (!isErrand(attempt)) attempts.set(attempt.auctionId, attempt);
  return over.flatMap((id) => {
    const auction = chain.auction(id);
    return auction ? [{ auction, standing: standings.get(id) ?? NO_BIDS, attempt: attempts.get(id) }] : [];
  });
}
