import type { Address, Hex } from "viem";
import { type OrderStanding, type SignedOrder, standingOf } from "../domain/orders.ts";
import { DependencyAwayError } from "../infra/breaker.ts";
import type { Chain } from "../infra/chain/chain.ts";
import type { Database } from "../infra/database/database.ts";
import {
  busiestTokens,
  claimDueOrders,
  type DueOrder,
  listFilled,
  postponeOrder,
  saveStanding,
  touchAllOrders,
  touchExpiredOrders,
  touchOrdersOf,
} from "../infra/database/orders.ts";
import type { Logger } from "../infra/logger.ts";
import type { LedgerPort } from "../ledger/ledger.ts";

export type OrderKeeperOptions = {
  database: Database;
  ledger: Pick<LedgerPort, "state">;
  chain: Pick<Chain, "block" | "orderFacts" | "orderMoves">;
  /** Milliseconds, the same for all instances. */
  wall: () => number;
  log: Logger;
};

/** Orders that are looked at at a time: so many calls are open at the node's. */
const BATCH = 16;

/** How long nobody else looks at an order that one looks at. Longer than any call takes. */
const LEASE_MS = 60_000;

/** How soon an order is looked at though nothing is known to have happened to it. */
const RECHECK_MS = 60_000;

/** How soon one that has ended is looked at to see whether that is final, and one that could not be looked at. */
const CONFIRM_MS = 15_000;
const RETRY_MS = 5_000;

/** Collections whose transfers and approvals are followed; orders on others are only looked at every so often. */
const FOLLOWED_TOKENS = 100;

/** Blocks that are searched for transfers. After a longer pause everything is looked at. */
const MAX_BLOCKS = 500;

type Seen = { number: number; hash: Hex };

/**
 * Keeps the book of signed orders true to the chain. What an order needs is asked of the chain itself, so that no event has to be
 * counted and a reorg is only another reason to ask; events tell which orders to look at first. Any number of instances may run it.
 */
export class OrderKeeper {
  readonly #options: OrderKeeperOptions;
  /** Up to where the chain was searched for reasons to look. */
  #seen: Seen | undefined;
  /** When all orders were looked at for want of knowing what had moved. */
  #allTouchedAt = Number.NEGATIVE_INFINITY;
  #current: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;
  /** Whether the last round was cut short: said when it begins and when it ends. */
  #isBehind = false;

  constructor(options: OrderKeeperOptions) {
    this.#options = options;
  }

  /** Looks at all that is due. A call during a round waits for one that begins after it. */
  async tick(): Promise<void> {
    await this.#current;
    this.#current ??= this.#round().finally(() => {
      this.#current = undefined;
    });
    await this.#current;
  }

  start(everyMs: number): void {
    this.#timer = setInterval(() => {
      if (this.#current === undefined) void this.tick();
    }, everyMs);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#current;
  }

  /**
   * Where an order stands at the newest block that was read, and which that is.
   *
   * @throws Whatever keeps the chain from answering.
   */
  async look(order: SignedOrder): Promise<{ standing: OrderStanding; block: number } | undefined> {
    const { head } = this.#options.ledger.state.chain.heads ?? {};
    return head && { standing: await this.#standingAt(order, head), block: head.number };
  }

  async #round(): Promise<void> {
    try {
      await this.#findReasons();
      while (!this.#stopped && (await this.#lookAtSome()));
      if (this.#isBehind) this.#options.log.info("the book of orders has caught up with the chain");
      this.#isBehind = false;
    } catch (error) {
      if (!this.#isBehind) this.#options.log.warn({ err: error }, "the book of orders is behind the chain");
      this.#isBehind = true;
    }
  }

  /** Marks the orders that new blocks may have changed. */
  async #findReasons(): Promise<void> {
    const { database, chain, ledger } = this.#options;
    const { head } = ledger.state.chain.heads ?? {};
    const seen = this.#seen;
    if (head === undefined || head.hash === seen?.hash) return;
    const follows =
      seen !== undefined &&
      seen.number < head.number &&
      head.number - seen.number <= MAX_BLOCKS &&
      (await chain.block(seen.number)).hash === seen.hash;
    const movers = follows ? await this.#moversIn(seen.number + 1, head.number) : undefined;
    if (movers === undefined) await touchAllOrders(database);
    else if (movers.length > 0) await touchOrdersOf(database, movers);
    await touchExpiredOrders(database, head.timestamp);
    this.#seen = { number: head.number, hash: head.hash };
  }

  /**
   * Accounts in whose orders something may have changed; undefined where that cannot be found out: an endpoint gives only so many events at a time,
   * and one token can have more of them. Its orders must not stop all others.
   */
  async #moversIn(from: number, to: number): Promise<Address[] | undefined> {
    const { database, chain, wall, log } = this.#options;
    const tokens = await busiestTokens(database, FOLLOWED_TOKENS);
    if (tokens.length === 0) return [];
    try {
      return [...(await chain.orderMoves(from, to, tokens))];
    } catch (error) {
      // Asked again once it answers.
      if (error instanceof DependencyAwayError) throw error;
      // Each order is looked at within that time, whatever happens.
      if (wall() - this.#allTouchedAt < RECHECK_MS) return [];
      this.#allTouchedAt = wall();
      log.warn({ err: error, from, to }, "what moved is unknown: all orders are looked at");
      return undefined;
    }
  }

  /** Whether there may be more. */
  async #lookAtSome(): Promise<boolean> {
    const { database, wall, log } = this.#options;
    const now = wall();
    const due = await claimDueOrders(database, { now, lease: now + LEASE_MS, limit: BATCH });
    await Promise.all(
      due.map(async (one) => {
        try {
          await this.#update(one);
        } catch (error) {
          log.warn({ err: error, order: one.order.id }, "an order could not be looked at");
          await postponeOrder(database, one, wall() + RETRY_MS);
        }
      }),
    );
    return due.length === BATCH;
  }

  async #update(due: DueOrder): Promise<void> {
    const { database, ledger, wall } = this.#options;
    const { heads } = ledger.state.chain;
    if (heads === undefined) throw new Error("The chain was not read yet.");
    const { head, finalized } = heads;
    const standing = await this.#standingAt(due.order, head);
    const isFinal =
      standing.status === "ended" &&
      (finalized.number >= head.number || (await this.#standingAt(due.order, finalized)).status === "ended");
    const dueAt = isFinal ? null : wall() + (standing.status === "ended" ? CONFIRM_MS : RECHECK_MS);
    await saveStanding(database, due, standing, { block: head.number, dueAt });
  }

  async #standingAt(
    order: SignedOrder,
    { number, timestamp }: { number: number; timestamp: number },
  ): Promise<OrderStanding> {
    const { database, chain } = this.#options;
    const facts = await chain.orderFacts(order, number);
    const filled = await listFilled(database, [order.id], number);
    return standingOf(order, facts, { time: timestamp, wasFilled: filled.has(order.id) });
  }
}
