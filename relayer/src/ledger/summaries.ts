import type { Heads } from "../domain/chainState.ts";
import type { Queries } from "../infra/database/database.ts";
import type { Summary } from "../infra/database/summary.ts";
import { loadView, prune } from "./state.ts";

/** Events between two summaries, at least. */
const LEAST = 2_000;

/**
 * Says when the chain is to be summed up anew: once as many events came as the last summary took entries, so that the work for it stays in
 * proportion to what happens, and a start reads at most twice what there is to know.
 */
export class SummaryClock {
  #waiting: number;
  #dueAt: number;

  /** @param waiting - Events that no summary has. */
  constructor(waiting: number, least = LEAST) {
    this.#waiting = waiting;
    this.#dueAt = least;
  }

  /** Counts events. */
  note(events: number): void {
    this.#waiting += events;
  }

  get isDue(): boolean {
    return this.#waiting >= this.#dueAt;
  }

  /** Goes on from a summary of so many events, with so many entries; or from one that failed. */
  done(events: number, entries: number, least = LEAST): void {
    this.#waiting -= events;
    this.#dueAt = this.#waiting + Math.max(least, entries);
  }
}

/** Sums up what the events up to a final block came to. What it reads never changes, so others may write meanwhile. */
export async function summarize(
  queries: Queries,
  finalized: Heads["finalized"],
): Promise<{ summary: Summary; events: number; entries: number }> {
  // Of the head only the number and the time count here.
  const heads: Heads = { head: { ...finalized, hash: "0x" }, finalized };
  const { view, events } = await loadView(queries, { heads, upTo: finalized.number });
  prune(view, 0);
  const chain = view.chain.summary();
  const entries = Object.values(chain).reduce((sum, list) => sum + list.length, 0);
  return { summary: { block: finalized, chain, spent: view.book.allSpent() }, events, entries };
}
