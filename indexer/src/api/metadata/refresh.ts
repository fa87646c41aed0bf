import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { TooManyRequestsError } from "../errors.ts";
import type { MetadataStore } from "./store.ts";

/** How often metadata may be asked for anew in a minute: by one caller, and by all. */
export const REFRESH_LIMITS = { perCaller: 30, all: 600 } as const;

/** Has an item's metadata looked at again, for anybody who asks. */
export type Refresh = (item: { token: `0x${string}`; tokenId: bigint }, caller: string) => Promise<void>;

/**
 * Makes what anybody can ask for a refresh. It costs a look at most, and each item is looked at once in a while only, however many ask.
 *
 * @throws TooManyRequestsError, of what is made.
 */
export function createRefresh(
  store: Pick<MetadataStore, "touch">,
  limits: Record<keyof typeof REFRESH_LIMITS, number> = REFRESH_LIMITS,
): Refresh {
  const callers = new RateLimiterMemory({ points: limits.perCaller, duration: 60 });
  const all = new RateLimiterMemory({ points: limits.all, duration: 60 });
  return async ({ token, tokenId }, caller) => {
    await consume(callers, caller);
    await consume(all, "all");
    await store.touch(token, { from: tokenId, to: tokenId });
  };
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    throw new TooManyRequestsError(Math.max(1, Math.ceil(refusal.msBeforeNext / 1_000)));
  }
}
