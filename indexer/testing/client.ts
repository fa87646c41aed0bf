import { createCursorCodec } from "../src/api/query/cursor.ts";
import type { Database } from "../src/api/query/database.ts";
import { createGraphqlApp } from "../src/api/server.ts";
import { NOW } from "./shop.ts";

type Answer = {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads answers of any shape
  data: any;
  errors?: { message: string; path?: (string | number)[]; extensions: Record<string, unknown> }[];
};

/** Asks the GraphQL server as a client would, over HTTP but without a socket. */
export function createTestClient(db: Database) {
  const app = createGraphqlApp({
    db,
    cursors: createCursorCodec("test"),
    readHead: async () => ({ chainId: 31_337, block: 42n, timestamp: NOW }),
  });
  const post = async (body: string): Promise<Answer> => {
    const response = await app.request("/graphql", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });
    return { status: response.status, ...((await response.json()) as Omit<Answer, "status">) };
  };
  return {
    app,
    post,
    ask: (query: string, variables: Record<string, unknown> = {}) => post(JSON.stringify({ query, variables })),
  };
}
