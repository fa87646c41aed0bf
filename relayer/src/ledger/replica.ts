import type { Hex } from "viem";
import type { BookEntry, CosignedWithdrawal } from "../domain/book.ts";
import type { Heads } from "../domain/chainState.ts";
import type { Database } from "../infra/database/database.ts";
import type { ChainUpdate } from "./ledger.ts";
import { auctionIds, KEPT_ENDED, type LedgerState, loadStateBeside, prune } from "./state.ts";

/**
 * What became different at the writer, durable already. Entries are whole, and told in their order: hearing of one twice, or of one
 * that was read from the database before, does no harm.
 */
export type Change = {
  auctions?: readonly (readonly [Hex, BookEntry])[];
  withdrawals?: readonly CosignedWithdrawal[];
  chain?: ChainUpdate;
  heads?: Heads;
  /** Whether the writer's last write was taken, where that has changed. */
  isSound?: boolean;
  /** Unix seconds by the writer's clock, where it may have seen the newest block long ago. */
  now?: number;
  /** More than is said here: read everything anew. */
  reload?: boolean;
};

export type ReplicaOptions = {
  database: Database;
  /** Called with the auctions that changed. */
  onChange: (auctions: Set<Hex>) => void;
  /** Called with the chain's heads, and whether blocks were taken back before. */
  onHeads: (heads: Heads, isRewound: boolean) => void;
};

/** The writer's state, followed from afar: read from the database once, then kept up with what the writer tells. */
export class Replica {
  readonly #options: ReplicaOptions;
  #state: LedgerState;
  #last: Promise<void> = Promise.resolve();
  #isRewound = false;
  #isSound = true;
  #failed = false;

  constructor(options: ReplicaOptions, state: LedgerState) {
    this.#options = options;
    this.#state = state;
  }

  get state(): Readonly<LedgerState> {
    return this.#state;
  }

  /** Whether the database took what the writer last gave it. */
  get isSound(): boolean {
    return this.#isSound;
  }

  /** Takes news, after all that came before. Rejects if it or something before could not be followed. */
  take(change: Change): Promise<void> {
    this.#last = this.#last
      .then(() => this.#apply(change))
      .catch((error: unknown) => {
        this.#failed = true;
        throw error;
      });
    // Whoever cares asks `settled`; the writer's other news must not end the process.
    this.#last.catch(() => {});
    return this.#last;
  }

  /** Resolves when everything that was told until now is in the state. */
  settled(): Promise<void> {
    return this.#last;
  }

  async #apply({ auctions = [], withdrawals = [], chain, heads, reload, isSound }: Change): Promise<void> {
    if (this.#failed) throw new Error("Earlier news could not be followed.");
    const changed = new Set<Hex>();
    this.#isSound = isSound ?? this.#isSound;
    if (reload) {
      this.#state = await loadStateBeside(this.#options.database, heads ?? this.#state.chain.heads);
      for (const id of auctionIds(this.#state)) changed.add(id);
    }
    const state = this.#state;
    if (chain) for (const id of await this.#follow(state, chain)) changed.add(id);
    for (const [id, entry] of auctions) {
      // One that neither the chain nor the book has is over for good, and was forgotten.
      if (state.chain.auction(id) === undefined && !state.book.knows(id)) continue;
      state.book.setEntry(id, entry);
      changed.add(id);
    }
    for (const withdrawal of withdrawals)
      if (!state.book.withdrawals(withdrawal.account).some(({ nonce }) => nonce === withdrawal.nonce))
        state.book.addWithdrawal(withdrawal);
    if (heads) {
      state.chain.advance(heads);
      this.#options.onHeads(heads, this.#isRewound);
      this.#isRewound = false;
    }
    if (chain || heads) prune(state, KEPT_ENDED);
    if (changed.size > 0) this.#options.onChange(changed);
  }

  async #follow(state: LedgerState, { rewindTo, events, checkpoint, heads }: ChainUpdate): Promise<Set<Hex>> {
    if (rewindTo !== undefined) {
      this.#isRewound = true;
      const before = auctionIds(state);
      Object.assign(state, await loadStateBeside(this.#options.database, heads));
      return new Set([...before, ...auctionIds(state)]);
    }
    // What was read from the database came with it.
    if (checkpoint.number <= (state.checkpoints[0]?.number ?? -1)) return new Set();
    const changed = state.chain.apply(events);
    state.chain.advance(heads);
    // The newest is all that a reader needs: who becomes the writer reads them anew.
    state.checkpoints = [checkpoint];
    return changed;
  }
}
