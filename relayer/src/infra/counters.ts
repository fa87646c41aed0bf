import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";
import type { Redis } from "./redis/redis.ts";

/** Counts what somebody asks for within a minute. */
export type Counter = Pick<RateLimiterAbstract, "points" | "get" | "consume">;

/** Makes the counter of one kind of request. */
export type MakeCounter = (name: string, points: number) => Counter;

const MINUTE = 60;

/** Counters in the memory of this process. */
export const inMemory: MakeCounter = (_, points) => new RateLimiterMemory({ points, duration: MINUTE });

/**
 * Counters that all instances share. While Redis is away each counts in its own memory, from zero: a caller who asks all of them then has
 * as many times its share.
 */
export const inRedis =
  (redis: Redis): MakeCounter =>
  (name, points) => {
    const own = inMemory(name, points);
    const shared = (client: object) =>
      new RateLimiterRedis({
        ...{ storeClient: client, useRedisPackage: true, points, duration: MINUTE },
        keyPrefix: `${redis.prefix}:limit:${name}`,
        // Who is past it is not asked about again: a flood of refusals costs Redis nothing.
        inMemoryBlockOnConsumed: points + 1,
      });
    let limiter: RateLimiterRedis | undefined;
    // A refusal is an answer too, and no failure of Redis.
    const ask = async <answer>(call: (counter: Counter) => Promise<answer>): Promise<answer> => {
      const answered = await redis
        .run(async (client) => {
          limiter ??= shared(client);
          return call(limiter).then((answer) => ({ answer }), refusalOf);
        })
        .catch(() => call(own).then((answer) => ({ answer }), refusalOf));
      if ("refusal" in answered) throw answered.refusal;
      return answered.answer;
    };
    return {
      points,
      get: (key) => ask((counter) => counter.get(key)),
      consume: (key) => ask((counter) => counter.consume(key)),
    };
  };

function refusalOf(error: unknown): { refusal: RateLimiterRes } {
  if (error instanceof RateLimiterRes) return { refusal: error };
  throw error;
}
