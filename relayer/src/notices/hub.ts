import type { Address } from "viem";

/** One subscriber's wait for notices. It holds none: who reads slowly finds them in the database. */
export type NoticeWatch = {
  /** Resolves when there may be something new, after so long at most, or at the end. */
  next(timeoutMs: number): Promise<"changed" | "timeout" | "closed">;
  close(): void;
};

type Watcher = { session: string; dirty: boolean; isOpen: boolean; wake: (() => void) | undefined };

/** Wakes those who wait for an account's notices. */
export class NoticeHub {
  readonly #watchers = new Map<Address, Set<Watcher>>();
  /** Last sequence number that the watchers of an account were woken for. */
  readonly #seen = new Map<Address, number>();
  #closed = false;

  /** Open watches. */
  get size(): number {
    let size = 0;
    for (const watchers of this.#watchers.values()) size += watchers.size;
    return size;
  }

  /** Accounts with an open watch. */
  get accounts(): Address[] {
    return [...this.#watchers.keys()];
  }

  /** Wakes the watchers of these accounts. */
  changed(accounts: Iterable<Address>): void {
    for (const account of accounts) for (const watcher of this.#watchers.get(account) ?? []) wake(watcher);
  }

  /** Wakes those whose account has come further, by whichever instance's doing. */
  observe(last: ReadonlyMap<Address, number>): void {
    for (const [account, sequence] of last) {
      if (sequence <= (this.#seen.get(account) ?? 0)) continue;
      if (this.#watchers.has(account)) this.#seen.set(account, sequence);
      this.changed([account]);
    }
  }

  /** Watches an account; what is there already counts as new. */
  watch(account: Address, session: string): NoticeWatch {
    const watcher: Watcher = { session, dirty: true, isOpen: !this.#closed, wake: undefined };
    const watchers = this.#watchers.get(account);
    if (watchers) watchers.add(watcher);
    else this.#watchers.set(account, new Set([watcher]));
    return {
      next: async (timeoutMs) => {
        if (watcher.isOpen && !watcher.dirty) await sleepUntilWoken(watcher, timeoutMs);
        if (!watcher.isOpen) return "closed";
        if (!watcher.dirty) return "timeout";
        watcher.dirty = false;
        return "changed";
      },
      close: () => {
        end(watcher);
        const rest = this.#watchers.get(account);
        rest?.delete(watcher);
        if (rest?.size !== 0) return;
        this.#watchers.delete(account);
        this.#seen.delete(account);
      },
    };
  }

  /** Ends the watches of an account's sessions. */
  closeSessions(account: Address, isOver: (session: string) => boolean): void {
    for (const watcher of this.#watchers.get(account) ?? []) if (isOver(watcher.session)) end(watcher);
  }

  /** Ends all watches. */
  close(): void {
    this.#closed = true;
    for (const watchers of this.#watchers.values()) for (const watcher of watchers) end(watcher);
  }
}

function wake(watcher: Watcher): void {
  watcher.dirty = true;
  watcher.wake?.();
}

function end(watcher: Watcher): void {
  watcher.isOpen = false;
  watcher.wake?.();
}

function sleepUntilWoken(watcher: Watcher, timeoutMs: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      watcher.wake = undefined;
      resolve();
    };
    const timer = setTimeout(done, timeoutMs);
    watcher.wake = done;
  });
}
