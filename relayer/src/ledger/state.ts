import type { Hex } from "viem";
import { Book } from "../domain/book.ts";
import { ChainState, type Heads } from "../domain/chainState.ts";
import { Errands, errandKinds, isErrand } from "../domain/errands.ts";
import { useIn } from "../domain/keyUse.ts";
import { isInFlight, type SignedTransaction } from "../domain/settlements.ts";
import { findStandings, listKeyedBids } from "../infra/database/bids.ts";
import { loadCancellations } from "../infra/database/cancellations.ts";
import { type Checkpoint, listOrphans, loadCheckpoints, readChainEvents } from "../infra/database/chain.ts";
import type { Database, Queries } from "../infra/database/database.ts";
import { findAttempts, listInFlight, loadTransactions, nextSettlementId } from "../infra/database/settlements.ts";
import { loadSummary } from "../infra/database/summary.ts";
import { loadNextNonce, loadWithdrawals } from "../infra/database/withdrawals.ts";

/** What is decided from: a copy of what is durable, for speed. What is over for good is no part of it. */
export type View = { chain: ChainState; book: Book; errands: Errands };

/** Everything that the relayer holds in memory. */
export type LedgerState = View & {
  /** Newest first. */
  checkpoints: Checkpoint[];
  /** Settler nonces below were handed out. */
  nextNonce: number;
  nextSettlementId: number;
  /** Transactions of attempts in flight, oldest first. */
  transactions: SignedTransaction[];
  /** Events that were read one by one: those that no summary has. */
  unsummarized: number;
};

/** Auctions that are over for good and stay in memory, those that ended last: they are still looked at. */
export const KEPT_ENDED = 1_000;

/** Auctions whose bids and attempts are read at a time. */
const CHUNK = 5_000;

/**
 * Reads the state from the database: the newest summary of the chain, what came after it, and what the relayer has decided on the auctions
 * in there.
 *
 * @param heads - What is known of the chain's heads; undefined at start, before the chain was asked.
 */
export async function loadState(queries: Queries, heads: Heads | undefined): Promise<LedgerState> {
  const { view, events } = await loadView(queries, { heads });
  return {
    ...view,
    checkpoints: await loadCheckpoints(queries),
    nextNonce: await loadNextNonce(queries),
    nextSettlementId: await nextSettlementId(queries),
    transactions: await loadTransactions(queries),
    unsummarized: events,
  };
}

/** The same where others write meanwhile: all of it as of one moment. */
export function loadStateBeside(database: Database, heads: Heads | undefined): Promise<LedgerState> {
  return database.transaction(async (queries) => {
    await queries.script("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
    return loadState(queries, heads);
  });
}

/**
 * Reads what is decided from, as of a block.
 *
 * @param options.upTo - The last block whose events count; by default all do.
 * @returns It, and how many events it took.
 */
export async function loadView(
  queries: Queries,
  { heads, upTo = Number.MAX_SAFE_INTEGER }: { heads: Heads | undefined; upTo?: number },
): Promise<{ view: View; events: number }> {
  const summary = await loadSummary(queries);
  const chain = new ChainState(summary?.chain);
  let events = 0;
  for await (const page of readChainEvents(queries, { above: summary?.block.number ?? -1, upTo })) {
    chain.apply(page);
    events += page.length;
  }
  if (heads) chain.advance(heads);
  const [book, errands] = [new Book(summary?.spent), new Errands()];
  const since = heads?.finalized.timestamp ?? summary?.block.timestamp ?? 0;
  for (const withdrawal of await loadWithdrawals(queries, since)) book.addWithdrawal(withdrawal);
  for (const cancellation of await loadCancellations(queries, since)) book.addCancellation(cancellation);
  const known = new Set([...auctionIds({ chain }), ...(await listOrphans(queries))]);
  const attempts = await listInFlight(queries);
  for (const { auctionId } of attempts) known.add(auctionId);
  const ids = [...known];
  for (let at = 0; at < ids.length; at += CHUNK) {
    const some = ids.slice(at, at + CHUNK);
    for (const [auctionId, standing] of await findStandings(queries, some)) book.setStanding(auctionId, standing);
    for (const { bidder, key, auction_id } of await listKeyedBids(queries, some)) book.noteKey(bidder, key, auction_id);
    for (const attempt of await findAttempts(queries, some))
      if (isErrand(attempt)) errands.set(attempt);
      else book.setAttempt(attempt);
  }
  return { view: { chain, book, errands }, events };
}

/**
 * Forgets what nobody's money and nobody's next step depends on any more. The database keeps it, and is asked by who wants to see it.
 *
 * @param kept - Auctions that are over for good and stay, those that ended last.
 */
export function prune(view: View, kept: number): void {
  const { chain, book, errands } = view;
  book.prune(chain);
  let surplus = chain.ended().size - kept;
  for (const id of chain.ended()) {
    if (surplus <= 0) break;
    const auction = chain.auction(id);
    const isBusy = isInFlight(book.attempt(id)) || errandKinds.some((kind) => errands.isUnderWay(id, kind));
    if (auction === undefined || !chain.isFinallyEnded(auction) || isBusy) continue;
    for (const { account, key } of book.keysOf(id))
      book.addSpent(account, key, useIn({ account, key, book, chain }, id));
    chain.forget(id);
    book.forget(id);
    errands.forget(id);
    surplus -= 1;
  }
  const pending = book.pendingNonces();
  chain.forgetWithdrawn((nonce) => pending.has(nonce));
  const attempted = book.attemptNonces();
  chain.forgetBurnt((nonce) => attempted.has(nonce));
}

/** Auctions of a view, for their watchers. */
export function auctionIds({ chain }: Pick<View, "chain">): Set<Hex> {
  return new Set([...chain.auctions()].map(({ id }) => id));
}
