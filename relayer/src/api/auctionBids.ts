import { z } from "@hono/zod-openapi";
import { listBids } from "../infra/database/bids.ts";
import { maximaAreOpen, requireLive, type Services } from "../services.ts";
import type { App } from "./app.ts";
import { auctionPath } from "./auction.ts";
import { json, operation } from "./operation.ts";
import { wholeNumber } from "./parse.ts";
import { bidSchema } from "./schemas.ts";
import { bidJson } from "./wire.ts";

const MAX_LIMIT = 500;

const query = z.strictObject({
  after: wholeNumber("a sequence number").prefault("0"),
  limit: wholeNumber(`a number from 1 to ${MAX_LIMIT}`)
    .pipe(z.number().min(1, "expected at least 1").max(MAX_LIMIT, `expected at most ${MAX_LIMIT}`))
    .prefault("100"),
});

const route = operation({
  method: "get",
  path: "/v1/auctions/{id}/bids",
  summary: "Accepted bids of an auction by sequence, ascending.",
  tier: "reads",
  request: { params: auctionPath, query },
  responses: { 200: json("A page of them.", z.object({ bids: z.array(bidSchema) })) },
  problems: ["auction_not_found", "temporarily_unavailable"],
});

export function auctionBidsRoute(app: App, services: Services): void {
  app.openapi(route, async (c) => {
    const { id } = c.req.valid("param");
    const { after, limit } = c.req.valid("query");
    const live = await requireLive(services, id);
    const bids = await listBids(services.database, { auctionId: id, after, limit });
    const isOver = maximaAreOpen(services, live);
    return c.json({ bids: bids.map((bid) => bidJson(bid, isOver)) }, 200);
  });
}
