import { z } from "@hono/zod-openapi";
import type { Services } from "../services.ts";
import type { App } from "./app.ts";
import { json, jsonBody, operation } from "./operation.ts";
import { signatureSchema } from "./parse.ts";
import { grantJson, grantSchema } from "./session.ts";

const body = z
  .strictObject({
    message: z.string().min(1).max(4_096).openapi({ description: "By ERC-4361, with a nonce of this relayer." }),
    signature: signatureSchema.openapi({ description: "The account's (EIP-191), or what its ERC-1271 accepts." }),
  })
  .openapi("SignIn");

const route = operation({
  method: "post",
  path: "/v1/sessions/verify",
  summary: "Signs in with Ethereum.",
  tier: "authentication",
  request: { body: jsonBody(body) },
  responses: { 201: json("A session and its tokens.", grantSchema) },
  problems: ["sign_in_refused", "nonce_unknown", "invalid_signature", "temporarily_unavailable"],
});

export function sessionVerifyRoute(app: App, { sessions }: Services): void {
  app.openapi(route, async (c) => {
    const { message, signature } = c.req.valid("json");
    const grant = await sessions.signIn(message, signature);
    c.header("cache-control", "no-store");
    return c.json(grantJson(grant), 201);
  });
}
