import { z } from "zod";
import { requireLive, type Services } from "../services.ts";
import type { App } from "./app.ts";
import { idSchema, parseInput } from "./parse.ts";
import { auctionJson } from "./wire.ts";

/** Path parameter of the routes of one auction. */
export const auctionPath = z.object({ id: idSchema });

/** `GET /v1/auctions/:id`: one auction as it stands right now. */
export function auctionRoute(app: App, services: Services): void {
  app.get("/v1/auctions/:id", async (c) => {
    const { id } = parseInput(auctionPath, c.req.param());
    const live = await requireLive(services, id);
    return c.json(auctionJson(live, services.clock.now()));
  });
}
