import { type Address, type Hex, zeroHash } from "viem";
import {
  type AuctionOnChain,
  endsAt,
  finalizableFrom,
  isOpen,
  type MarketplaceTimes,
  type Place,
  settleableAt,
} from "./auctions.ts";
import type { ChainState, Heads } from "./chainState.ts";

/** What the worker sends to end an auction. */
export type SettlementPlan =
  | {
      kind: "settle";
      winner: Address;
      amount: bigint;
      /** The winning bid; null where a posted bid wins. */
      bid: {
        maxAmount: bigint;
        /** Of its receipt. */
        sequence: number;
        signature: Hex;
      } | null;
      nonce: bigint;
      /** Unix seconds after which the contract refuses it. */
      deadline: number;
      settlerSignature: Hex;
    }
  /** The first call of two that finalize: the best of posted and presented bids wins, or the item goes back. */
  | { kind: "announce" }
  /** The second. */
  | { kind: "return" };

/**
 * - `signed`: durable, nothing left the process yet, or it is not known whether it did
 * - `broadcast`: handed to the chain
 * - `mined`: its event stands in a block that a reorg could take back
 * - `final`: its event stands for good
 * - `failed`: the chain refused it; another may follow once the deadline has surely passed
 */
export const settlementStates = ["signed", "broadcast", "mined", "final", "failed"] as const;
export type SettlementState = (typeof settlementStates)[number];

/** One attempt to have the chain carry out a plan. */
export type Attempt<plan = unknown> = {
  readonly id: number;
  readonly auctionId: Hex;
  readonly plan: plan;
  readonly state: SettlementState;
  /** Why it failed. */
  readonly reason: string | null;
  /** Transaction that the chain executed, or the newest that was sent. */
  readonly transaction: Hex | null;
  readonly block: { readonly number: number; readonly hash: Hex } | null;
};

/** One attempt to end an auction. An auction has at most one that is neither failed nor final. */
export type SettlementAttempt = Attempt<SettlementPlan>;

/** A signed transaction of an attempt. Replacements share its account nonce; every hash is kept. */
export type SignedTransaction = {
  hash: Hex;
  settlementId: number;
  accountNonce: number;
  raw: Hex;
  maxFeePerGas: bigint;
  maxPriorityFeePerGas: bigint;
  /** Unix milliseconds of the wall clock, which decides when to bump the fee. */
  signedAt: number;
};

/** Whether an attempt still needs the worker. */
export function isInFlight<attempt extends Attempt>(
  attempt: attempt | undefined,
): attempt is attempt & { state: "signed" | "broadcast" | "mined" } {
  return attempt !== undefined && attempt.state !== "final" && attempt.state !== "failed";
}

/**
 * Whether an attempt's signature can still take effect: until its deadline has passed or its nonce was burnt (MECHANISM.md 27).
 * Only what is final tells: a block that has not been seen yet may be older than the deadline.
 */
export function isBinding(attempt: SettlementAttempt | undefined, chain: ChainState, settlerHash: Hex): boolean {
  if (attempt?.plan.kind !== "settle" || chain.heads === undefined) return false;
  if (chain.isFinallyBurnt(settlerHash, attempt.plan.nonce)) return false;
  return chain.heads.finalized.timestamp <= attempt.plan.deadline;
}

/** Whether the worker may look for a winner: all bids are in, and the contract would accept a settlement. */
export function isSettleable(auction: AuctionOnChain, heads: Heads, times: MarketplaceTimes): boolean {
  if (!isOpen(auction) || heads.finalized.timestamp < endsAt(auction)) return false;
  return auction.status === "finalizing" || heads.head.timestamp >= settleableAt(auction, times);
}

/** Whether the contract would accept the next of the two calls that finalize. */
export function isFinalizable(auction: AuctionOnChain, heads: Heads, times: MarketplaceTimes): boolean {
  if (auction.status === "finalizing")
    return heads.head.timestamp >= (auction.finalizableAt ?? Number.POSITIVE_INFINITY);
  return auction.status === "live" && heads.head.timestamp >= finalizableFrom(auction, times);
}

/** What the chain says about an attempt: that it did what it was for, that something else happened instead, or nothing yet. */
export type Verdict = { done: Place } | { contradicted: string } | undefined;

/** What the chain says about an attempt to end an auction. */
export function verdictOn(plan: SettlementPlan, auction: AuctionOnChain): Verdict {
  if (plan.kind === "announce" && auction.announced) return { done: auction.announced };
  if (auction.ended === undefined) return undefined;
  // Finalize gives the item to whoever posted or presented the best bid, if anybody did.
  const isFinalized =
    auction.status === "returned" || (auction.outcome?.fromVault && auction.outcome.settler === zeroHash);
  if (plan.kind === "return" && isFinalized) return { done: auction.ended };
  // The same settlement in somebody else's transaction is as good: anyone may send it.
  if (plan.kind === "settle" && auction.outcome?.nonce === plan.nonce) return { done: auction.ended };
  return { contradicted: `The auction was ${auction.status} otherwise.` };
}

/** Lowest account nonce that the chain has not used and no transaction in flight occupies. */
export function freeAccountNonce(chainCount: number, occupied: Iterable<number>): number {
  const taken = new Set(occupied);
  let nonce = chainCount;
  while (taken.has(nonce)) nonce += 1;
  return nonce;
}

/** What a replacement pays: 25 % more than before, or the market's price if that is higher. Nodes ask for 10 % or more. */
export function bumpedFees<fees extends { maxFeePerGas: bigint; maxPriorityFeePerGas: bigint }>(
  previous: fees,
  market: { maxFeePerGas: bigint; maxPriorityFeePerGas: bigint },
): { maxFeePerGas: bigint; maxPriorityFeePerGas: bigint } {
  const raise = (before: bigint, now: bigint) => {
    const raised = (before * 125n + 99n) / 100n + 1n;
    return raised > now ? raised : now;
  };
  return {
    maxFeePerGas: raise(previous.maxFeePerGas, market.maxFeePerGas),
    maxPriorityFeePerGas: raise(previous.maxPriorityFeePerGas, market.maxPriorityFeePerGas),
  };
}

/**
 * Milliseconds to wait after so many failures in a row: exponential, with jitter over the upper half so that many auctions
 * that failed together do not come back together.
 *
 * @param random - A number in [0, 1).
 */
export function backoff(failures: number, random: number, { base = 250, limit = 30_000 } = {}): number {
  const ceiling = Math.min(limit, base * 2 ** Math.min(failures, 20));
  return ceiling / 2 + (random * ceiling) / 2;
}
