import { z } from "@hono/zod-openapi";
import { getAddress } from "viem";
import { listReviews, type Review } from "../infra/database/reviews.ts";
import type { Services } from "../services.ts";
import type { App } from "./app.ts";
import { json, operation } from "./operation.ts";
import { accountPath } from "./profile.ts";
import { address, time } from "./schemas.ts";

const LISTED = 50;

export const reviewSchema = z
  .object({
    trade: z.string(),
    author: address,
    subject: address,
    rating: z.int(),
    comment: z.string(),
    writtenAt: time,
  })
  .openapi("Review");

/** A review in JSON. */
export const reviewJson = (review: Review) => ({
  ...review,
  author: getAddress(review.author),
  subject: getAddress(review.subject),
  writtenAt: new Date(review.writtenAt).toISOString(),
});

const route = operation({
  method: "get",
  path: "/v1/accounts/{address}/reviews",
  summary: "The newest reviews about an account.",
  tier: "reads",
  request: { params: accountPath },
  responses: { 200: json("Fifty at most.", z.object({ reviews: z.array(reviewSchema) })) },
});

export function reviewsRoute(app: App, services: Services): void {
  app.openapi(route, async (c) => {
    const reviews = await listReviews(services.database, c.req.valid("param").address, LISTED);
    return c.json({ reviews: reviews.map(reviewJson) }, 200);
  });
}
