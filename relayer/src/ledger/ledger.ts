import {
  cancellationHash,
  createHasher,
  extensionHash,
  type Hasher,
  type PlazaDomain,
  type Receipt,
  withdrawalHash,
} from "@plaza/sdk";
import type { Hex } from "viem";
import type { MarketplaceTimes } from "../domain/auctions.ts";
import type { AcceptedBid, SignedBid, UnsignedBid } from "../domain/bids.ts";
import { type CosignedWithdrawal, Draft, type UnsignedWithdrawal } from "../domain/book.ts";
import type { Cancellation, UnsignedCancellation } from "../domain/cancellations.ts";
import type { ChainEvent } from "../domain/chainEvents.ts";
import type { Heads } from "../domain/chainState.ts";
import {
  type BidJob,
  type CancellationJob,
  decideBid,
  decideCancellation,
  decideWithdrawal,
  type Grounds,
  refuseBid,
  type WithdrawalJob,
  type WithdrawalRequestTerms,
} from "../domain/decide.ts";
import { Refusal } from "../domain/refusal.ts";
import { insertBids } from "../infra/database/bids.ts";
import { insertCancellations } from "../infra/database/cancellations.ts";
import { type Checkpoint, insertChainEvents, KEPT_CHECKPOINTS, rewindChain } from "../infra/database/chain.ts";
import type { Database, Queries } from "../infra/database/database.ts";
import { settleDoubt } from "../infra/database/doubt.ts";
import { storeSummary } from "../infra/database/summary.ts";
import { insertNonces, insertWithdrawals } from "../infra/database/withdrawals.ts";
import { bytesOf } from "../infra/hex.ts";
import { keccak256 } from "../infra/keccak.ts";
import type { Logger } from "../infra/logger.ts";
import type { Signer } from "../infra/signer.ts";
import type { Probe } from "../probe.ts";
import { BatchQueue, type Entry, QueueFullError } from "./queue.ts";
import type { Change } from "./replica.ts";
import { auctionIds, KEPT_ENDED, type LedgerState, loadState, prune } from "./state.ts";
import { SummaryClock, summarize } from "./summaries.ts";

type AloneJob = { kind: "alone"; run: () => Promise<unknown> };

/** What can be asked of the ledger from anywhere: plain data. */
export type Job = BidJob | WithdrawalJob | CancellationJob;

type Signed = AcceptedBid | CosignedWithdrawal | Cancellation;

/** News from the chain, read completely and consistently up to `checkpoint`. */
export type ChainUpdate = {
  /** Cut back to this block first: a reorg took away those above it. */
  rewindTo: number | undefined;
  events: ChainEvent[];
  checkpoint: Checkpoint;
  heads: Heads;
};

export type LedgerOptions = {
  database: Database;
  domain: PlazaDomain;
  receiptSigner: Signer;
  settler: Signer;
  times: MarketplaceTimes;
  /** Upper bits of this folder's settler nonces. */
  nonceEpoch: bigint;
  /** Called after a change is durable, with the auctions that it touched and what else it was. */
  onChange: (auctions: Set<Hex>, more: Omit<Change, "auctions">) => void;
  probe: Probe;
  log: Logger;
  /** Auctions that are over for good and stay in memory. @default KEPT_ENDED */
  keptEnded?: number | undefined;
  /** Events between two summaries of the chain, at least. */
  summaryEvents?: number | undefined;
};

/** The ledger as requests see it, in the process that writes or in another. */
export type LedgerPort = Pick<
  Ledger,
  "state" | "isSound" | "waiting" | "refuseBid" | "acceptBid" | "cosign" | "cancel" | "submit"
>;

const MAX_BATCH = 256;
const MAX_WAITING = 10_000;
const NONCE_COUNTER_BITS = 64n;

/**
 * The one writer. Bids, withdrawals, settlements and news from the chain all pass through its queue, so that each decision
 * sees every earlier one: no two can spend the same cover. A batch is one transaction; answers leave after it is committed.
 */
