import type { Queries } from "./database.ts";

/** Transactions between two looks at how much was written. */
const LOOK_EVERY = 500;

/** Bytes of its journal after which a database is tidied up. */
const JOURNAL_BYTES = 64 * 2 ** 20;

/** Queues and counters, whose rows are deleted and replaced all the time. What only grows needs none of this. */
const TIDY = ["bid_outbox", "chain_outbox", "order_outbox", "notice_heads", "chain_blocks", "orders"].map(
  (table) => `VACUUM ANALYZE ${table}`,
);

/**
 * Does for an embedded database what a server's processes beside it do, which it does not have: without checkpoints its journal grows for as
 * long as it runs, and all of that is read again after it was killed; without VACUUM queues only ever grow.
 */
export class Upkeep {
  readonly #queries: Pick<Queries, "query" | "script">;
  readonly #journalBytes: number;
  #transactions = 0;
  #current: Promise<void> | undefined;

  constructor(queries: Pick<Queries, "query" | "script">, journalBytes = JOURNAL_BYTES) {
    this.#queries = queries;
    this.#journalBytes = journalBytes;
  }

  /** Takes note of a transaction. Where it is time to tidy up, that begins beside whatever follows. */
  note(): void {
    this.#transactions += 1;
    if (this.#transactions < LOOK_EVERY || this.#current) return;
    this.#transactions = 0;
    // What fails is tried again in a while; whoever writes hears of it himself.
    this.#current = this.run()
      .catch(() => {})
      .finally(() => {
        this.#current = undefined;
      });
  }

  /** Tidies up if enough was written, one statement after the other so that others come in between. */
  async run(): Promise<void> {
    const [journal] = await this.#queries.query<{ written: string }>(
      "SELECT pg_current_wal_lsn() - redo_lsn AS written FROM pg_control_checkpoint()",
    );
    if (Number(journal?.written ?? 0) < this.#journalBytes) return;
    for (const statement of [...TIDY, "CHECKPOINT"]) await this.#queries.script(statement);
  }

  /** Waits for what was begun. */
  async close(): Promise<void> {
    await this.#current;
  }
}
