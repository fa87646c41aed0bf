import { z } from "@hono/zod-openapi";
import type { Hex } from "viem";
import { listLive, type Services } from "../services.ts";
import type { App } from "./app.ts";
import { json, operation, timed } from "./operation.ts";
import { idSchema } from "./parse.ts";
import { auctionSchema } from "./schemas.ts";
import { auctionJson } from "./wire.ts";

const MAX_IDS = 100;

const query = z.object({
  ids: z
    .string("expected ids, separated by commas")
    .transform((text) => text.split(","))
    .pipe(z.array(idSchema).max(MAX_IDS, `expected at most ${MAX_IDS} ids`))
    .openapi({ description: `Up to ${MAX_IDS} ids, separated by commas.` }),
});

const route = operation({
  method: "get",
  path: "/v1/auctions",
  summary: "Several auctions: those that exist, in the order asked for.",
  tier: "reads",
  request: { query },
  responses: { 200: timed(json("The auctions.", z.object({ auctions: z.array(auctionSchema) }))) },
  problems: ["temporarily_unavailable"],
});

export function auctionsRoute(app: App, services: Services): void {
  app.openapi(route, async (c) => {
    const { ids } = c.req.valid("query");
    const auctions = await listLive(services, [...new Set<Hex>(ids)]);
    return c.json({ auctions: auctions.map(auctionJson) }, 200);
  });
}
