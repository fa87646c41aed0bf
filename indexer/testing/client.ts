import type { BookReader } from "../src/api/book.ts";
import type { Feed } from "../src/api/feed.ts";
import type { LiveReader } from "../src/api/live.ts";
import type { Refresh } from "../src/api/metadata/refresh.ts";
import { createCursorCodec } from "../src/api/query/cursor.ts";
import type { Database } from "../src/api/query/database.ts";
import { createGraphqlApp } from "../src/api/server.ts";
import type { WrittenReader } from "../src/api/written.ts";
import { escrow, NOW } from "./shop.ts";

/** A connection as far as most tests look into it. */
export type Nodes<Node = Record<string, unknown>> = { nodes: Node[]; totalCount: number };

type Answer<Data> = {
  status: number;
  data: Data;
  errors?: { message: string; path?: (string | number)[]; extensions: Record<string, unknown> }[];
};

/** Asks the GraphQL server as a client would, over HTTP but without a socket. */
export function createTestClient(
  db: Database,
  readAuctions?: LiveReader,
  readOffers?: BookReader,
  feed?: Feed,
  refresh?: Refresh,
  readWritten?: WrittenReader,
) {
  const app = createGraphqlApp({
    openIndex: async () => ({ db, head: { chainId: 31_337, block: 42n, timestamp: NOW }, release: "" }),
    cursors: createCursorCodec("test"),
    escrow,
    readAuctions,
    readOffers,
    readWritten,
    refresh,
    ...(feed ? { feed } : {}),
  });
  const post = async <Data = Record<string, unknown>>(body: string): Promise<Answer<Data>> => {
    const response = await app.request("/graphql", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });
    return { status: response.status, ...((await response.json()) as Omit<Answer<Data>, "status">) };
  };
  return {
    app,
    post,
    /** @typeParam Data - What of the answer the test looks into. */
    ask: <Data = Record<string, unknown>>(query: string, variables: Record<string, unknown> = {}) =>
      post<Data>(JSON.stringify({ query, variables })),
  };
}
