import { z } from "zod";
import { fundsOf } from "../domain/book.ts";
import { receiptStamp, type Services } from "../services.ts";
import type { App } from "./app.ts";
import { addressSchema, parseInput } from "./parse.ts";
import { fundsJson } from "./wire.ts";

const schema = z.object({ address: addressSchema });

/** `GET /v1/accounts/:address/funds`: what an account can bid with, and what holds the rest. */
export function fundsRoute(app: App, services: Services): void {
  app.get("/v1/accounts/:address/funds", async (c) => {
    const { address: account } = parseInput(schema, c.req.param());
    await receiptStamp(services);
    const { chain, book } = services.ledger.state;
    return c.json(fundsJson(account, fundsOf({ account, book, chain, settlerHash: services.settler.signerHash })));
  });
}
