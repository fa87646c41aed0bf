import type { MiddlewareHandler } from "hono";
import { cors } from "hono/cors";

/** Lets pages of these origins use the API; `*` for all. */
export function crossOrigin(origins: readonly string[]): MiddlewareHandler {
  const allow = cors({
    origin: origins.includes("*") ? "*" : [...origins],
    allowMethods: ["GET", "POST", "PUT", "PATCH", "DELETE"],
    allowHeaders: ["authorization", "content-type", "if-none-match", "last-event-id", "x-request-id"],
    exposeHeaders: [
      ...["etag", "x-request-id", "retry-after", "server-time"],
      ...["ratelimit-limit", "ratelimit-remaining", "ratelimit-reset"],
    ],
    maxAge: 600,
  });
  return async (c, next) => {
    if (c.req.method === "OPTIONS") return allow(c, next);
    // Headers set before there is an answer make Hono copy it, body and all, into a stream: set afterwards they cost next to nothing.
    await next();
    return allow(c, async () => {});
  };
}