export class Ledger {
  readonly #options: LedgerOptions;
  readonly #hashReceipt: Hasher<Receipt>;
  readonly #queue: BatchQueue<Job | AloneJob, unknown>;
  #state: LedgerState;
  /** A transaction was begun and memory has not followed: whether it was committed shows when the state is read anew. */
  #doubtful = false;
  #failed = false;
  #summaryClock: SummaryClock;
  #summarizing: Promise<void> | undefined;
  /** Grows with each reorg: what was summed up before one may not be so. */
  #rewinds = 0;

  private constructor(options: LedgerOptions, state: LedgerState) {
    this.#options = options;
    this.#hashReceipt = createHasher(options.domain, "Receipt", keccak256);
    this.#state = state;
    this.#summaryClock = new SummaryClock(state.unsummarized, options.summaryEvents);
    this.#queue = new BatchQueue<Job | AloneJob, unknown>(
      (batch) => this.#run(batch),
      (job) => job.kind === "alone",
      { batch: MAX_BATCH, waiting: MAX_WAITING },
    );
  }

  /** Opens the ledger with what the database holds. */
  static async open(options: LedgerOptions): Promise<Ledger> {
    return new Ledger(options, await loadState(options.database, undefined));
  }

  /** What is durable, as of now. Read it; only jobs change it. */
  get state(): Readonly<LedgerState> {
    return this.#state;
  }

  /** Whether the database took what it was last given. */
  get isSound(): boolean {
    return !this.#failed;
  }

  /** Jobs that wait. */
  get waiting(): number {
    return this.#queue.length;
  }

  /** Why a bid cannot be accepted at present, without its signature having been looked at. */
  refuseBid(bid: SignedBid, receivedAt: number): Refusal | undefined {
    return refuseBid(this.#grounds(), this.#state.book, bid, receivedAt);
  }

  /** Accepts a bid whose signature was checked; resolves once it is durable, rejects with a Refusal. */
  async acceptBid(bid: SignedBid, bidHash: Hex, receivedAt: number): Promise<AcceptedBid> {
    return (await this.submit({ kind: "bid", bid, bidHash, receivedAt })) as AcceptedBid;
  }

  /** Signs a withdrawal whose request was checked; resolves once it is durable, rejects with a Refusal. */
  async cosign(request: WithdrawalRequestTerms, deadline: number): Promise<CosignedWithdrawal> {
    return (await this.submit({ kind: "withdrawal", request, deadline })) as CosignedWithdrawal;
  }

  /** Consents to a seller's cancel; resolves once it is durable, rejects with a Refusal. No bid is taken until it has expired. */
  async cancel(request: Omit<CancellationJob, "kind">): Promise<Cancellation> {
    return (await this.submit({ kind: "cancellation", ...request })) as Cancellation;
  }

  /** Does what was asked here or at another instance, whose checks were done there. */
  submit(job: Job): Promise<unknown> {
    return this.#push(job);
  }

  /** Takes in news from the chain. */
  applyChain(update: ChainUpdate): Promise<void> {
    const { rewindTo, events, checkpoint, heads } = update;
    return this.alone(async (state, commit) => {
      this.#options.probe("chain-read");
      await commit(async (queries) => {
        if (rewindTo !== undefined) await rewindChain(queries, rewindTo);
        await insertChainEvents(queries, events, checkpoint);
      });
      this.#options.probe("chain-durable");
      let changed = new Set<Hex>();
      if (rewindTo === undefined) {
        changed = state.chain.apply(events);
        state.chain.advance(heads);
        this.#summaryClock.note(events.length);
        state.checkpoints = [
          checkpoint,
          ...state.checkpoints.filter(({ number }) => number !== checkpoint.number),
        ].slice(0, KEPT_CHECKPOINTS);
      } else {
        const before = auctionIds(state);
        this.#rewinds += 1;
        Object.assign(state, await loadState(this.#options.database, heads));
        this.#summaryClock = new SummaryClock(state.unsummarized, this.#options.summaryEvents);
        changed = new Set([...before, ...auctionIds(state)]);
      }
      prune(state, this.#options.keptEnded ?? KEPT_ENDED);
      this.#options.onChange(changed, { chain: update });
    }).then(() => this.#sumUp(update));
  }

  /** Takes note of the chain's heads where no block of interest came. */
  advance(heads: Heads): void {
    this.#state.chain.advance(heads);
  }

  /**
   * Runs a job with no other at the same time.
   *
   * @param run - Makes its change durable by `commit`, then in `state`.
   */
  async alone<value>(
    run: (state: LedgerState, commit: (write: (queries: Queries) => Promise<void>) => Promise<void>) => Promise<value>,
  ): Promise<value> {
    return (await this.#push({
      kind: "alone",
      run: async () => {
        await this.#ensureSound();
        const value = await run(this.#state, (write) => this.#commit(write));
        this.#doubtful = false;
        return value;
      },
    })) as value;
  }

  /** Tells watchers of auctions that a job changed. */
  announce(auctions: Set<Hex>): void {
    this.#options.onChange(auctions, {});
  }

  /** The next settler nonce and its counter. It is taken once its row is committed and the state moved on. */
  nextNonce(ahead = 0): { counter: number; nonce: bigint } {
    const counter = this.#state.nextNonce + ahead;
    return { counter, nonce: (this.#options.nonceEpoch << NONCE_COUNTER_BITS) | BigInt(counter) };
  }

  /** Finishes what was accepted and takes nothing more. */
  async close(): Promise<void> {
    await this.#queue.close();
    await this.#summarizing;
  }

  /** Sums the chain up beside other work, where that is due. A start without it only reads more. */
  #sumUp({ heads: { head, finalized } }: ChainUpdate): void {
    if (this.#summarizing || !this.#summaryClock.isDue) return;
    const clock = this.#summaryClock;
    const rewinds = this.#rewinds;
    const block = finalized.number < head.number ? finalized : head;
    this.#summarizing = this.#storeSummary({ number: block.number, timestamp: block.timestamp }, rewinds)
      .then(
        ({ events, entries }) => clock.done(events, entries, this.#options.summaryEvents),
        (error: unknown) => {
          clock.done(0, 0, this.#options.summaryEvents);
          this.#options.log.warn({ err: error }, "the chain could not be summed up");
        },
      )
      .finally(() => {
        this.#summarizing = undefined;
      });
  }

  async #storeSummary(block: Heads["finalized"], rewinds: number): Promise<{ events: number; entries: number }> {
    const { summary, events, entries } = await summarize(this.#options.database, block);
    await this.alone(async (_, commit) => {
      if (rewinds !== this.#rewinds) throw new Error("A reorg came in between.");
      await commit((queries) => storeSummary(queries, summary));
    });
    return { events, entries };
  }

  async #push(job: Job | AloneJob): Promise<unknown> {
    try {
      return await this.#queue.push(job);
    } catch (error) {
      if (error instanceof QueueFullError) throw unavailable("The relayer is overloaded.", error);
      throw error;
    }
  }

  #grounds(): Grounds {
    const { settler, times } = this.#options;
    return { hashReceipt: this.#hashReceipt, chain: this.#state.chain, settlerHash: settler.signerHash, times };
  }

  async #run(batch: Entry<Job | AloneJob, unknown>[]): Promise<void> {
    const [first] = batch;
    if (first?.job.kind === "alone") {
      first.resolve(await first.job.run());
      return;
    }
    try {
      await this.#ensureSound();
      await this.#runBatch(batch as Entry<Job, unknown>[]);
    } catch (error) {
      this.#options.log.error({ err: error, jobs: batch.length }, "a batch could not be written");
      throw unavailable("The relayer could not write to its log.", error);
    }
  }

  async #runBatch(batch: Entry<Job, unknown>[]): Promise<void> {
    const draft = new Draft(this.#state.book);
    const grounds = this.#grounds();
    // Answers are kept until the batch is durable, refusals too: they may rest on a bid that exists only from then on.
    const answers = batch.map(({ job, resolve, reject }): ((signed: Map<object, unknown>) => void) => {
      try {
        const made = this.#decide(grounds, draft, job);
        return (signed) => resolve(signed.get(made) ?? made);
      } catch (error) {
        return () => reject(error);
      }
    });
    const signed = await this.#write(draft);
    for (const answer of answers) answer(signed);
  }

  #decide(grounds: Grounds, draft: Draft, job: Job): object {
    switch (job.kind) {
      case "bid":
        return decideBid(grounds, draft, job);
      case "cancellation":
        return decideCancellation(grounds, draft, job);
      case "withdrawal":
        return decideWithdrawal(grounds, draft, job, this.nextNonce(draft.cosigned.length).nonce);
    }
  }

  /** Signs and commits a draft, then publishes it. Returns what the unsigned things became. */
  async #write(draft: Draft): Promise<Map<object, Signed>> {
    const { receiptSigner, probe, onChange } = this.#options;
    if (draft.bids.length + draft.cosigned.length + draft.cancellations.length === 0) return new Map();
    const firstNonce = this.#state.nextNonce;
    const bids = await Promise.all(
      draft.bids.map(async (bid) => ({
        ...bid,
        receiptSignature: await receiptSigner.sign(bytesOf(bid.receiptHash)),
        extensionSignature: await this.#signExtension(bid),
      })),
    );
    const cosigned = await Promise.all(draft.cosigned.map((withdrawal) => this.#sign(withdrawal)));
    const cancellations = await Promise.all(draft.cancellations.map((cancellation) => this.#consent(cancellation)));
    probe("batch-decided");
    await this.#commit(async (queries) => {
      if (bids.length > 0) await insertBids(queries, bids);
      await insertCancellations(queries, cancellations);
      if (cosigned.length === 0) return;
      const counters = cosigned.map((_, index) => firstNonce + index);
      await insertNonces(queries, counters, "withdrawal");
      await insertWithdrawals(queries, cosigned);
    });
    probe("batch-durable");
    this.#state.nextNonce += cosigned.length;
    const changed = draft.publish(cosigned, cancellations);
    this.#doubtful = false;
    onChange(changed, { withdrawals: cosigned });
    return new Map<object, Signed>([
      ...draft.bids.map((bid, index) => [bid, bids[index]] as [object, AcceptedBid]),
      ...draft.cosigned.map((withdrawal, index) => [withdrawal, cosigned[index]] as [object, CosignedWithdrawal]),
      ...draft.cancellations.map((consent, index) => [consent, cancellations[index]] as [object, Cancellation]),
    ]);
  }

  /** The same Extension gets the same signature each time: a receipt key in memory signs by RFC 6979. */
  async #signExtension({ auctionId, extendedTo }: UnsignedBid): Promise<Hex | null> {
    const { domain, receiptSigner } = this.#options;
    if (extendedTo === null) return null;
    return receiptSigner.sign(bytesOf(extensionHash(domain, { auctionId, endsAt: BigInt(extendedTo) })));
  }

  async #consent(cancellation: UnsignedCancellation): Promise<Cancellation> {
    const { domain, settler } = this.#options;
    const { auctionId, deadline } = cancellation;
    const digest = cancellationHash(domain, { auctionId, deadline: BigInt(deadline) });
    return { ...cancellation, settlerSignature: await settler.sign(bytesOf(digest)) };
  }

  async #sign(withdrawal: UnsignedWithdrawal): Promise<CosignedWithdrawal> {
    const { domain, settler } = this.#options;
    const digest = withdrawalHash(domain, { ...withdrawal, deadline: BigInt(withdrawal.deadline) });
    return { ...withdrawal, settlerSignature: await settler.sign(bytesOf(digest)) };
  }

  async #commit(write: (queries: Queries) => Promise<void>): Promise<void> {
    // Cleared once memory has followed: what throws in between leaves a doubt, and the next job reads the state anew.
    this.#doubtful = true;
    try {
      await this.#options.database.transaction(write);
      this.#noteWrite(true);
    } catch (error) {
      this.#noteWrite(false);
      throw error;
    }
  }

  #noteWrite(isTaken: boolean): void {
    if (this.#failed !== isTaken) return;
    this.#failed = !isTaken;
    this.#options.onChange(new Set(), { isSound: isTaken });
  }

  async #ensureSound(): Promise<void> {
    if (!this.#doubtful) return;
    await settleDoubt(this.#options.database);
    this.#state = await loadState(this.#options.database, this.#state.chain.heads);
    this.#summaryClock = new SummaryClock(this.#state.unsummarized, this.#options.summaryEvents);
    this.#doubtful = false;
    this.#options.onChange(auctionIds(this.#state), { reload: true });
  }
}

function unavailable(detail: string, cause: unknown): Refusal {
  return new Refusal("temporarily_unavailable", detail, { cause });
}
