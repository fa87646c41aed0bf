import type { Block, ChainEvent } from "../../domain/chainEvents.ts";
import type { Heads } from "../../domain/chainState.ts";
import type { ChainUpdate } from "../../ledger/ledger.ts";
import type { ChainClock } from "../clock.ts";
import type { Checkpoint } from "../database/chain.ts";
import { publicReason } from "../errorText.ts";
import type { Logger } from "../logger.ts";
import type { Chain } from "./chain.ts";

/** Which block counts as final: the chain's own word, or, on a local chain, the newest. */
export type Finality = "finalized" | "latest";

/** Where the follower puts what it reads. */
export type ChainSink = {
  readonly state: { readonly checkpoints: readonly Checkpoint[] };
  applyChain(update: ChainUpdate): Promise<void>;
  advance(heads: Heads): void;
};

export type FollowerOptions = {
  chain: Chain;
  sink: ChainSink;
  clock: ChainClock;
  finality: Finality;
  /** Block of the Marketplace's deployment. */
  startBlock: number;
  log: Logger;
  /** Called when the head has moved. */
  onHead?: () => void;
};

/** Blocks asked for at a time, at most. An endpoint that refuses so many is asked for half. */
const RANGE = 2_000;

/**
 * Newest blocks that are read each by its hash. Asked for a range, a node behind a load balancer that has not seen the
 * newest blocks yet leaves their events out without a word; asked for a block that it does not know, it says so.
 */
const TAIL = 16;

const MOVED = "The chain was reorganized while it was read.";

/** What was read above a checkpoint: events up to the last block, and that block. */
type Reading = { last: Block; events: ChainEvent[] };

/** The chain changed while it was read; reading again will do. */
class MovedError extends Error {
  override readonly name = "MovedError";
}

/**
 * Follows the Marketplace's events. Each step ends in a checkpoint (number and hash of a block): when that block is no longer on
 * the chain, everything above the newest checkpoint that still is gets cut off and read anew.
 */
export class Follower {
  readonly #options: FollowerOptions;
  #current: Promise<void> | undefined;
  #next: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;
  #headHash: string | undefined;
  /** Milliseconds of the wall clock at which the chain was last read up to its head. */
  #answeredAt: number | undefined;
  #failure: string | undefined;
  #isBehind = false;
  /** Whether blocks were taken back since the clock last heard. */
  #isRewound = false;
  #range = RANGE;

  constructor(options: FollowerOptions) {
    this.#options = options;
  }

  /** Milliseconds since the chain was last read up to its head; infinite before it ever did. */
  get silence(): number {
    return this.#answeredAt === undefined ? Number.POSITIVE_INFINITY : performance.now() - this.#answeredAt;
  }

  /** Whether there is a head whose events were not followed yet: money may have left in them. */
  get isBehind(): boolean {
    return this.#isBehind;
  }

  /** Why the last reading failed; undefined if it did not. */
  get failure(): string | undefined {
    return this.#failure;
  }

