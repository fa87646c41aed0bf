import { z } from "@hono/zod-openapi";
import { listWatches } from "../infra/database/watches.ts";
import type { Services } from "../services.ts";
import type { App } from "./app.ts";
import { json, operation } from "./operation.ts";
import { hash } from "./schemas.ts";
import { bearer, requireSession, sessionProblems } from "./session.ts";

/** Auctions that one account can watch. */
export const MAX_WATCHED = 500;

/** What the routes of watches answer. */
export const watchesSchema = z.object({ auctions: z.array(hash) }).openapi("Watches");

const route = operation({
  method: "get",
  path: "/v1/watches",
  summary: "The auctions whose bids the account is told of without bidding itself.",
  tier: "reads",
  security: bearer,
  responses: { 200: json("Their ids.", watchesSchema) },
  problems: sessionProblems,
});

export function watchesRoute(app: App, services: Services): void {
  app.openapi(route, async (c) => {
    const { account } = await requireSession(services, c);
    return c.json({ auctions: await listWatches(services.database, account, MAX_WATCHED) }, 200);
  });
}
