import { z } from "zod";
import { requestWithdrawal } from "../intake/requestWithdrawal.ts";
import { receiptStamp, type Services } from "../services.ts";
import type { App } from "./app.ts";
import { addressSchema, amountSchema, limitBody, parseBody, signatureSchema } from "./parse.ts";
import { withdrawalJson } from "./wire.ts";

const schema = z.strictObject({
  account: addressSchema,
  amount: amountSchema,
  recipient: addressSchema,
  issuedAt: z
    .number("expected unix seconds")
    .int("expected whole unix seconds")
    .min(0, "expected unix seconds")
    .max(2 ** 40, "expected unix seconds"),
  signature: signatureSchema,
});

/** `POST /v1/withdrawals`: 201 with a co-signed withdrawal, 200 with the same one for a request that was answered before. */
export function withdrawalsRoute(app: App, services: Services): void {
  app.post("/v1/withdrawals", limitBody, async (c) => {
    const text = await c.req.text();
    const now = await receiptStamp(services);
    const request = parseBody(text, schema);
    await services.limits.requireAccount(request.account);
    const { withdrawal, isNew } = await requestWithdrawal(services, request, now);
    if (isNew) await services.limits.countAccount(request.account);
    return c.json(withdrawalJson(withdrawal), isNew ? 201 : 200);
  });
}