  /** Reads the chain up to its head. A call during a reading waits for the next one, which surely sees what the caller did. */
  sync(): Promise<void> {
    if (this.#current === undefined) {
      this.#current = this.#read().finally(() => {
        this.#current = undefined;
      });
      return this.#current;
    }
    this.#next ??= this.#current
      .catch(() => {})
      .then(() => {
        this.#next = undefined;
        return this.sync();
      });
    return this.#next;
  }

  /** Reads again and again. */
  start(pollMs: number): void {
    const again = () => {
      if (this.#stopped) return;
      this.sync()
        .catch((error) => this.#options.log.warn({ err: error }, "the chain could not be read"))
        .finally(() => {
          if (!this.#stopped) this.#timer = setTimeout(again, pollMs);
        });
    };
    again();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#current?.catch(() => {});
  }

  async #read(): Promise<void> {
    if (this.#stopped) return;
    const { chain, finality, clock, onHead } = this.#options;
    try {
      const head = await chain.block("latest");
      const finalized = finality === "latest" ? head : await chain.block("finalized");
      const heads: Heads = { head, finalized };
      this.#isBehind ||= this.#options.sink.state.checkpoints[0]?.hash !== head.hash;
      await this.#catchUp(head, heads);
      this.#isBehind = false;
      this.#answeredAt = performance.now();
      clock.observe(head, this.#isRewound);
      this.#isRewound = false;
      this.#options.sink.advance(heads);
      this.#failure = undefined;
      if (head.hash !== this.#headHash) {
        this.#headHash = head.hash;
        onHead?.();
      }
    } catch (error) {
      this.#failure = publicReason(error);
      throw error;
    }
  }

  async #catchUp(head: Block, heads: Heads): Promise<void> {
    for (;;) {
      const [checkpoint] = this.#options.sink.state.checkpoints;
      if (checkpoint?.hash === head.hash) return;
      const ancestor = await this.#ancestor(head);
      const rewindTo = ancestor?.hash === checkpoint?.hash ? undefined : (ancestor?.number ?? this.#beforeStart());
      if (rewindTo !== undefined) {
        this.#isRewound = true;
        this.#options.log.warn({ from: checkpoint?.number, to: rewindTo }, "the chain was reorganized");
      }
      await this.#step(ancestor, head, heads, rewindTo);
    }
  }

  /** Reads one range of blocks above the ancestor and hands it on, complete and consistent. */
  async #step(
    ancestor: Checkpoint | undefined,
    head: Block,
    heads: Heads,
    rewindTo: number | undefined,
  ): Promise<void> {
    const { sink, finality } = this.#options;
    const from = (ancestor?.number ?? this.#beforeStart()) + 1;
    if (head.number < from) {
      // The chain is now shorter than what was read of it, or than the deployment's block.
      if (ancestor === undefined)
        throw new MovedError(`The chain ends at block ${head.number}, before the Marketplace.`);
      await sink.applyChain({ rewindTo, events: [], checkpoint: ancestor, heads });
      return;
    }
    // A chain whose newest block is final is one machine's: it has no node that is behind.
    const settled = finality === "latest" ? head.number : head.number - TAIL;
    const { last, events } =
      from > settled
        ? await this.#readBlocks(from, ancestor, head)
        : await this.#readRange(from, settled, ancestor, head);
    // On the way to a distant head, money and auctions are those of this block, and so must its place in time be.
    const reached: Heads =
      last.number === head.number
        ? heads
        : { head: last, finalized: heads.finalized.number < last.number ? heads.finalized : last };
    await sink.applyChain({ rewindTo, events, checkpoint: { number: last.number, hash: last.hash }, heads: reached });
  }

  /**
   * The blocks up to the head, of this chain because each is the child of the one before. Asked for at once and taken together: an instance
   * that takes over has all of them before it, and nobody can bid until it is through.
   */
  async #readBlocks(from: number, ancestor: Checkpoint | undefined, head: Block): Promise<Reading> {
    const { chain } = this.#options;
    const numbers = Array.from({ length: head.number - from + 1 }, (_, index) => from + index);
    const blocks = await Promise.all(numbers.map((number) => (number === head.number ? head : chain.block(number))));
    let parent: Pick<Block, "hash"> | undefined = ancestor;
    for (const block of blocks) {
      if (parent && block.parentHash !== parent.hash) throw new MovedError(MOVED);
      parent = block;
    }
    const events = await Promise.all(blocks.map(({ hash }) => chain.eventsIn(hash)));
    return { last: head, events: events.flat() };
  }

  /** As many blocks as the endpoint gives at a time. */
  async #readRange(from: number, limit: number, ancestor: Checkpoint | undefined, head: Block): Promise<Reading> {
    const { chain } = this.#options;
    const to = Math.min(limit, from + this.#range - 1);
    const last = to === head.number ? head : await chain.block(to);
    const events = await this.#eventsOf(from, to);
    // Logs are asked for by number: that the ends are where they were shows that they are of this chain.
    const [lastAgain, ancestorAgain] = await Promise.all([
      chain.block(to),
      ancestor && ancestor.number >= 0 ? chain.block(ancestor.number) : undefined,
    ]);
    if (lastAgain.hash !== last.hash || (ancestor && ancestorAgain?.hash !== ancestor.hash))
      throw new MovedError(MOVED);
    return { last, events };
  }

  async #eventsOf(from: number, to: number): Promise<ChainEvent[]> {
    try {
      const events = await this.#options.chain.events(from, to);
      this.#range = Math.min(RANGE, this.#range * 2);
      return events;
    } catch (error) {
      // Endpoints have as many words for a range that is too large as there are endpoints: any failure asks for less next time.
      this.#range = Math.max(1, Math.floor((to - from + 1) / 2));
      throw error;
    }
  }

  /** The newest checkpoint that is still on the chain. */
  async #ancestor(head: Block): Promise<Checkpoint | undefined> {
    const { chain, sink } = this.#options;
    for (const checkpoint of sink.state.checkpoints) {
      if (checkpoint.number > head.number) continue;
      if (checkpoint.number === head.number) {
        if (checkpoint.hash === head.hash) return checkpoint;
        continue;
      }
      if (checkpoint.hash === head.parentHash) return checkpoint;
      if ((await chain.block(checkpoint.number)).hash === checkpoint.hash) return checkpoint;
    }
    return undefined;
  }

  #beforeStart(): number {
    return this.#options.startBlock - 1;
  }
}
