import { setTimeout } from "node:timers/promises";
import { createClient } from "redis";
import { type AnswerStore, KEPT_MS, MAX_QUESTION } from "./store.ts";

/** Redis is beside the way of a question: what it does not tell by then is read from the database. */
const PATIENCE_MS = 250;
const CONNECT_MS = 2_000;
/** Of how many questions it is noted how often they were asked. */
const MAX_NOTED = 1_000;
/** How long the notes outlive the last question. */
const NOTES_KEPT_SECONDS = 86_400;

/** Keeps answers in Redis, for all processes that answer. While it is away nothing is kept, and no question fails. */
export function createRedisStore(url: string, prefix: string): AnswerStore & { close(): void } {
  const client = createClient({
    url,
    disableOfflineQueue: true,
    socket: { connectTimeout: CONNECT_MS, reconnectStrategy: (attempt) => Math.min(1_000, 50 * attempt) },
  });
  client.on("error", () => {});
  const connected = client.connect().catch(() => {});
  const asked = `${prefix}:asked`;

  /** What Redis answers in time. */
  const inTime = async <Value>(call: () => Promise<Value>): Promise<Value | undefined> => {
    if (!client.isReady) return undefined;
    try {
      return await Promise.race([call(), setTimeout(PATIENCE_MS, undefined, { ref: false })]);
    } catch {
      return undefined;
    }
  };

  return {
    get: async (key) => (await inTime(() => client.get(`${prefix}:answer:${key}`))) ?? undefined,
    async set(key, answer) {
      await inTime(() => client.set(`${prefix}:answer:${key}`, answer, { expiration: { type: "PX", value: KEPT_MS } }));
    },
    async noteAsked(question) {
      if (question.length > MAX_QUESTION) return;
      await inTime(() =>
        client
          .multi()
          .zIncrBy(asked, 1, question)
          .zRemRangeByRank(asked, 0, -1 - MAX_NOTED)
          .expire(asked, NOTES_KEPT_SECONDS)
          .exec(),
      );
    },
    busiest: async (count) => {
      await Promise.race([connected, setTimeout(CONNECT_MS, undefined, { ref: false })]);
      return (await inTime(() => client.zRange(asked, 0, count - 1, { REV: true }))) ?? [];
    },
    close: () => client.destroy(),
  };
}
