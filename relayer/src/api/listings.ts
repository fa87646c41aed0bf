import { z } from "@hono/zod-openapi";
import { tokenStandards } from "@plaza/sdk";
import type { Services } from "../services.ts";
import type { App } from "./app.ts";
import { enterOrder, entryProblems } from "./enterOrder.ts";
import { json, jsonBody, operation } from "./operation.ts";
import { orderJson, orderSchema } from "./order.ts";
import { addressSchema, signatureSchema, uint256Schema } from "./parse.ts";

const body = z
  .strictObject({
    listing: z.strictObject({
      ...{ seller: addressSchema, token: addressSchema, standard: z.enum(tokenStandards) },
      ...{ tokenId: uint256Schema, quantity: uint256Schema, price: uint256Schema, endPrice: uint256Schema },
      ...{ fallStart: uint256Schema, fallEnd: uint256Schema, expiry: uint256Schema, taker: addressSchema },
      ...{ maxFeeBps: uint256Schema, maxRoyaltyBps: uint256Schema, nonce: uint256Schema, counter: uint256Schema },
    }),
    signature: signatureSchema.openapi({ description: "The seller's, over the EIP-712 `SignedListing`." }),
  })
  .openapi("ListingInput");

const route = operation({
  method: "post",
  path: "/v1/orders/listings",
  summary: "Enters a signed listing into the book. Everybody can see it, and whoever sees it can buy.",
  tier: "profiles",
  request: { body: jsonBody(body) },
  responses: {
    200: json("It was there before.", orderSchema),
    201: json("Entered.", orderSchema),
  },
  problems: entryProblems,
});

export function listingsRoute(app: App, services: Services): void {
  app.openapi(route, async (c) => {
    const { listing, signature } = c.req.valid("json");
    const { order, isNew } = await enterOrder(services, { kind: "listing", listing }, signature);
    return c.json(orderJson(order), isNew ? 201 : 200);
  });
}
