import { z } from "@hono/zod-openapi";
import type { Services } from "../services.ts";
import type { App } from "./app.ts";
import { json, operation } from "./operation.ts";
import { time } from "./schemas.ts";

const route = operation({
  method: "post",
  path: "/v1/sessions/nonce",
  summary: "A nonce for one sign-in.",
  tier: "authentication",
  responses: { 201: json("The nonce.", z.object({ nonce: z.string(), expiresAt: time })) },
});

export function sessionNonceRoute(app: App, { sessions }: Services): void {
  app.openapi(route, async (c) => {
    const { nonce, expiresAt } = await sessions.nonce();
    c.header("cache-control", "no-store");
    return c.json({ nonce, expiresAt: new Date(expiresAt).toISOString() }, 201);
  });
}
