import { z } from "@hono/zod-openapi";
import { Refusal } from "../domain/refusal.ts";
import { findTrade, insertReview, type Review } from "../infra/database/reviews.ts";
import type { Services } from "../services.ts";
import type { App } from "./app.ts";
import { json, jsonBody, operation } from "./operation.ts";
import { plainText } from "./profileWrite.ts";
import { reviewJson, reviewSchema } from "./reviews.ts";
import { bearer, requireSession, sessionProblems } from "./session.ts";

/** A trade as notifications and the indexer name it. */
export const tradeId = z.string().regex(/^0x[0-9a-f]{64}:\d{1,9}$/, "expected transaction:logIndex");

const body = z
  .strictObject({
    trade: tradeId.openapi({ description: "As notifications and the indexer have it." }),
    rating: z.int("expected a whole number").min(1, "expected at least 1").max(5, "expected at most 5"),
    comment: plainText(0, 1_000).default(""),
  })
  .openapi("ReviewInput");

const route = operation({
  method: "post",
  path: "/v1/reviews",
  summary: "Reviews the other party of a final trade, once.",
  tier: "profiles",
  security: bearer,
  request: { body: jsonBody(body) },
  responses: { 201: json("The review.", reviewSchema) },
  problems: [...sessionProblems, "trade_not_found", "not_a_counterparty", "already_reviewed"],
});

export function reviewRoute(app: App, services: Services): void {
  app.openapi(route, async (c) => {
    const { account: author } = await requireSession(services, c);
    const { trade, rating, comment } = c.req.valid("json");
    const { database, reputations, now } = services;
    const parties = await findTrade(database, trade);
    if (parties === undefined)
      throw new Refusal("trade_not_found", "There is no such trade, or it is not final yet.", { field: "trade" });
    const { seller, buyer } = parties;
    // Who trades with himself is nobody's counterparty.
    if ((author !== seller && author !== buyer) || seller === buyer)
      throw new Refusal("not_a_counterparty", "Only the seller and the buyer of a trade can review each other.");
    const subject = author === seller ? buyer : seller;
    const review: Review = { trade, author, subject, rating, comment, writtenAt: now() };
    if (!(await insertReview(database, review)))
      throw new Refusal("already_reviewed", "This trade was reviewed by this account before.", { field: "trade" });
    reputations.invalidate([subject]);
    return c.json(reviewJson(review), 201);
  });
}
