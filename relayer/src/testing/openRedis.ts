import { Breakers } from "../infra/breaker.ts";
import { createLogger } from "../infra/logger.ts";
import { Redis } from "../infra/redis/redis.ts";

/** A connection like a relayer's. */
export const openTestRedis = (url: string, prefix = "plaza:31337:0xaa"): Redis =>
  Redis.open(url, { prefix, breakers: new Breakers(), log: createLogger("silent") });
