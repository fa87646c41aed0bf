import { z } from "@hono/zod-openapi";
import { requireLive, type Services } from "../services.ts";
import type { App } from "./app.ts";
import { json, operation, timed } from "./operation.ts";
import { idSchema } from "./parse.ts";
import { auctionSchema } from "./schemas.ts";
import { auctionJson } from "./wire.ts";

/** Path parameter of the routes of one auction. */
export const auctionPath = z.object({ id: idSchema });

const route = operation({
  method: "get",
  path: "/v1/auctions/{id}",
  summary: "One auction as it stands right now.",
  tier: "reads",
  request: { params: auctionPath },
  responses: { 200: timed(json("The auction.", auctionSchema)) },
  problems: ["auction_not_found", "temporarily_unavailable"],
});

export function auctionRoute(app: App, services: Services): void {
  app.openapi(route, async (c) => {
    const live = await requireLive(services, c.req.valid("param").id);
    return c.json(auctionJson(live), 200);
  });
}
