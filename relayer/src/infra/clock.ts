import type { Block } from "../domain/chainEvents.ts";

/**
 * The relayer's clock is the chain's: time of the newest block, plus the wall time that went by since that block was first
 * seen. A local chain can be moved ahead, and blocks are seconds apart; both would mislead a plain clock of either kind.
 */
export class ChainClock {
  readonly #wall: () => number;
  #hash: string | undefined;
  #timestamp = 0;
  #seenAt = 0;
  /** Unix seconds below which it does not go. */
  #told = 0;

  /** @param wall - Milliseconds that never run backwards. */
  constructor(wall: () => number = () => performance.now()) {
    this.#wall = wall;
  }

  /**
   * Takes note of the newest block. A block that is older than the time told already does not turn it back: it stands still
   * until blocks and wall time have caught up.
   *
   * @param rewound - Whether the chain was cut back, as by a reorg or a restored snapshot: its time counts then, even an earlier.
   */
  observe(block: Pick<Block, "hash" | "timestamp">, rewound = false): void {
    if (block.hash === this.#hash) return;
    this.#told = rewound ? 0 : this.now();
    this.#hash = block.hash;
    this.#timestamp = block.timestamp;
    this.#seenAt = this.#wall();
  }

  /** Sets it on to another's time, which has seen more of the newest block than this one. */
  follow(now: number): void {
    this.#seenAt -= Math.max(0, now - this.now()) * 1000;
  }

  /** Whole unix seconds. */
  now(): number {
    if (this.#hash === undefined) return 0;
    return Math.max(this.#told, this.#timestamp + Math.floor((this.#wall() - this.#seenAt) / 1000));
  }
}
