import { z } from "@hono/zod-openapi";
import { findTrade } from "../infra/database/reviews.ts";
import type { Services } from "../services.ts";
import type { App } from "./app.ts";
import { json, operation } from "./operation.ts";
import { tradeId } from "./review.ts";

const route = operation({
  method: "get",
  path: "/v1/trades/{trade}/notice",
  summary: "Whether the notice of a sale to its seller is stored. Sales are told of once they are final.",
  tier: "reads",
  request: { params: z.object({ trade: tradeId }) },
  responses: {
    200: json(
      "Whether it is; what it says is the seller's own to read. False of a sale that is unknown or not final yet.",
      z.object({ stored: z.boolean() }).openapi("SaleNotice"),
    ),
  },
});

export function tradeNoticeRoute(app: App, { database }: Services): void {
  app.openapi(route, async (c) => {
    const parties = await findTrade(database, c.req.valid("param").trade);
    return c.json({ stored: parties !== undefined }, 200);
  });
}
