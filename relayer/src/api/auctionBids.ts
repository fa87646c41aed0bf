import { z } from "zod";
import { listBids } from "../infra/database/bids.ts";
import { requireLive, type Services } from "../services.ts";
import type { App } from "./app.ts";
import { auctionPath } from "./auction.ts";
import { parseInput } from "./parse.ts";
import { bidJson } from "./wire.ts";

const MAX_LIMIT = 500;

const wholeNumber = (expected: string) =>
  z
    .string()
    .regex(/^\d{1,15}$/, `expected ${expected}`)
    .transform(Number);

const schema = z.strictObject({
  after: wholeNumber("a sequence number").default(0),
  limit: wholeNumber(`a number from 1 to ${MAX_LIMIT}`)
    .pipe(z.number().min(1, "expected at least 1").max(MAX_LIMIT, `expected at most ${MAX_LIMIT}`))
    .default(100),
});

/** `GET /v1/auctions/:id/bids?after=&limit=`: accepted bids by sequence, ascending. */
export function auctionBidsRoute(app: App, services: Services): void {
  app.get("/v1/auctions/:id/bids", async (c) => {
    const { id } = parseInput(auctionPath, c.req.param());
    const { after, limit } = parseInput(schema, c.req.query());
    await requireLive(services, id);
    const bids = await listBids(services.database, { auctionId: id, after, limit });
    return c.json({ bids: bids.map(bidJson) });
  });
}
