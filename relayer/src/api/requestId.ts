import { randomUUID } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import type { Address } from "viem";
import type { Logger } from "../infra/logger.ts";

/** What middleware leaves for routes. */
export type RequestVariables = {
  requestId: string;
  /** The account that an access token proved, in lower case; where it is set before the limits, they count by it. */
  account?: Address;
};

const ACCEPTED = /^[\w.:-]{1,64}$/;

/** Gives each request an id, the caller's own if it is harmless, and logs how it ended. */
export function requestId(log: Logger): MiddlewareHandler<{ Variables: RequestVariables }> {
  return async (c, next) => {
    const given = c.req.header("x-request-id");
    const id = given !== undefined && ACCEPTED.test(given) ? given : randomUUID();
    c.set("requestId", id);
    const begun = performance.now();
    await next();
    // Not by c.header: once there is an answer that copies it, body and all, into a stream.
    c.res.headers.set("x-request-id", id);
    const ms = Math.round((performance.now() - begun) * 10) / 10;
    log.debug({ requestId: id, method: c.req.method, path: c.req.path, status: c.res.status, ms }, "request");
  };
}
