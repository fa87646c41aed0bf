import type { Hex } from "viem";
import type { Logger } from "../../infra/logger.ts";
import type { LedgerState } from "../../ledger/state.ts";
import type { Leader } from "../lease.ts";
import type { HotBook, HotEntry } from "./hotBook.ts";
import { seal } from "./seal.ts";

/** How often the writer vouches for the book. */
const BEAT_MS = 500;

const CHUNK = 200;

/** Beats for which a book may claim a later epoch than that of who holds the lease, whose own beats ask Postgres meanwhile. */
const MAX_REFUSALS = 5;

/** The writer's side of the hot book: tells it what is durable, beside the way of bids. Where Redis is away nothing waits for it. */
export class HotBookTeller {
  readonly #book: HotBook;
  readonly #leader: Pick<Leader, "epoch" | "token">;
  readonly #state: () => Readonly<LedgerState>;
  readonly #log: Pick<Logger, "info">;
  readonly #changed = new Set<Hex>();
  readonly #timer: NodeJS.Timeout;
  #revision = 0;
  #refusals = 0;
  #isWhole = false;
  /** Whether the last try came to nothing. */
  #isAway = false;
  #telling: Promise<void> | undefined;

  constructor(
    book: HotBook,
    leader: Pick<Leader, "epoch" | "token">,
    state: () => Readonly<LedgerState>,
    log: Pick<Logger, "info">,
  ) {
    this.#book = book;
    this.#leader = leader;
    this.#state = state;
    this.#log = log;
    this.#timer = setInterval(() => this.#poke(), BEAT_MS);
  }

  /** Whether all standings are there, and this writer vouches for them. */
  get isWhole(): boolean {
    return this.#isWhole && !this.#isAway;
  }

  /** Tells of auctions that a commit has changed; those of commits that follow at once are told with them. */
  changed(auctions: Iterable<Hex>): void {
    for (const id of auctions) this.#changed.add(id);
    this.#poke();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#telling;
  }

  #poke(): void {
    this.#telling ??= new Promise((resolve) => setImmediate(resolve))
      .then(() => this.#tell())
      .then(
        () => {
          this.#isAway = false;
        },
        // Nobody vouches for the book then, and it is told again at the next beat.
        () => {
          this.#isAway = true;
        },
      )
      .finally(() => {
        this.#telling = undefined;
      });
  }

  async #tell(): Promise<void> {
    const { epoch } = this.#leader;
    if (!this.#isWhole) return this.#tellAll();
    const ids = [...this.#changed];
    for (const id of ids) this.#changed.delete(id);
    try {
      this.#isWhole = await this.#book.put(epoch, this.#entries(ids));
    } catch (error) {
      for (const id of ids) this.#changed.add(id);
      throw error;
    }
  }

  async #tellAll(): Promise<void> {
    const { epoch } = this.#leader;
    if (!(await this.#book.begin(epoch, this.#refusals >= MAX_REFUSALS))) {
      this.#refusals += 1;
      return;
    }
    this.#refusals = 0;
    this.#changed.clear();
    const { chain } = this.#state();
    const ids = [...chain.auctions()].flatMap((auction) => (chain.isFinallyEnded(auction) ? [] : [auction.id]));
    for (let at = 0; at < ids.length; at += CHUNK)
      if (!(await this.#book.put(epoch, this.#entries(ids.slice(at, at + CHUNK))))) return;
    this.#isWhole = (await this.#book.put(epoch, [])) && (await this.#book.complete(epoch));
    if (this.#isWhole) this.#log.info({ epoch, auctions: ids.length }, "standings are in Redis");
  }

  #entries(ids: readonly Hex[]): HotEntry[] {
    const { book } = this.#state();
    return ids.map((auctionId) => {
      const entry = book.entry(auctionId);
      this.#revision += 1;
      const place = { auctionId, revision: this.#revision, sequence: entry.standing.count };
      return { ...place, value: seal(this.#leader, place, entry) };
    });
  }
}
