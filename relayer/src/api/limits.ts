import type { Context, MiddlewareHandler } from "hono";
import { RateLimiterRes } from "rate-limiter-flexible";
import type { Address } from "viem";
import { Refusal } from "../domain/refusal.ts";
import { type Counter, inMemory, type MakeCounter } from "../infra/counters.ts";
import { networkOf } from "./network.ts";
import type { RequestVariables } from "./requestId.ts";
import type { Tier } from "./tiers.ts";

/** How much one caller may ask for. */
export type LimitSettings = Record<Tier, number> & {
  /** Accepted bids and withdrawals a minute of one account. */
  accountWrites: number;
  /** Streams that one IP address may have open. */
  streams: number;
  /** Proxies in front of the relayer whose X-Forwarded-For is believed; 0 where callers connect to it directly. */
  trustedProxies: number;
  /** IP addresses of callers that are trusted: a game's own servers. */
  trusted: readonly string[];
};

/** Requests a minute of one anonymous caller: generous to a page that asks every second for everything, and to a game server that bids for its players. */
export const defaultLimits: LimitSettings = {
  reads: 6_000,
  bids: 1_200,
  authentication: 60,
  profiles: 120,
  accountWrites: 600,
  streams: 256,
  trustedProxies: 0,
  trusted: [],
};

/**
 * How many times an anonymous caller's allowance each kind of caller has; `crowd` are all who are signed in at one address together: accounts
 * cost nothing.
 */
const allowances = { anonymous: 1, signedIn: 2, crowd: 20, trusted: 50 } as const;
type Caller = keyof typeof allowances;

const MINUTE = 60;

/** Counts what callers ask for: requests by all instances together where the counters are shared, open streams by each. */
export class Limits {
  readonly settings: LimitSettings;
  readonly #callers: Record<Caller, Record<Tier, Counter>>;
  readonly #accounts: Counter;
  readonly #streams = new Map<string, number>();

  constructor(settings: Partial<LimitSettings> = {}, counter: MakeCounter = inMemory) {
    this.settings = { ...defaultLimits, ...settings };
    const countersOf = (caller: Caller) => {
      const of = (tier: Tier) => counter(`${caller}:${tier}`, this.settings[tier] * allowances[caller]);
      return {
        reads: of("reads"),
        bids: of("bids"),
        authentication: of("authentication"),
        profiles: of("profiles"),
      };
    };
    this.#callers = {
      anonymous: countersOf("anonymous"),
      signedIn: countersOf("signedIn"),
      crowd: countersOf("crowd"),
      trusted: countersOf("trusted"),
    };
    this.#accounts = counter("accounts", this.settings.accountWrites);
  }

  /**
   * Middleware that counts each request for its caller, tells in `RateLimit` headers what is left, and refuses what is too much.
   *
   * Who is signed in is counted by account, so that many behind one address do not use up each other's share, as long as they are no more than a
   * large house; anonymous and trusted callers are counted by IP address, of IPv6 by its /64.
   */
  perCaller(tierOf: (c: Context) => Tier): MiddlewareHandler<{ Variables: RequestVariables }> {
    return async (c, next) => {
      const { kind, key } = this.#identify(c);
      const tier = tierOf(c);
      const own = this.#callers[kind][tier];
      const { crowd } = this.#callers;
      const [left, together] = await Promise.all([
        consume(own, key),
        kind === "signedIn" ? consume(crowd[tier], networkOf(this.callerOf(c))) : undefined,
      ]);
      // Set before a refusal too: the problem handler keeps what is set.
      c.header("ratelimit-limit", String(own.points));
      c.header("ratelimit-remaining", String(left.remainingPoints));
      c.header("ratelimit-reset", String(secondsOf(left)));
      if (left.isExhausted) throw tooMany("Too many requests from this caller.", secondsOf(left));
      if (together?.isExhausted) throw tooMany("Too many requests from this address.", secondsOf(together));
      await next();
    };
  }

  #identify(c: Context<{ Variables: RequestVariables }>): { kind: Caller; key: string } {
    const address = this.callerOf(c);
    const account = c.get("account");
    if (this.settings.trusted.includes(address)) return { kind: "trusted", key: address };
    return account === undefined ? { kind: "anonymous", key: networkOf(address) } : { kind: "signedIn", key: account };
  }

  /** Refuses an account that has had too much accepted. Only what it signed itself counts: nobody else can use up its share. */
  async requireAccount(account: Address): Promise<void> {
    const used = await this.#accounts.get(account);
    if (used && used.consumedPoints >= this.settings.accountWrites)
      throw tooMany("Too many bids and withdrawals of this account.", secondsOf(used));
  }

  /** Counts what an account signed and was accepted. */
  async countAccount(account: Address): Promise<void> {
    await consume(this.#accounts, account);
  }

  /** Refuses a caller who has as many streams open as he may. */
  requireRoom(c: Context): void {
    if ((this.#streams.get(networkOf(this.callerOf(c))) ?? 0) >= this.settings.streams)
      throw tooMany("Too many streams are open from this address.", MINUTE);
  }

  /**
   * Counts a stream that a caller opens.
   *
   * @returns What to call when it ends.
   */
  openStream(c: Context): () => void {
    this.requireRoom(c);
    const caller = networkOf(this.callerOf(c));
    this.#streams.set(caller, (this.#streams.get(caller) ?? 0) + 1);
    let isOpen = true;
    return () => {
      if (!isOpen) return;
      isOpen = false;
      const left = (this.#streams.get(caller) ?? 1) - 1;
      if (left === 0) this.#streams.delete(caller);
      else this.#streams.set(caller, left);
    };
  }

  /** The caller's IP address: what the last trusted proxy saw, or who connected. */
  callerOf(c: Context): string {
    const { trustedProxies } = this.settings;
    if (trustedProxies > 0) {
      const seen = (c.req.header("x-forwarded-for") ?? "").split(",").map((address) => address.trim());
      const address = seen.at(-trustedProxies);
      if (address) return address;
    }
    const env = c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined;
    // A server on :: sees IPv4 addresses in IPv6's clothes.
    return env?.incoming?.socket?.remoteAddress?.replace(/^::ffff:/, "") ?? "unknown";
  }
}

const secondsOf = ({ msBeforeNext }: RateLimiterRes): number => Math.max(1, Math.ceil(msBeforeNext / 1_000));

/** Counts one; past the limit the library rejects with the same figures. */
async function consume(limiter: Counter, key: string): Promise<RateLimiterRes & { isExhausted: boolean }> {
  try {
    return Object.assign(await limiter.consume(key), { isExhausted: false });
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return Object.assign(refused, { isExhausted: true });
    throw refused;
  }
}

function tooMany(detail: string, seconds: number): Refusal {
  return new Refusal("rate_limited", `${detail} Try again in ${seconds} s.`, {
    values: { retryAfter: BigInt(seconds) },
  });
}
