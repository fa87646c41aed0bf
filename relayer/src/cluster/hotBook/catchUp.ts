import type { BookEntry } from "../../domain/book.ts";
import type { Logger } from "../../infra/logger.ts";
import type { Replica } from "../../ledger/replica.ts";
import type { Leader } from "../lease.ts";
import type { HotBook, HotPlace } from "./hotBook.ts";
import { unseal } from "./seal.ts";

/** Between two readings of the whole state: it costs the database something. */
const DATABASE_MS = 2_000;

/**
 * Keeps an instance near the writer while it has no connection to it, for reads and streams: by the hot book where that is to be trusted,
 * else by the database, which is slower and always right.
 */
export class CatchUp {
  readonly #hotBook: HotBook | undefined;
  readonly #log: Pick<Logger, "warn">;
  #place: HotPlace = { epoch: -1, revision: 0 };
  #readAt = Number.NEGATIVE_INFINITY;
  #running = false;
  #isByHotBook = false;

  constructor(hotBook: HotBook | undefined, log: Pick<Logger, "warn">) {
    this.#hotBook = hotBook;
    this.#log = log;
  }

  /** Whether what it took in last came from the hot book. */
  get isByHotBook(): boolean {
    return this.#isByHotBook;
  }

  /**
   * Takes in what is new. Only one runs at a time.
   *
   * @param leader - Who was the writer last, as far as is known.
   * @param isWanted - Whether the instance still has no connection.
   */
  async run(replica: Replica, leader: Leader | undefined, isWanted: () => boolean): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    try {
      this.#isByHotBook = await this.#byHotBook(replica, leader, isWanted);
      if (this.#isByHotBook) return;
      if (performance.now() - this.#readAt < DATABASE_MS || !isWanted()) return;
      await replica.take({ reload: true });
      this.#readAt = performance.now();
    } catch {
      this.#readAt = performance.now();
      // Neither answers: what was seen last stays.
    } finally {
      this.#running = false;
    }
  }

  async #byHotBook(replica: Replica, leader: Leader | undefined, isWanted: () => boolean): Promise<boolean> {
    if (this.#hotBook === undefined || leader === undefined) return false;
    try {
      const news = await this.#hotBook.read(this.#place);
      if (news?.place.epoch !== leader.epoch) return false;
      const auctions = news.entries.map((entry) => [entry.auctionId, unseal(leader, entry)] as const);
      if (!isWanted()) return true;
      await replica.take({ auctions: auctions.filter(([id, entry]) => isNewer(entry, replica.state.book.entry(id))) });
      this.#place = news.place;
      return true;
    } catch (error) {
      this.#log.warn({ err: error }, "Redis could not be read; the database is");
      return false;
    }
  }
}

/** Neither bids nor attempts to settle are ever taken back. */
const isNewer = (entry: BookEntry, known: BookEntry): boolean =>
  entry.standing.count >= known.standing.count && (entry.attempt?.id ?? 0) >= (known.attempt?.id ?? 0);
