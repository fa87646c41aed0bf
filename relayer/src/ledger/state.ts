import type { Hex } from "viem";
import { Book } from "../domain/book.ts";
import { ChainState, type Heads } from "../domain/chainState.ts";
import { Errands, isErrand } from "../domain/errands.ts";
import type { SignedTransaction } from "../domain/settlements.ts";
import { loadKeyedBids, loadStandings } from "../infra/database/bids.ts";
import { loadCancellations } from "../infra/database/cancellations.ts";
import { type Checkpoint, loadChain } from "../infra/database/chain.ts";
import type { Queries } from "../infra/database/database.ts";
import { loadSettlements, loadTransactions } from "../infra/database/settlements.ts";
import { loadNextNonce, loadWithdrawals } from "../infra/database/withdrawals.ts";

/** Everything that the relayer holds in memory: a copy of what is durable, for speed. */
export type LedgerState = {
  chain: ChainState;
  book: Book;
  /** Newest first. */
  checkpoints: Checkpoint[];
  /** Settler nonces below were handed out. */
  nextNonce: number;
  nextSettlementId: number;
  errands: Errands;
  /** Transactions of attempts in flight, oldest first. */
  transactions: SignedTransaction[];
};

/**
 * Reads the state from the database.
 *
 * @param heads - What is known of the chain's heads; undefined at start, before the chain was asked.
 */
export async function loadState(queries: Queries, heads: Heads | undefined): Promise<LedgerState> {
  const { chain, checkpoints } = await loadChainState(queries, heads);
  const book = new Book();
  for (const [auctionId, standing] of await loadStandings(queries)) book.setStanding(auctionId, standing);
  for (const { bidder, key, auction_id } of await loadKeyedBids(queries)) book.noteKey(bidder, key, auction_id);
  const { attempts, nextId } = await loadSettlements(queries);
  const errands = new Errands();
  for (const attempt of attempts)
    if (isErrand(attempt)) errands.set(attempt);
    else book.setAttempt(attempt);
  for (const withdrawal of await loadWithdrawals(queries, heads?.finalized.timestamp ?? 0))
    book.addWithdrawal(withdrawal);
  for (const cancellation of await loadCancellations(queries, heads?.finalized.timestamp ?? 0))
    book.addCancellation(cancellation);
  return {
    chain,
    book,
    checkpoints,
    nextNonce: await loadNextNonce(queries),
    nextSettlementId: nextId,
    errands,
    transactions: await loadTransactions(queries),
  };
}

/** Folds the chain's events anew. */
export async function loadChainState(
  queries: Queries,
  heads: Heads | undefined,
): Promise<{ chain: ChainState; checkpoints: Checkpoint[] }> {
  const { events, checkpoints } = await loadChain(queries);
  const chain = new ChainState();
  chain.apply(events);
  if (heads) chain.advance(heads);
  return { chain, checkpoints };
}

/** Auctions that differ between two views of the chain, for their watchers. */
export function auctionIds(state: LedgerState): Set<Hex> {
  return new Set([...state.chain.auctions()].map(({ id }) => id));
}
