import type { Hex } from "viem";
import type { LiveStatus } from "./domain/live.ts";

/** One watcher's place at an auction. */
export type Watch = { close(): void };

type Watcher = {
  /** Called when there is something newer. It must not wait: who is not ready asks for the newest state later. */
  wake: () => void;
  /** Called when all watches end. */
  end: () => void;
};

/** Watchers woken before other work has its turn: five thousand on one auction must not hold up its bids. */
const SLICE = 128;

/** Tells watchers of auctions that something changed. */
export class LiveHub {
  readonly #statusOf: (id: Hex) => LiveStatus | undefined;
  readonly #watchers = new Map<Hex, Set<Watcher>>();
  readonly #shown = new Map<Hex, LiveStatus | undefined>();
  readonly #revisions = new Map<Hex, number>();
  /** Auctions whose watchers are yet to be woken. However often one changes meanwhile, they are woken once. */
  readonly #pending = new Set<Hex>();
  #isWaking = false;
  #revision: number;
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

  isWatched(id: Hex): boolean {
    return this.#watchers.has(id);
  }

  /** Number of an auction's present state; grows with each change. */
  revision(id: Hex): number {
    return this.#revisions.get(id) ?? this.#revision;
  }

  /** Wakes the watchers of these auctions. */
  changed(ids: Iterable<Hex>): void {
    for (const id of ids) {
      if (!this.#watchers.has(id)) continue;
      this.#revision += 1;
      this.#revisions.set(id, this.#revision);
      this.#shown.set(id, this.#statusOf(id));
      this.#pending.add(id);
    }
    if (this.#pending.size > 0 && !this.#isWaking) void this.#wakeAll();
  }

  /** Wakes those whose auction has started or ended since. */
  tick(): void {
    this.changed([...this.#watchers.keys()].filter((id) => this.#shown.get(id) !== this.#statusOf(id)));
  }

  start(everyMs: number): void {
    this.#timer = setInterval(() => this.tick(), everyMs);
  }

  /** Watches one auction, whose present state the watcher has to look at himself. */
  watch(id: Hex, watcher: Watcher): Watch {
    const watchers = this.#watchers.get(id);
    if (watchers) watchers.add(watcher);
    else this.#watchers.set(id, new Set([watcher]));
    this.#revisions.set(id, this.revision(id));
    this.#shown.set(id, this.#statusOf(id));
    return { close: () => this.#drop(id, watcher) };
  }

  /** Ends all watches. */
  close(): void {
    clearInterval(this.#timer);
    for (const watchers of this.#watchers.values()) for (const { end } of watchers) end();
  }

  async #wakeAll(): Promise<void> {
    this.#isWaking = true;
    let woken = 0;
    for (const id of this.#pending) {
      this.#pending.delete(id);
      for (const { wake } of this.#watchers.get(id) ?? []) {
        wake();
        woken += 1;
        if (woken % SLICE === 0) await new Promise((resolve) => setImmediate(resolve));
      }
    }
    this.#isWaking = false;
  }

  #drop(id: Hex, watcher: Watcher): void {
    const watchers = this.#watchers.get(id);
    if (!watchers?.delete(watcher) || watchers.size > 0) return;
    this.#watchers.delete(id);
    this.#shown.delete(id);
    this.#revisions.delete(id);
  }
}
