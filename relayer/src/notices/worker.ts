import type { PlazaDomain } from "@plaza/sdk";
import type { Address, Hex } from "viem";
import type { Notice } from "../domain/notices.ts";
import { backoff } from "../domain/settlements.ts";
import type { Chain } from "../infra/chain/chain.ts";
import { findChainEvent } from "../infra/database/chainEvents.ts";
import type { Database, Queries } from "../infra/database/database.ts";
import { insertNotices, lastSequences } from "../infra/database/notices.ts";
import {
  claimBids,
  claimEvent,
  claimOffer,
  type DueEvent,
  dueAuctions,
  dueEvents,
  dueOffers,
  postponeBids,
  postponeEvent,
  postponeOffer,
} from "../infra/database/outbox.ts";
import { findNames } from "../infra/database/profiles.ts";
import type { Logger } from "../infra/logger.ts";
import type { LedgerPort } from "../ledger/ledger.ts";
import type { NoticeHub } from "./hub.ts";
import { BidTeller } from "./tellBids.ts";
import { tellEvent } from "./tellEvent.ts";
import { findOwner, type OfferOwner, tellOffer } from "./tellOffers.ts";
import { type TimeTellerOptions, tellTime } from "./tellTime.ts";

export type NoticeWorkerOptions = TimeTellerOptions & {
  database: Database;
  ledger: Pick<LedgerPort, "state">;
  chain: Pick<Chain, "block" | "ownerOf">;
  domain: Pick<PlazaDomain, "marketplace">;
  hub: NoticeHub;
  /** Milliseconds, the same for all instances. */
  wall: () => number;
  /** A number in [0, 1). */
  random: () => number;
  log: Logger;
  /** Called with both parties of each trade that became final. */
  onTrade?: (parties: readonly Address[]) => void;
  /** Says what an event means; tests have one that fails. */
  tell?: typeof tellEvent;
};

/** Auctions, or events, that are told of in one transaction. */
const BATCH = 64;

/** How soon, and how late at most, what could not be told is tried again. */
const RETRY = { base: 1_000, limit: 300_000 };

/** Rounds without a sign that there is something to do, between two looks all the same: another instance may have left it. */
const IDLE_ROUNDS = 10;

/** How long it rests after a round, by how long the round took, and at most in milliseconds: under load more is told together, which costs less. */
const REST = { times: 9, limit: 1_000 };

/** Times of blocks that are remembered. */
const REMEMBERED = 1_000;

/**
 * Tells people what happened. What is to be told stands in a queue in the database, written in the transaction that made it
 * happen; a notice is stored, and its cause taken out of the queue, in one transaction. So nothing is lost wherever this stops, and
 * any number of instances may run it. A batch that fails is told one by one, and what fails alone is tried again later.
 */
