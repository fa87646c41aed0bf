import { z } from "@hono/zod-openapi";
import { fundsOf } from "../domain/book.ts";
import { receiptStamp, type Services } from "../services.ts";
import type { App } from "./app.ts";
import { json, operation } from "./operation.ts";
import { addressSchema } from "./parse.ts";
import { fundsSchema } from "./schemas.ts";
import { fundsJson } from "./wire.ts";

const route = operation({
  method: "get",
  path: "/v1/accounts/{address}/funds",
  summary:
    "What an account can bid with, and what holds the rest, as far as the secret maxima of proxy bids do not show.",
  tier: "reads",
  request: { params: z.object({ address: addressSchema }) },
  responses: { 200: json("The account's money.", fundsSchema) },
});

export function fundsRoute(app: App, services: Services): void {
  app.openapi(route, async (c) => {
    const { address: account } = c.req.valid("param");
    await receiptStamp(services);
    const { chain, book } = services.ledger.state;
    const funds = fundsOf({
      account,
      book,
      chain,
      settlerHash: services.instance.keys.settler.signerHash,
      inPublic: true,
    });
    return c.json(fundsJson(account, funds), 200);
  });
}
