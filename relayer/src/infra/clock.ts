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

  /** @param wall - Milliseconds that never run backwards. */
  constructor(wall: () => number = () => performance.now()) {
    this.#wall = wall;
  }

  /** Takes note of the newest block. */
  observe(block: Pick<Block, "hash" | "timestamp">): void {
    if (block.hash === this.#hash) return;
    this.#hash = block.hash;
    this.#timestamp = block.timestamp;
    this.#seenAt = this.#wall();
  }

  /** Whole unix seconds. */
  now(): number {
    return this.#timestamp + Math.floor((this.#wall() - this.#seenAt) / 1000);
  }
}
