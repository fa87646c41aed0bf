import type { MiddlewareHandler } from "hono";
import type { ChainClock } from "../infra/clock.ts";
import { isoTime } from "./wire.ts";

/**
 * Tells the relayer's clock, which follows the chain's, in each answer's `Server-Time`. Not in bodies: what differs from second to second
 * could hardly ever be answered with 304.
 */
export function serverTime(clock: ChainClock): MiddlewareHandler {
  return async (c, next) => {
    await next();
    c.res.headers.set("server-time", isoTime(clock.now()));
  };
}
