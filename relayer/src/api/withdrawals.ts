import { z } from "@hono/zod-openapi";
import { requestWithdrawal } from "../intake/requestWithdrawal.ts";
import { receiptStamp, type Services } from "../services.ts";
import type { App } from "./app.ts";
import { json, jsonBody, operation } from "./operation.ts";
import { addressSchema, amountSchema, signatureSchema } from "./parse.ts";
import { withdrawalSchema } from "./schemas.ts";
import { withdrawalJson } from "./wire.ts";

const body = z
  .strictObject({
    account: addressSchema,
    amount: amountSchema,
    recipient: addressSchema,
    issuedAt: z
      .number("expected unix seconds")
      .int("expected whole unix seconds")
      .min(0, "expected unix seconds")
      .max(2 ** 40, "expected unix seconds"),
    signature: signatureSchema.openapi({ description: "The account's, over the EIP-712 `WithdrawalRequest`." }),
  })
  .openapi("WithdrawalRequest");

const route = operation({
  method: "post",
  path: "/v1/withdrawals",
  summary: "Co-signs a withdrawal from the vault, which then leaves at once.",
  tier: "bids",
  request: { body: jsonBody(body) },
  responses: {
    200: json("The same request was answered before: the same withdrawal.", withdrawalSchema),
    201: json("Co-signed.", withdrawalSchema),
  },
  problems: [
    "amount_out_of_range",
    "request_expired",
    "insufficient_free",
    "invalid_signature",
    "temporarily_unavailable",
  ],
});

export function withdrawalsRoute(app: App, services: Services): void {
  app.openapi(route, async (c) => {
    const request = c.req.valid("json");
    // After the last byte: a request that is held back gets older.
    const now = await receiptStamp(services);
    await services.limits.requireAccount(request.account);
    const { withdrawal, isNew } = await requestWithdrawal(services, request, now);
    if (isNew) await services.limits.countAccount(request.account);
    return c.json(withdrawalJson(withdrawal), isNew ? 201 : 200);
  });
}
