import { z } from "@hono/zod-openapi";
import { orderStatuses } from "../domain/orders.ts";
import { listOrders, type OrderCursor, orderSorts } from "../infra/database/orders.ts";
import type { Services } from "../services.ts";
import type { App } from "./app.ts";
import { json, operation } from "./operation.ts";
import { orderJson, orderSchema } from "./order.ts";
import { addressSchema, uint256Schema, wholeNumber } from "./parse.ts";

const MAX_LIMIT = 200;
const MAX_ITEMS = 100;

const CURSOR = /^(\d{1,30})-(\d{1,15})$/;

const query = z.strictObject({
  kind: z.enum(["listing", "offer"]).optional(),
  maker: addressSchema.optional(),
  token: addressSchema.optional(),
  tokenIds: z
    .string()
    .transform((text) => text.split(","))
    .pipe(z.array(uint256Schema).max(MAX_ITEMS, `expected at most ${MAX_ITEMS} token ids`))
    .optional()
    .openapi({
      description: `Orders that concern one of these items of \`token\`, up to ${MAX_ITEMS} with commas between them: also offers on the whole collection, and on traits that one has.`,
    }),
  status: z.enum([...orderStatuses, "all"]).default("open"),
  sort: z.enum(orderSorts).default("newest").openapi({ description: "Prices are those that were signed." }),
  after: z
    .string()
    .regex(CURSOR, "expected what `next` said")
    .transform((text): OrderCursor => {
      const [, price = "0", number = "0"] = CURSOR.exec(text) ?? [];
      return { price: BigInt(price), number: Number(number) };
    })
    .optional()
    .openapi({ description: "`next` of the page before." }),
  limit: wholeNumber(`a number from 1 to ${MAX_LIMIT}`)
    .pipe(z.number().min(1, "expected at least 1").max(MAX_LIMIT, `expected at most ${MAX_LIMIT}`))
    .prefault("50"),
});

const answer = z.object({
  orders: z.array(orderSchema),
  next: z.string().nullable().meta({ description: "Where the next page begins; null on the last." }),
});

const route = operation({
  method: "get",
  path: "/v1/orders",
  summary: "The book of signed listings and offers.",
  tier: "reads",
  request: { query },
  responses: { 200: json("A page of it.", answer) },
});

export function ordersRoute(app: App, services: Services): void {
  app.openapi(route, async (c) => {
    const { kind, maker, token, tokenIds, status, sort, after, limit } = c.req.valid("query");
    const filter = { kind, maker, token, tokenIds, status: status === "all" ? undefined : status };
    const found = await listOrders(services.database, filter, { sort, after, limit: limit + 1 });
    const orders = found.slice(0, limit);
    const last = orders.at(-1);
    const price = last && (last.kind === "listing" ? last.listing.price : last.offer.price);
    const next = found.length > limit && last ? `${price}-${last.number}` : null;
    return c.json({ orders: orders.map(orderJson), next }, 200);
  });
}
