import type { Hex } from "viem";
import {
  type AuctionOnChain,
  endsAt,
  finalizableFrom,
  isOpen,
  type MarketplaceTimes,
  settleableAt,
} from "./auctions.ts";
import type { ChainState } from "./chainState.ts";
import { isBinding, isInFlight, isSettleable, type SettlementAttempt } from "./settlements.ts";

/** What a look at one auction came to, for whoever asked for it. */
export type SettleReport = {
  auctionId: Hex;
  /**
   * - `done`: it is over
   * - `moving`: its end is signed, sent or mined, and not final
   * - `waiting`: nothing can be done at present
   */
  outcome: "done" | "moving" | "waiting";
  /** What was done, or why not. */
  detail: string;
  attempt: Pick<SettlementAttempt, "state" | "reason" | "transaction"> | null;
};

/**
 * Says how an auction stands, in the words of the rules that the worker goes by.
 *
 * @param failure - What the last step failed with, if it did.
 */
export function settleReport({
  auctionId,
  auction,
  attempt,
  chain,
  times,
  settlerHash,
  failure,
}: {
  auctionId: Hex;
  auction: AuctionOnChain | undefined;
  attempt: SettlementAttempt | undefined;
  chain: ChainState;
  times: MarketplaceTimes;
  settlerHash: Hex;
  failure: string | undefined;
}): SettleReport {
  const say = (outcome: SettleReport["outcome"], detail: string): SettleReport => ({
    ...{ auctionId, outcome, detail },
    attempt: attempt ? { state: attempt.state, reason: attempt.reason, transaction: attempt.transaction } : null,
  });
  if (auction === undefined) return say("waiting", "The chain knows no such auction.");
  if (isInFlight(attempt))
    return say("moving", failure ?? `Its end (${describe(attempt.plan)}) is ${attempt.state}, and not final yet.`);
  if (!isOpen(auction)) return say("done", `It is over: ${auction.status}.`);
  const { heads } = chain;
  if (heads === undefined) return say("waiting", "The chain was not read yet.");
  if (!isSettleable(auction, heads, times))
    return say(
      "waiting",
      `It ends at ${iso(endsAt(auction))} and can be settled from ${iso(settleableAt(auction, times))}, once that end is final; the chain's time is ${iso(heads.head.timestamp)}.`,
    );
  if (attempt?.plan.kind === "settle" && isBinding(attempt, chain, settlerHash))
    return say(
      "waiting",
      `The last attempt failed (${attempt.reason}), and its signature is good until ${iso(attempt.plan.deadline)}: the next one waits for that.`,
    );
  return say(
    "waiting",
    failure ?? `Nobody has bid. It can be finalized from ${iso(finalizableFrom(auction, times))}, by anyone.`,
  );
}

function describe(plan: SettlementAttempt["plan"]): string {
  return plan.kind === "settle" ? `${plan.winner} pays ${plan.amount}` : plan.kind;
}

const iso = (seconds: number): string => new Date(seconds * 1_000).toISOString();