export class NoticeWorker {
  readonly #options: NoticeWorkerOptions;
  readonly #bids = new BidTeller();
  readonly #tell: typeof tellEvent;
  readonly #blockTimes = new Map<number, { hash: Hex; timestamp: number }>();
  /** Running auctions of which time has nothing more to tell. */
  readonly #over = new Set<Hex>();
  #current: Promise<void> | undefined;
  #hasNews = true;
  #idle = 0;
  #restsUntil = 0;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(options: NoticeWorkerOptions) {
    this.#options = options;
    this.#tell = options.tell ?? tellEvent;
  }

  /** Says that something happened. It is told with what else happens until the next round. */
  poke(): void {
    this.#hasNews = true;
  }

  /** Tells all that can be told now. A call during a round waits for one that begins after it. */
  async tick(): Promise<void> {
    await this.#current;
    this.#current ??= this.#round().finally(() => {
      this.#current = undefined;
    });
    await this.#current;
  }

  start(everyMs: number): void {
    this.#timer = setInterval(() => {
      this.#idle += 1;
      const isResting = this.#current !== undefined || performance.now() < this.#restsUntil;
      if (isResting || (!this.#hasNews && this.#idle < IDLE_ROUNDS)) return;
      this.#idle = 0;
      void this.tick();
    }, everyMs);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#current;
  }

  async #round(): Promise<void> {
    const { hub, database, log } = this.#options;
    const begun = performance.now();
    this.#hasNews = false;
    try {
      while (!this.#stopped && (await this.#tellEvents()));
      while (!this.#stopped && (await this.#tellBids()));
      while (!this.#stopped && (await this.#tellOffers()));
      await this.#tellTime();
      if (hub.size > 0) hub.observe(await lastSequences(database, hub.accounts));
    } catch (error) {
      log.warn({ err: error }, "notices are delayed");
    }
    const ended = performance.now();
    this.#restsUntil = ended + Math.min(REST.limit, REST.times * (ended - begun));
  }

  /** Whether there may be more. */
  async #tellBids(): Promise<boolean> {
    const { database } = this.#options;
    const due = await dueAuctions(database, this.#options.wall(), BATCH);
    await this.#each(due, {
      tell: async (queries, auctions) =>
        this.#bids.tell(
          queries,
          await claimBids(
            queries,
            auctions.map(({ auctionId }) => auctionId),
          ),
          this.#options.ledger.state.chain,
        ),
      postpone: (auction) => postponeBids(database, auction, this.#retryAt(auction.attempts)),
    });
    return due.length === BATCH;
  }

  /** Whether there may be more. */
  async #tellOffers(): Promise<boolean> {
    const { database, chain, domain, wall } = this.#options;
    const due = await dueOffers(database, wall(), BATCH);
    const owners = new Map<Hex, OfferOwner>();
    await this.#each(due, {
      // Outside of the transaction: the chain may take its time.
      prepare: async ({ orderId }) => {
        owners.set(orderId, await findOwner(database, chain, orderId));
      },
      tell: async (queries, offers) => {
        const notices: Notice[] = [];
        for (const offer of offers) {
          const owner = owners.get(offer.orderId);
          if (owner && (await claimOffer(queries, offer)))
            notices.push(...(await tellOffer(queries, owner, domain.marketplace)));
        }
        return notices;
      },
      postpone: (offer) => postponeOffer(database, offer, this.#retryAt(offer.attempts)),
    });
    return due.length === BATCH;
  }

  async #tellEvents(): Promise<boolean> {
    const { database, ledger, wall } = this.#options;
    const { heads } = ledger.state.chain;
    if (heads === undefined) return false;
    const final = Math.min(heads.finalized.number, heads.head.number);
    const due = await dueEvents(database, { now: wall(), final, limit: BATCH });
    await this.#each(due, {
      tell: async (queries, events) => {
        const notices: Notice[] = [];
        for (const event of events) notices.push(...(await this.#tellDue(queries, event)));
        return notices;
      },
      prepare: (event) => this.#learnTime(event.blockNumber),
      postpone: (event) => postponeEvent(database, event, this.#retryAt(event.attempts)),
    });
    return due.length === BATCH;
  }

  async #tellDue(queries: Queries, due: DueEvent): Promise<Notice[]> {
    if (!(await claimEvent(queries, due))) return [];
    const entry = await findChainEvent(queries, due);
    const block = this.#blockTimes.get(due.blockNumber);
    if (entry === undefined || block?.hash !== entry.blockHash) {
      this.#blockTimes.delete(due.blockNumber);
      throw new Error(`Block ${due.blockNumber} is not the one whose events were read.`);
    }
    return this.#tell(queries, entry, block.timestamp);
  }

  async #tellTime(): Promise<void> {
    const { database, ledger } = this.#options;
    const { chain } = ledger.state;
    const isRunning = (id: Hex) => chain.auction(id)?.ended === undefined && chain.auction(id) !== undefined;
    for (const id of this.#over) if (!isRunning(id)) this.#over.delete(id);
    const { notices, auctions } = await tellTime(database, ledger.state, this.#options, (id) => this.#over.has(id));
    if (notices.length > 0) this.#announce(await database.transaction((queries) => insertNotices(queries, notices)));
    for (const id of auctions) this.#over.add(id);
  }

  /** Tells of all in one transaction, or, where that fails, of one after the other: what cannot be told holds up nothing else. */
  async #each<job>(
    jobs: readonly job[],
    {
      tell,
      prepare = async () => {},
      postpone,
    }: {
      tell: (queries: Queries, jobs: readonly job[]) => Promise<Notice[]>;
      prepare?: (job: job) => Promise<void>;
      postpone: (job: job) => Promise<void>;
    },
  ): Promise<void> {
    const { database, log } = this.#options;
    const store = async (some: readonly job[]) => {
      for (const job of some) await prepare(job);
      const traders: Address[] = [];
      const told = await database.transaction(async (queries) => {
        const notices = await nameBuyers(queries, await tell(queries, some));
        for (const { kind, account, data } of notices)
          if (kind === "item_sold") traders.push(account, data.buyer.toLowerCase() as Address);
        return insertNotices(queries, notices);
      });
      this.#options.onTrade?.(traders);
      this.#announce(told);
    };
    if (jobs.length === 0) return;
    try {
      await store(jobs);
    } catch {
      for (const job of jobs)
        try {
          await store([job]);
        } catch (error) {
          log.warn({ err: error, job }, "a notice could not be given; it will be tried again");
          await postpone(job);
        }
    }
  }

  #announce(accounts: Set<Address>): void {
    this.#options.hub.changed(accounts);
  }

  async #learnTime(blockNumber: number): Promise<void> {
    if (this.#blockTimes.has(blockNumber)) return;
    if (this.#blockTimes.size >= REMEMBERED) this.#blockTimes.clear();
    this.#blockTimes.set(blockNumber, await this.#options.chain.block(blockNumber));
  }

  #retryAt(attempts: number): number {
    const { wall, random } = this.#options;
    return Math.round(wall() + backoff(attempts, random(), RETRY));
  }
}

/** Adds the names that buyers have given themselves. */
async function nameBuyers(queries: Queries, notices: readonly Notice[]): Promise<Notice[]> {
  const buyers = notices.flatMap(({ kind, data }) =>
    kind === "item_sold" ? [data.buyer.toLowerCase() as Address] : [],
  );
  if (buyers.length === 0) return [...notices];
  const names = await findNames(queries, buyers);
  return notices.map((notice) => {
    if (notice.kind !== "item_sold") return notice;
    const buyerName = names.get(notice.data.buyer.toLowerCase() as Address) ?? null;
    return { ...notice, data: { ...notice.data, buyerName } };
  });
}
