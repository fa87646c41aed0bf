import { z } from "@hono/zod-openapi";
import { offerScopes, tokenStandards } from "@plaza/sdk";
import type { Services } from "../services.ts";
import type { App } from "./app.ts";
import { enterOrder, entryProblems } from "./enterOrder.ts";
import { json, jsonBody, operation } from "./operation.ts";
import { orderJson, orderSchema } from "./order.ts";
import { addressSchema, idSchema, signatureSchema, uint256Schema } from "./parse.ts";

/** A set of more has no place in a body. */
const MAX_TOKENS = 150;

const body = z
  .strictObject({
    offer: z.strictObject({
      ...{ buyer: addressSchema, token: addressSchema, standard: z.enum(tokenStandards), scope: z.enum(offerScopes) },
      ...{ tokenId: uint256Schema, root: idSchema, quantity: uint256Schema, price: uint256Schema },
      ...{ expiry: uint256Schema, nonce: uint256Schema, counter: uint256Schema },
    }),
    tokenIds: z
      .array(uint256Schema)
      .max(MAX_TOKENS, `expected at most ${MAX_TOKENS} token ids`)
      .default([])
      .openapi({ description: "The set behind the root of an offer on traits: who accepts needs it for the proof." }),
    signature: signatureSchema.openapi({ description: "The buyer's, over the EIP-712 `Offer`." }),
  })
  .openapi("OfferInput");

const route = operation({
  method: "post",
  path: "/v1/orders/offers",
  summary: "Enters a signed offer into the book. Whoever owns what it is for can accept it.",
  tier: "profiles",
  request: { body: jsonBody(body) },
  responses: {
    200: json("It was there before.", orderSchema),
    201: json("Entered.", orderSchema),
  },
  problems: entryProblems,
});

export function offersRoute(app: App, services: Services): void {
  app.openapi(route, async (c) => {
    const { offer, tokenIds, signature } = c.req.valid("json");
    const { order, isNew } = await enterOrder(services, { kind: "offer", offer, tokenIds }, signature);
    return c.json(orderJson(order), isNew ? 201 : 200);
  });
}
