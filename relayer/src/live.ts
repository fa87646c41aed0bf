import type { Hex } from "viem";
import type { LiveStatus } from "./domain/live.ts";

/** One watcher's view of an auction. It holds no queue: who reads slowly skips states and gets the newest. */
export type Watch = {
  /** Resolves when there is something newer than what was last taken, after so long at most, or at the end. */
  next(timeoutMs: number): Promise<"changed" | "timeout" | "closed">;
  close(): void;
};

type Watcher = { dirty: boolean; wake: (() => void) | undefined };

/** Tells watchers of auctions that something changed. */
export class LiveHub {
  readonly #statusOf: (id: Hex) => LiveStatus | undefined;
  readonly #watchers = new Map<Hex, Set<Watcher>>();
  readonly #shown = new Map<Hex, LiveStatus | undefined>();
  readonly #revisions = new Map<Hex, number>();
  #revision: number;
  #closed = false;
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param statusOf - An auction's status now: time alone changes it too, with no event that tells.
   * @param revision - Where event ids begin. The wall clock, so that they grow across restarts.
   */
  constructor(statusOf: (id: Hex) => LiveStatus | undefined, revision: number = Date.now()) {
    this.#statusOf = statusOf;
    this.#revision = revision;
  }

  /** Open watches. */
  get size(): number {
    let size = 0;
    for (const watchers of this.#watchers.values()) size += watchers.size;
    return size;
  }

  /** Number of an auction's present state; grows with each change. */
  revision(id: Hex): number {
    return this.#revisions.get(id) ?? this.#revision;
  }

  /** Wakes the watchers of these auctions. */
  changed(ids: Iterable<Hex>): void {
    for (const id of ids) {
      const watchers = this.#watchers.get(id);
      if (watchers === undefined) continue;
      this.#revision += 1;
      this.#revisions.set(id, this.#revision);
      this.#shown.set(id, this.#statusOf(id));
      for (const watcher of watchers) {
        watcher.dirty = true;
        watcher.wake?.();
      }
    }
  }

  /** Wakes those whose auction has started or ended since. */
  tick(): void {
    this.changed([...this.#watchers.keys()].filter((id) => this.#shown.get(id) !== this.#statusOf(id)));
  }

  start(everyMs: number): void {
    this.#timer = setInterval(() => this.tick(), everyMs);
  }

  /** Watches one auction; the present state counts as new. */
  watch(id: Hex): Watch {
    const watcher: Watcher = { dirty: true, wake: undefined };
    const watchers = this.#watchers.get(id);
    if (watchers) watchers.add(watcher);
    else this.#watchers.set(id, new Set([watcher]));
    this.#shown.set(id, this.#statusOf(id));
    let open = true;
    return {
      next: async (timeoutMs) => {
        if (open && !this.#closed && !watcher.dirty) await sleepUntilWoken(watcher, timeoutMs);
        if (!open || this.#closed) return "closed";
        if (!watcher.dirty) return "timeout";
        watcher.dirty = false;
        return "changed";
      },
      close: () => {
        open = false;
        watcher.wake?.();
        this.#drop(id, watcher);
      },
    };
  }

  /** Ends all watches. */
  close(): void {
    this.#closed = true;
    clearInterval(this.#timer);
    for (const watchers of this.#watchers.values()) for (const watcher of watchers) watcher.wake?.();
  }

  #drop(id: Hex, watcher: Watcher): void {
    const watchers = this.#watchers.get(id);
    if (!watchers?.delete(watcher) || watchers.size > 0) return;
    this.#watchers.delete(id);
    this.#shown.delete(id);
    this.#revisions.delete(id);
  }
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
