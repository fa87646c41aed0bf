import { z } from "@hono/zod-openapi";
import { offerScopes, tokenStandards } from "@plaza/sdk";
import { getAddress, type Hex } from "viem";
import { orderReasons, orderStatuses } from "../domain/orders.ts";
import { Refusal } from "../domain/refusal.ts";
import { type BookOrder, findOrder } from "../infra/database/orders.ts";
import type { Services } from "../services.ts";
import type { App } from "./app.ts";
import { json, operation } from "./operation.ts";
import { idSchema } from "./parse.ts";
import { address, amount, hash, signature, time } from "./schemas.ts";

/** Path parameter of the routes of one order. */
export const orderPath = z.object({ id: idSchema });

const common = {
  id: hash.meta({ description: "EIP-712 digest: what the maker signed." }),
  signature,
  status: z.enum(orderStatuses),
  reason: z.enum(orderReasons).nullable().meta({ description: "Why it cannot be filled now; null while it is open." }),
  remaining: amount.meta({ description: "Units that were not filled yet." }),
  fillable: amount.meta({ description: "Units that can be filled now." }),
  createdAt: time,
  checkedBlock: z.int().meta({ description: "The block whose state decided on this." }),
};

const listing = z
  .object({
    ...{ seller: address, token: address, standard: z.enum(tokenStandards), tokenId: amount, quantity: amount },
    ...{ price: amount, endPrice: amount, fallStart: amount, fallEnd: amount, expiry: amount, taker: address },
    ...{ maxFeeBps: amount, maxRoyaltyBps: amount, nonce: amount, counter: amount },
  })
  .meta({ description: "As it was signed: every number is a decimal string, times are unix seconds." })
  .openapi("SignedListing");

const offer = z
  .object({
    ...{ buyer: address, token: address, standard: z.enum(tokenStandards), scope: z.enum(offerScopes) },
    ...{ tokenId: amount, root: hash, quantity: amount, price: amount, expiry: amount, nonce: amount, counter: amount },
  })
  .meta({ description: "As it was signed: every number is a decimal string, times are unix seconds." })
  .openapi("Offer");

/** An order in the book. */
export const orderSchema = z
  .discriminatedUnion("kind", [
    z.object({ ...common, kind: z.literal("listing"), listing }),
    z.object({
      ...{ ...common, kind: z.literal("offer"), offer },
      tokenIds: z.array(amount).meta({ description: "The set of an offer on traits, for its proofs; else empty." }),
    }),
  ])
  .openapi("Order");

type OrderJson = z.output<typeof orderSchema>;

/** A message as it travels: numbers as decimal strings, addresses checksummed. */
const messageJson = (message: object, accounts: readonly string[]) =>
  Object.fromEntries(
    Object.entries(message).map(([key, value]: [string, bigint | string]) => [
      key,
      typeof value === "bigint" ? value.toString() : accounts.includes(key) ? getAddress(value) : value,
    ]),
  );

/** An order in JSON. */
export function orderJson(order: BookOrder): OrderJson {
  const { id, signature, status, reason, remaining, fillable, createdAt, checkedBlock } = order;
  const parts = {
    ...{ id, signature, status, reason, checkedBlock },
    ...{ remaining: remaining.toString(), fillable: fillable.toString() },
    createdAt: new Date(createdAt).toISOString(),
  };
  return (
    order.kind === "listing"
      ? { ...parts, kind: order.kind, listing: messageJson(order.listing, ["seller", "token", "taker"]) }
      : {
          ...{ ...parts, kind: order.kind, offer: messageJson(order.offer, ["buyer", "token"]) },
          tokenIds: order.tokenIds.map(String),
        }
  ) as OrderJson;
}

/** An order of the book, asked for by its id. */
export async function requireOrder({ database }: Pick<Services, "database">, id: Hex): Promise<BookOrder> {
  const order = await findOrder(database, id);
  if (order) return order;
  throw new Refusal("order_not_found", `There is no order ${id} in the book.`, { field: "id" });
}

const route = operation({
  method: "get",
  path: "/v1/orders/{id}",
  summary: "A signed order, and whether it can be filled.",
  tier: "reads",
  request: { params: orderPath },
  responses: { 200: json("The order.", orderSchema) },
  problems: ["order_not_found"],
});

export function orderRoute(app: App, services: Services): void {
  app.openapi(route, async (c) => c.json(orderJson(await requireOrder(services, c.req.valid("param").id)), 200));
}
