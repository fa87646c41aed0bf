import { createHash } from "node:crypto";
import type { GraphQLSchema } from "graphql";
import type { Context, MiddlewareHandler } from "hono";
import type { Index } from "../graphql/context.ts";
import { QUERY_LIMITS } from "../limits/plugin.ts";
import { createCacheable } from "./cacheable.ts";
import type { AnswerStore } from "./store.ts";

const JSON_TYPE = "application/json; charset=utf-8";
/** How many questions are asked again after a start, before anybody does. */
const WARMED = 20;

/** A question: what of the request the answer depends on. */
type Question = { query: string; variables?: unknown; operationName?: unknown };

/**
 * Keeps answers for as long as the block that they are of is the latest, and the release the one that answers: those without errors, to
 * queries that ask for nothing that changes between blocks. The same question of several at a time is answered once. A GET is told by its
 * ETag that nothing changed.
 */
export function keepAnswers({
  store,
  schema,
  openIndex,
}: {
  store: AnswerStore;
  schema: GraphQLSchema;
  openIndex: () => Promise<Index>;
}): MiddlewareHandler<{ Variables: { index?: Index } }> {
  const isCacheable = createCacheable(schema, QUERY_LIMITS.tokens);
  const underWay = new Map<string, Promise<string | undefined>>();

  return async (c, next) => {
    const question = await questionOf(c);
    if (!question || !isCacheable(question.query)) return next();
    const text = JSON.stringify([question.query, question.variables ?? {}, question.operationName ?? null]);
    const index = await openIndex();
    const now = momentOf(index);
    const key = digest(`${now} ${text}`);
    void store.noteAsked(text);

    const shared = underWay.get(key);
    const theirs = shared && (await shared);
    if (theirs !== undefined) return answer(c, theirs, "HIT");
    let settle: (answer: string | undefined) => void = () => {};
    const coming = new Promise<string | undefined>((resolve) => {
      settle = resolve;
    });
    underWay.set(key, coming);
    let found: string | undefined;
    try {
      found = await store.get(key);
      if (found !== undefined) return answer(c, found, "HIT");
      c.set("index", index);
      await next();
      // Taken before the body is read: that forgets what was set on the answer since, such as the headers of CORS.
      const { status, headers } = c.res;
      const told = new Headers(headers);
      if (status !== 200 || !told.get("content-type")?.includes("json")) return;
      const text = await c.res.text();
      const isWhole = !("errors" in (JSON.parse(text) as object));
      if (isWhole) found = text;
      // A block that came meanwhile may be in it.
      if (isWhole && momentOf(await openIndex()) === now) await store.set(key, text);
      c.res = isWhole ? answer(c, text, "MISS", told) : new Response(text, { headers: told });
    } finally {
      underWay.delete(key);
      settle(found);
    }
  };
}

/** Asks what was asked most, so that the answers are there before anybody asks again. */
export async function warmAnswers(store: AnswerStore, ask: (body: string) => Promise<unknown>): Promise<void> {
  for (const text of await store.busiest(WARMED)) {
    const [query, variables, operationName] = JSON.parse(text) as [string, unknown, unknown];
    await ask(JSON.stringify({ query, variables, operationName }));
  }
}

function momentOf({ release, head: { chainId, block, timestamp } }: Index): string {
  return `${release} ${chainId} ${block} ${timestamp}`;
}

async function questionOf(c: Context): Promise<Question | undefined> {
  // A browser gets the page, and subscriptions a stream.
  if (/text\/html|event-stream/.test(c.req.header("accept") ?? "")) return undefined;
  try {
    if (c.req.method === "GET") {
      const { query, variables, operationName } = c.req.query();
      return query === undefined ? undefined : { query, variables: variables && JSON.parse(variables), operationName };
    }
    if (c.req.method !== "POST" || !c.req.header("content-type")?.startsWith("application/json")) return undefined;
    const body = (await c.req.raw.clone().json()) as Question;
    return typeof body?.query === "string" ? body : undefined;
  } catch {
    return undefined;
  }
}

/** @param headers - That it is to have besides. */
function answer(c: Context, text: string, found: "HIT" | "MISS", headers = new Headers()): Response {
  const etag = `"${digest(text).slice(0, 32)}"`;
  const own = { etag, "cache-control": "no-cache", "x-cache": found, vary: "accept", "content-type": JSON_TYPE };
  for (const [name, value] of Object.entries(own)) headers.set(name, value);
  const known = c.req.header("if-none-match")?.split(/\s*,\s*/) ?? [];
  if (c.req.method !== "GET" || !known.some((tag) => tag.replace(/^W\//, "") === etag))
    return new Response(text, { headers });
  headers.delete("content-type");
  headers.delete("content-length");
  return new Response(null, { status: 304, headers });
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
