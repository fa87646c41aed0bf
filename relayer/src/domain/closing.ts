import type { Heads } from "./chainState.ts";
import type { LiveAuction } from "./live.ts";
import { Refusal } from "./refusal.ts";
import type { SettlementAttempt } from "./settlements.ts";

/** Seconds that a bid may take from the instance that received it to the one that writes, both clocks' differences included. */
export const MAX_LAG = 5;

/**
 * Why the writer does not take a bid that another instance stamped: by its own clock that is too long ago. That one's clock has stood still, and
 * may still run before an end after which others have told what was bid.
 *
 * @param receivedAt - By the other's clock, in unix seconds.
 * @param now - By the writer's.
 */
export function refuseLate(receivedAt: number, now: number): Refusal | undefined {
  if (now - receivedAt <= MAX_LAG) return undefined;
  return new Refusal("temporarily_unavailable", "The bid was too long on its way inside the relayer; send it again.");
}

/**
 * Whether no bid can be taken on an auction any more, so that all that was bid may be told: the worker has begun to end it, or it is over, or what is final of the
 * chain is past its end by as long as a bid may be on its way. No clock of this instance's own has a say.
 */
export function isClosed(
  { status, endsAt }: Pick<LiveAuction, "status" | "endsAt">,
  attempt: SettlementAttempt | undefined,
  heads: Heads | undefined,
): boolean {
  const isOver = status !== "scheduled" && status !== "live" && status !== "ended";
  return isOver || attempt !== undefined || (heads !== undefined && heads.finalized.timestamp >= endsAt + MAX_LAG);
}
