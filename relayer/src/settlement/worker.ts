import pLimit from "p-limit";
import type { Hex } from "viem";
import { type AuctionOnChain, endsAt, isOpen, type MarketplaceTimes, prolonged } from "../domain/auctions.ts";
import { type Errand, type ErrandPlan, errandKinds, isErrand, verdictOnErrand } from "../domain/errands.ts";
import type { Choice } from "../domain/outcome.ts";
import {
  backoff,
  isBinding,
  isFinalizable,
  isInFlight,
  isSettleable,
  type SettlementAttempt,
  verdictOn,
} from "../domain/settlements.ts";
import { type SettleReport, settleReport } from "../domain/settleReport.ts";
import { readEnded } from "../ended.ts";
import type { ChainClock } from "../infra/clock.ts";
import { countSentFailures } from "../infra/database/settlements.ts";
import { publicReason } from "../infra/errorText.ts";
import type { Signer } from "../infra/signer.ts";
import { Broadcaster, type BroadcasterOptions, GAS_CEILING_EXCEEDED, UNEXPLAINED_REVERT } from "./broadcaster.ts";
import { encodePresentation } from "./calls.ts";
import { chooseWinner, type Grounds, isLeader, type NoChoice } from "./choice.ts";
import { bidsToPresent } from "./presentation.ts";

export type WorkerOptions = BroadcasterOptions & {
  settler: Signer;
  times: MarketplaceTimes;
  clock: Pick<ChainClock, "now">;
  /** How far ahead a settlement's deadline lies. */
  settlementSeconds: number;
  /** A number in [0, 1). */
  random: () => number;
};

/** Auctions that are worked on at one time: most of a step is waiting for the node. */
const LANES = 8;

/**
 * Transactions that may be out at one time. Nodes keep so many of one account (geth's default for those that wait for an account nonce),
 * and each pass looks at all of them.
 */
const MOST_OUT = 64;

/** How the worker does, for the health route. */
export type WorkerReport = { inFlight: number; waiting: number; lastError: string | null };

/** Why nobody is settled with though there are bids. It may change, so it is tried again, ever more seldom. */
const WAITING: Record<Exclude<NoChoice["reason"], "no_bids">, string> = {
  not_covered: "No bid is covered.",
  bound: "The winner's money is bound by bids that he presented in other auctions.",
  presented_higher: "Somebody presented a higher bid than any that is known here.",
};

/** Nothing is tried any more until the auction can be finalized. */
const HOPELESS = "The item cannot be moved.";

/** Signs that the item itself cannot be moved: another winner would not help. */
const ITEM_STUCK: readonly string[] = ["TradeFailed", GAS_CEILING_EXCEEDED];

/** Settlements that may fail on the chain over the item; each costs gas. After that the auction is only finalized. */
const MAX_COSTLY_FAILURES = 3;
const COSTLY = [...ITEM_STUCK, UNEXPLAINED_REVERT];

/**
 * Ends auctions whose time is up. All that it knows is in the ledger, so that it can stop at any point and begin again; each
 * pass looks at where every auction stands and takes the next step.
 */
export class SettlementWorker {
  readonly #options: WorkerOptions;
  readonly #broadcaster: Broadcaster;
  readonly #lanes = pLimit(LANES);
  /** One at a time: what a lower bidder can pay depends on what was just settled with him elsewhere. */
  readonly #passingOver = pLimit(1);
  /** By auction, or by errand and auction. */
  readonly #retries = new Map<string, { failures: number; notBefore: number; reason: string }>();
  /** How many settlements may be begun in this pass. */
  #room = 0;
  #current: Promise<void> | undefined;
  #again = false;
  #stopped = false;
  #timer: NodeJS.Timeout | undefined;
  #lastError: string | null = null;

  constructor(options: WorkerOptions) {
    this.#options = options;
    this.#broadcaster = new Broadcaster(options);
  }

