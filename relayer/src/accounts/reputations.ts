import type { Address } from "viem";
import { type Reputation, reputationOf } from "../domain/reputation.ts";
import type { Queries } from "../infra/database/database.ts";
import { listDeeds } from "../infra/database/reviews.ts";

/** A reputation, and whether something newer may exist that could not be asked for. */
export type KnownReputation = Reputation & { stale: boolean };

const TTL_MS = 60_000;
const KEPT = 10_000;

export type ReputationsOptions = {
  database: Queries;
  /** Milliseconds. */
  now: () => number;
  /** Why trades may be missing; undefined if none are. */
  outage: () => string | undefined;
};

/** Reputations, remembered for a minute and forgotten at once when a trade or a review changes them. */
export class Reputations {
  readonly #options: ReputationsOptions;
  readonly #known = new Map<Address, { reputation: Reputation; until: number }>();
  /** Accounts that are being read; who changes meanwhile is taken out, for what was read may be without the change. */
  readonly #reading = new Map<Address, symbol>();

  constructor(options: ReputationsOptions) {
    this.#options = options;
  }

  /** An account's reputation. Where its source is away it is the last that was known, or a new account's, and says so. */
  async get(account: Address): Promise<KnownReputation> {
    const { database, now, outage } = this.#options;
    const known = this.#known.get(account);
    if (known && now() < known.until) return { ...known.reputation, stale: outage() !== undefined };
    const reading = Symbol();
    this.#reading.set(account, reading);
    try {
      const reputation = reputationOf(await listDeeds(database, account));
      if (this.#reading.get(account) === reading) this.#remember(account, reputation);
      return { ...reputation, stale: outage() !== undefined };
    } catch {
      return { ...(known?.reputation ?? reputationOf([])), stale: true };
    } finally {
      if (this.#reading.get(account) === reading) this.#reading.delete(account);
    }
  }

  /** Has it computed anew the next time. What was known stays for when that fails. */
  invalidate(accounts: Iterable<Address>): void {
    for (const account of accounts) {
      this.#reading.delete(account);
      const known = this.#known.get(account);
      if (known) known.until = 0;
    }
  }

  #remember(account: Address, reputation: Reputation): void {
    this.#known.delete(account);
    this.#known.set(account, { reputation, until: this.#options.now() + TTL_MS });
    if (this.#known.size <= KEPT) return;
    const [oldest] = this.#known.keys();
    if (oldest !== undefined) this.#known.delete(oldest);
  }
}
