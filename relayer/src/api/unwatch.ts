import { listWatches, removeWatch } from "../infra/database/watches.ts";
import type { Services } from "../services.ts";
import type { App } from "./app.ts";
import { auctionPath } from "./auction.ts";
import { json, operation } from "./operation.ts";
import { bearer, requireSession, sessionProblems } from "./session.ts";
import { MAX_WATCHED, watchesSchema } from "./watches.ts";

const route = operation({
  method: "delete",
  path: "/v1/watches/{id}",
  summary: "Has the account told of an auction's bids no more.",
  tier: "profiles",
  security: bearer,
  request: { params: auctionPath },
  responses: { 200: json("All that it watches.", watchesSchema) },
  problems: sessionProblems,
});

export function unwatchRoute(app: App, services: Services): void {
  app.openapi(route, async (c) => {
    const { account } = await requireSession(services, c);
    await removeWatch(services.database, account, c.req.valid("param").id);
    return c.json({ auctions: await listWatches(services.database, account, MAX_WATCHED) }, 200);
  });
}