  /** One pass over all auctions. A call during a pass has another one follow. */
  tick(): Promise<void> {
    if (this.#current) {
      this.#again = true;
      return this.#current;
    }
    this.#current = this.#passes().finally(() => {
      this.#current = undefined;
    });
    return this.#current;
  }

  /**
   * Takes the next step of one auction now, whatever delay its failures brought: by the same checks as in each pass, and never beside
   * one.
   */
  async settle(auctionId: Hex): Promise<SettleReport> {
    while (this.#current) await this.#current;
    const step = this.#settle(auctionId);
    this.#current = step
      .then(() => {})
      .finally(() => {
        this.#current = undefined;
        if (this.#again && !this.#stopped) void this.tick();
      });
    await this.#current;
    return step;
  }

  async #settle(auctionId: Hex): Promise<SettleReport> {
    const { ledger, times, settler, database } = this.#options;
    const auction = ledger.state.chain.auction(auctionId);
    const attempt = ledger.state.book.attempt(auctionId);
    const delayed = this.#retries.get(auctionId);
    if (delayed) delayed.notBefore = 0;
    if (auction && (isOpen(auction) || isInFlight(attempt)))
      await this.#guard(auctionId, () => this.#handle(auction, attempt));
    const { chain, book } = ledger.state;
    const onChain = chain.auction(auctionId);
    const [ended] = onChain ? [] : await readEnded(database, [auctionId]);
    return settleReport({
      ...{ auctionId, chain, times, settlerHash: settler.signerHash },
      auction: onChain ?? ended?.auction,
      attempt: ended ? ended.attempt : book.attempt(auctionId),
      failure: this.#retries.get(auctionId)?.reason,
    });
  }

  start(pollMs: number): void {
    this.#timer = setInterval(() => void this.tick(), pollMs);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#current;
  }

  report(): WorkerReport {
    const inFlight = this.#inFlight().length;
    return { inFlight, waiting: this.#retries.size, lastError: this.#lastError };
  }

  async #passes(): Promise<void> {
    do {
      this.#again = false;
      await this.#pass();
    } while (this.#again && !this.#stopped);
  }

  /** What is out comes first: until it is mined it takes the place of something else. */
  async #pass(): Promise<void> {
    const { ledger } = this.#options;
    const { chain, book } = ledger.state;
    const busy = new Map<Hex, AuctionOnChain>();
    for (const attempt of this.#inFlight()) {
      const auction = chain.auction(attempt.auctionId);
      if (auction) busy.set(auction.id, auction);
      else await this.#guard(keyOf(attempt), () => this.#fail(attempt, "The auction is not on the chain any more."));
    }
    for (const auction of this.#due()) busy.set(auction.id, auction);
    const [out, rest] = partition([...busy.values()], ({ id }) => isInFlight(book.attempt(id)));
    await this.#each(out, (auction) => this.#step(auction));
    this.#room = MOST_OUT - this.#out();
    const [contested, others] = partition(rest, ({ presented }) => presented.length > 0);
    await this.#each(others, (auction) => this.#step(auction));
    // What one of them comes to frees money for another.
    for (const auction of contested) if (!this.#stopped) await this.#step(auction);
    for (const key of this.#retries.keys()) if (this.#isOver(auctionOf(key))) this.#retries.delete(key);
  }

  /** Auctions of which anything may have to be done by now, besides those in which something is under way. */
  #due(): AuctionOnChain[] {
    const { ledger, clock, times } = this.#options;
    const { chain } = ledger.state;
    const now = Math.max(clock.now(), chain.heads?.head.timestamp ?? 0);
    return chain.dueBy(now + times.extensionWindow);
  }

  /** Whether nothing is to be done about an auction any more. */
  #isOver(id: Hex): boolean {
    const { chain, book, errands } = this.#options.ledger.state;
    const auction = chain.auction(id);
    if (auction === undefined) return !book.knows(id);
    const isBusy = isInFlight(book.attempt(id)) || errandKinds.some((kind) => errands.isUnderWay(id, kind));
    return !isOpen(auction) && !isBusy;
  }

  /** Takes the next step of an auction, and of its errands. */
  async #step({ id }: AuctionOnChain): Promise<void> {
    const { chain, book } = this.#options.ledger.state;
    // The chain may have gone on since the pass began.
    const auction = chain.auction(id);
    const attempt = book.attempt(id);
    if (auction === undefined) return;
    if (isInFlight(attempt)) await this.#guard(id, () => this.#follow(auction, attempt));
    else if (this.#room > 0 && this.#isDue(auction, attempt)) {
      this.#room -= 1;
      await this.#guard(id, () => this.#handle(auction, attempt));
      if (!isInFlight(this.#options.ledger.state.book.attempt(id))) this.#room += 1;
    }
    for (const kind of errandKinds) await this.#errand(auction, kind);
  }

  /** Does something for each of some auctions, several at a time, until the worker is to stop. */
  async #each(auctions: readonly AuctionOnChain[], step: (auction: AuctionOnChain) => Promise<void>): Promise<void> {
    await this.#lanes.map(auctions, async (auction) => {
      if (!this.#stopped) await step(auction);
    });
  }

  /** Attempts whose transaction may not have been mined yet. */
  #out(): number {
    return this.#inFlight().filter(({ state }) => state !== "mined").length;
  }

  /** Takes the next step of an errand, or begins one that has become due. */
  async #errand(auction: AuctionOnChain, kind: ErrandPlan["kind"]): Promise<void> {
    const { state } = this.#options.ledger;
    const errand = state.errands.get(auction.id, kind);
    const key = `${kind}:${auction.id}`;
    if (isInFlight(errand)) return this.#guard(key, () => this.#follow(auction, errand));
    if (state.errands.isUnderWay(auction.id, kind)) return;
    const isDue = kind === "present" ? auction.presented.length > 0 : this.#mustExtend(auction);
    if (!isOpen(auction) || !isDue) {
      this.#retries.delete(key);
      return;
    }
    await this.#guard(key, async () => {
      const plan = kind === "present" ? await this.#presentation(auction) : this.#extension(auction);
      const next = plan && (await this.#options.settlements.runErrand(auction.id, plan));
      if (plan === undefined || next === undefined) return;
      this.#options.log.info({ auction: auction.id, ...inShort(plan), attempt: next.id }, "sent on an errand");
      this.#options.probe("errand-durable");
      await this.#follow(auction, next);
    });
  }

  /**
   * Whether the chain must hear of an Extension now: shortly before it closes by its own clock. Not with each late bid, of which the
   * next mostly makes the last one's Extension needless.
   */
  #mustExtend(auction: AuctionOnChain): boolean {
    const { clock, times, ledger } = this.#options;
    const { extendedTo } = ledger.state.book.standing(auction.id);
    // A settlement on its way ends it: nothing is left to prolong.
    const isAhead =
      extendedTo !== null && extendedTo > endsAt(auction) && !isInFlight(ledger.state.book.attempt(auction.id));
    return isAhead && auction.status === "live" && clock.now() >= endsAt(auction) - times.extensionWindow / 2;
  }

  #extension({ id }: AuctionOnChain): ErrandPlan | undefined {
    const { extendedTo } = this.#options.ledger.state.book.standing(id);
    return extendedTo === null ? undefined : { kind: "extend", endsAt: extendedTo };
  }

  #inFlight(): (SettlementAttempt | Errand)[] {
    const { book, errands } = this.#options.ledger.state;
    return [...book.attempts(), ...errands.all()].filter((attempt) => isInFlight(attempt));
  }

  get #grounds(): Grounds {
    const { ledger, chain, database, settler } = this.#options;
    return { state: ledger.state, chain, queries: database, settlerHash: settler.signerHash };
  }

  /** Runs one step; a failure delays this auction, and no other. */
  async #guard(key: string, step: () => Promise<void>): Promise<void> {
    const { wall, random, log } = this.#options;
    const retry = this.#retries.get(key);
    if (this.#stopped || (retry && retry.notBefore > wall())) return;
    try {
      await step();
      this.#retries.delete(key);
    } catch (error) {
      const failures = (retry?.failures ?? 0) + 1;
      const delay = backoff(failures, random());
      const reason = publicReason(error);
      this.#retries.set(key, { failures, notBefore: wall() + delay, reason });
      this.#lastError = reason;
      log.warn({ auction: key, failures, delay: Math.round(delay), err: error }, "settlement is delayed");
    }
  }

  async #handle(auction: AuctionOnChain, attempt: SettlementAttempt | undefined): Promise<void> {
    if (isInFlight(attempt)) return this.#follow(auction, attempt);
    if (!this.#isDue(auction, attempt)) return;
    const next = await this.#begin(auction, attempt);
    if (next) await this.#follow(auction, next);
  }

  /** Whether an auction without an attempt on its way can be ended, by a settlement or by the next call that finalizes. */
  #isDue(auction: AuctionOnChain, previous: SettlementAttempt | undefined): boolean {
    const { ledger, times, settler } = this.#options;
    const { chain, book } = ledger.state;
    const { extendedTo, count } = book.standing(auction.id);
    if (chain.heads === undefined || !isSettleable(prolonged(auction, extendedTo), chain.heads, times)) return false;
    // The earlier settlement could still be carried out by whoever has seen it.
    if (isBinding(previous, chain, settler.signerHash)) return false;
    const hasBids = count > 0 || auction.post !== undefined || auction.presented.length > 0;
    return hasBids || isFinalizable(auction, chain.heads, times);
  }

  async #begin(
    auction: AuctionOnChain,
    previous: SettlementAttempt | undefined,
  ): Promise<SettlementAttempt | undefined> {
    const { ledger, settlements, database, times, probe, log } = this.#options;
    const { state } = ledger;
    const { count } = state.book.standing(auction.id);
    const finalizable = state.chain.heads !== undefined && isFinalizable(auction, state.chain.heads, times);
    const isHopeless =
      previous !== undefined && (await countSentFailures(database, auction.id, COSTLY)) >= MAX_COSTLY_FAILURES;
    const isStuck = finalizable && previous?.state === "failed" && ITEM_STUCK.includes(previous.reason ?? "");
    const choose = () => chooseWinner(this.#grounds, auction, finalizable);
    const choice = isHopeless || isStuck ? undefined : await choose();
    if (choice && "winner" in choice) {
      if (choice.bid === null || isLeader(state, choice.bid)) return this.#settleWith(choice, auction, count);
      return this.#passingOver(async () => {
        const again = await choose();
        return "winner" in again ? this.#settleWith(again, auction, count) : undefined;
      });
    }
    if (finalizable) {
      const attempt = await settlements.finalize(auction.id, auction.status === "finalizing" ? "return" : "announce");
      log.info({ auction: auction.id, bids: count, attempt: attempt?.id }, "finalizing");
      probe("settlement-durable");
      return attempt;
    }
    if (isHopeless) throw new Error(HOPELESS);
    if (choice && choice.reason !== "no_bids") throw new Error(WAITING[choice.reason]);
    return undefined;
  }

  async #settleWith(choice: Choice, auction: AuctionOnChain, bidCount: number): Promise<SettlementAttempt | undefined> {
    const { settlements, settlementSeconds, probe, log } = this.#options;
    probe("winner-picked");
    const attempt = await settlements.settle(choice, { auction, bidCount }, settlementSeconds);
    const { winner, amount, bid } = choice;
    log.info({ auction: auction.id, winner, amount, bidHash: bid?.bidHash ?? null, attempt: attempt?.id }, "settling");
    probe("settlement-durable");
    return attempt;
  }

  /** The winner's bid, where somebody presented another, with those of other auctions that it is not covered without. */
  async #presentation(auction: AuctionOnChain): Promise<ErrandPlan | undefined> {
    const { ledger, chain, sender, database } = this.#options;
    const attempt = ledger.state.book.attempt(auction.id);
    // A settlement on its way ends what is presented too.
    if (isInFlight(attempt) && attempt.transaction) return undefined;
    const bids = await bidsToPresent(this.#grounds, auction);
    if (bids === undefined) return undefined;
    // Whether their bidders cover them is for the chain to say. Where they do not, nothing is begun.
    await chain.estimateGas(sender.address, await encodePresentation(database, ledger.state.chain, bids));
    return { kind: "present", bids };
  }

  async #follow(auction: AuctionOnChain, attempt: SettlementAttempt | Errand): Promise<void> {
    const { settlements, probe, ledger, log } = this.#options;
    const { chain } = ledger.state;
    const verdict = isErrand(attempt)
      ? verdictOnErrand(attempt, (id) => chain.auction(id))
      : verdictOn(attempt.plan, auction);
    if (verdict === undefined) {
      // What was mined is not on the chain any more: a reorg took it back.
      const current =
        attempt.state === "mined" ? await settlements.record(attempt, { state: "broadcast", block: null }) : attempt;
      const refusal = await this.#broadcaster.push(current);
      if (refusal !== undefined) await this.#fail(current, refusal);
      return;
    }
    if ("contradicted" in verdict) return this.#fail(attempt, verdict.contradicted);
    const { blockNumber, blockHash, transaction } = verdict.done;
    const isFinal = blockNumber <= (ledger.state.chain.heads?.finalized.number ?? 0);
    const block = { number: blockNumber, hash: blockHash };
    if (attempt.state !== "mined" || attempt.block?.hash !== blockHash) {
      await settlements.record(attempt, { state: "mined", transaction, block, reason: null });
      log.info({ auction: auction.id, kind: attempt.plan.kind, transaction, block: blockNumber }, "mined");
      probe("mined-durable");
    }
    if (!isFinal) return;
    this.#forget(attempt);
    await settlements.record(attempt, { state: "final", transaction, block, reason: null });
    probe("final-durable");
  }

  async #fail(attempt: SettlementAttempt | Errand, reason: string): Promise<void> {
    const { settlements, log } = this.#options;
    this.#forget(attempt);
    await settlements.record(attempt, { state: "failed", reason });
    this.#lastError = reason;
    log.warn({ auction: attempt.auctionId, attempt: attempt.id, reason }, "an attempt to settle failed");
    // No deadline of its own keeps the next one off.
    if (attempt.plan.kind !== "settle") throw new Error(reason);
  }

  #forget(attempt: SettlementAttempt | Errand): void {
    const { transactions } = this.#options.ledger.state;
    this.#broadcaster.forget(transactions.filter(({ settlementId }) => settlementId === attempt.id));
  }
}

/** Those of which something is true, and the others. */
function partition<item>(items: readonly item[], isFirst: (item: item) => boolean): [item[], item[]] {
  const both: [item[], item[]] = [[], []];
  for (const item of items) both[isFirst(item) ? 0 : 1].push(item);
  return both;
}

/** What an attempt's delays are counted by: an errand that fails delays no settlement. */
const keyOf = (attempt: SettlementAttempt | Errand): string =>
  isErrand(attempt) ? `${attempt.plan.kind}:${attempt.auctionId}` : attempt.auctionId;

const auctionOf = (key: string): Hex => key.slice(key.indexOf(":") + 1) as Hex;

/** An errand for the log. */
const inShort = (plan: ErrandPlan) =>
  plan.kind === "extend" ? plan : { kind: plan.kind, bids: plan.bids.map((bid) => `${bid.auctionId}#${bid.sequence}`) };
