import type { MiddlewareHandler } from "hono";
import { compress } from "hono/compress";
import { etag } from "hono/etag";

const tag = etag();
const shrink = compress();

/** Answers JSON that a caller has already with 304, and compresses other answers for whom takes it. Streams pass as they are. */
export const representation: MiddlewareHandler = async (c, next) => {
  await next();
  if (c.req.method !== "GET" || c.res.status !== 200) return;
  const done = async () => {};
  if (c.res.headers.get("content-type")?.startsWith("application/json")) await tag(c, done);
  await shrink(c, done);
};
