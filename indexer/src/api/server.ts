import { GraphQLError } from "graphql";
import { createYoga, maskError, type YogaLogger } from "graphql-yoga";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { Hex } from "viem";
import { keepAnswers } from "./answers/keepAnswers.ts";
import type { AnswerStore } from "./answers/store.ts";
import type { BookReader } from "./book.ts";
import { callerOf } from "./caller.ts";
import type { ErrorCode } from "./errors.ts";
import { createFeed, type Feed } from "./feed.ts";
import type { Context, Index } from "./graphql/context.ts";
import { createLoaders } from "./graphql/loaders.ts";
import { schema } from "./graphql/schema.ts";
import { errorCodes } from "./limits/errorCodes.ts";
import { queryLimits } from "./limits/plugin.ts";
import type { LiveReader } from "./live.ts";
import type { Refresh } from "./metadata/refresh.ts";
import type { CursorCodec } from "./query/cursor.ts";
import type { WrittenReader } from "./written.ts";

const MAX_BODY_BYTES = 100_000;

/** Faults of the server belong in its log; what a caller did wrong is told to the caller alone. */
const logger: YogaLogger = {
  debug() {},
  info() {},
  warn: (...args) => console.warn(...args),
  error: (...args) => console.error(...args),
};

/**
 * Serves `/graphql`.
 *
 * @param options.escrow - The contract that holds what is for sale.
 * @param options.openIndex - Opens the index as it is now: once for a request.
 * @param options.readAuctions - Asks the relayer; without it nothing is known of bids off the chain.
 * @param options.readOffers - Asks the relayer for its book; without it nothing is known of offers that wait.
 * @param options.readWritten - Asks the relayer for what people wrote; without it nothing is known of texts and names.
 * @param options.feed - What subscribers listen to; one that looks for blocks by itself if absent.
 * @param options.refresh - Has an item's metadata looked at again; absent where nobody looks.
 * @param options.trustedProxies - How many proxies in front are believed who called.
 * @param options.answers - Where answers are kept while their block is the latest; without it none is.
 */
export function createGraphqlApp({
  openIndex,
  cursors,
  escrow,
  readAuctions,
  readOffers,
  readWritten,
  refresh,
  feed = createFeed({ openIndex, cursors }),
  trustedProxies = 0,
  answers,
}: {
  openIndex: () => Promise<Index>;
  cursors: CursorCodec;
  escrow: Hex;
  readAuctions?: LiveReader | undefined;
  readOffers?: BookReader | undefined;
  readWritten?: WrittenReader | undefined;
  refresh?: Refresh | undefined;
  feed?: Feed;
  trustedProxies?: number;
  answers?: AnswerStore | undefined;
}) {
  const yoga = createYoga<{ caller: string; index: Index | undefined }>({
    schema,
    graphqlEndpoint: "/graphql",
    context: async ({ caller, index }): Promise<Context> => {
      const read = ({ db, head }: Index) => {
        return { db, head, loaders: createLoaders(db, head, { readAuctions, readWritten }) };
      };
      const renewed = () => read(feed.latest());
      return { cursors, escrow, caller, feed, readOffers, refresh, renewed, ...read(index ?? (await openIndex())) };
    },
    plugins: [queryLimits(), errorCodes()],
    maskedErrors: { maskError: (error, ...rest) => (isTimeout(error) ? timeoutOf(error) : maskError(error, ...rest)) },
    graphiql: { title: "Plaza", defaultTabs: [{ query: WELCOME }] },
    // Nine megabytes of script, but from this machine: without it the page would load from a CDN.
    renderGraphiQL: async (options) => (await import("@graphql-yoga/render-graphiql")).renderGraphiQL(options),
    landingPage: false,
    cors: false, // Ponder's server opens all of it.
    batching: false,
    logging: logger,
  });

  return new Hono<{ Variables: { index?: Index } }>()
    .use(
      "/graphql",
      bodyLimit({
        maxSize: MAX_BODY_BYTES,
        onError: (c) => {
          const extensions = { code: "REQUEST_TOO_LARGE" satisfies ErrorCode, limit: MAX_BODY_BYTES };
          return c.json({ errors: [{ message: `The body is larger than ${MAX_BODY_BYTES} bytes.`, extensions }] }, 413);
        },
      }),
    )
    .use("/graphql", answers ? keepAnswers({ store: answers, schema, openIndex }) : (_, next) => next())
    .all("/graphql", (c) => yoga.fetch(c.req.raw, { caller: callerOf(c, trustedProxies), index: c.get("index") }));
}

/** Postgres' codes for a statement that took too long, and for one that waited too long for another's lock. */
const TIMEOUTS: readonly unknown[] = ["57014", "55P03"];

function isTimeout(error: unknown): error is GraphQLError {
  if (!(error instanceof GraphQLError)) return false;
  return TIMEOUTS.includes((error.originalError as { code?: unknown } | undefined)?.code);
}

function timeoutOf({ nodes, path }: GraphQLError): GraphQLError {
  const message = "The query took the database too long. Ask for less, or ask again when there is less to do.";
  return new GraphQLError(message, { nodes, path, extensions: { code: "QUERY_TIMEOUT" satisfies ErrorCode } });
}

const WELCOME = `# The ten cheapest rare or better weapons for sale.
{
  listings(filter: { itemType: [WEAPON], rarity: [RARE, EPIC, LEGENDARY] }, sort: PRICE_ASC, first: 10) {
    totalCount
    nodes { price remaining seller item { name rarity power } }
  }
  _meta { block }
}
`;
