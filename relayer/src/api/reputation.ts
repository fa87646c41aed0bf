import { z } from "@hono/zod-openapi";
import type { Services } from "../services.ts";
import type { App } from "./app.ts";
import { json, operation } from "./operation.ts";
import { accountPath } from "./profile.ts";
import { time } from "./schemas.ts";
import { isoTime } from "./wire.ts";

const deed = z.object({
  kind: z.enum(["sale", "purchase", "review"]),
  trade: z.string(),
  rating: z.int().nullable(),
  at: time,
  score: z.int().meta({ description: "That it led to." }),
});

const schema = z
  .object({
    score: z.int().meta({ description: "0 to 100; a new account has 60." }),
    sales: z.int(),
    purchases: z.int(),
    reviews: z.int(),
    rating: z.int().nullable().meta({ description: "Mean of the ratings, in hundredths." }),
    history: z.array(deed).meta({ description: "The newest hundred, newest first." }),
    stale: z.boolean().meta({ description: "Whether something newer may exist that could not be asked for." }),
  })
  .openapi("Reputation");

const route = operation({
  method: "get",
  path: "/v1/accounts/{address}/reputation",
  summary: "An account's reputation, from its final trades and the reviews of them.",
  tier: "reads",
  request: { params: accountPath },
  responses: { 200: json("The reputation.", schema) },
});

export function reputationRoute(app: App, { reputations }: Services): void {
  app.openapi(route, async (c) => {
    const { history, ...reputation } = await reputations.get(c.req.valid("param").address);
    return c.json({ ...reputation, history: history.map((deed) => ({ ...deed, at: isoTime(deed.at) })) }, 200);
  });
}
