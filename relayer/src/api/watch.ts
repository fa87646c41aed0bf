import { Refusal } from "../domain/refusal.ts";
import { addWatch, listWatches } from "../infra/database/watches.ts";
import { requireLive, type Services } from "../services.ts";
import type { App } from "./app.ts";
import { auctionPath } from "./auction.ts";
import { json, operation } from "./operation.ts";
import { bearer, requireSession, sessionProblems } from "./session.ts";
import { MAX_WATCHED, watchesSchema } from "./watches.ts";

const route = operation({
  method: "put",
  path: "/v1/watches/{id}",
  summary: "Has the account told of an auction's bids.",
  tier: "profiles",
  security: bearer,
  request: { params: auctionPath },
  responses: { 200: json("All that it watches.", watchesSchema) },
  problems: [...sessionProblems, "auction_not_found", "too_many_watches", "temporarily_unavailable"],
});

export function watchRoute(app: App, services: Services): void {
  app.openapi(route, async (c) => {
    const { account } = await requireSession(services, c);
    const { id } = c.req.valid("param");
    await requireLive(services, id);
    const { database } = services;
    const watched = await listWatches(database, account, MAX_WATCHED);
    if (watched.length >= MAX_WATCHED && !watched.includes(id))
      throw new Refusal("too_many_watches", `An account can watch ${MAX_WATCHED} auctions at most.`);
    await addWatch(database, account, id);
    return c.json({ auctions: await listWatches(database, account, MAX_WATCHED) }, 200);
  });
}
