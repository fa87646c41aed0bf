import type { Hex } from "viem";
import { z } from "zod";
import { findLive, type Services } from "../services.ts";
import type { App } from "./app.ts";
import { idSchema, parseInput } from "./parse.ts";
import { auctionJson } from "./wire.ts";

const MAX_IDS = 100;

const schema = z.object({
  ids: z
    .string("expected ids, separated by commas")
    .transform((text) => text.split(","))
    .pipe(z.array(idSchema).max(MAX_IDS, `expected at most ${MAX_IDS} ids`)),
});

/** `GET /v1/auctions?ids=a,b`: those of them that exist, in the order asked for. */
export function auctionsRoute(app: App, services: Services): void {
  app.get("/v1/auctions", (c) => {
    const { ids } = parseInput(schema, c.req.query());
    const now = services.clock.now();
    const auctions = [...new Set<Hex>(ids)].flatMap((id) => {
      const live = findLive(services, id);
      return live ? [auctionJson(live, now)] : [];
    });
    return c.json({ auctions });
  });
}
