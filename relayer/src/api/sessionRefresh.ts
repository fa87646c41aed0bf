import { z } from "@hono/zod-openapi";
import type { Services } from "../services.ts";
import type { App } from "./app.ts";
import { json, jsonBody, operation } from "./operation.ts";
import { grantJson, grantSchema } from "./session.ts";

const route = operation({
  method: "post",
  path: "/v1/sessions/refresh",
  summary: "Changes a refresh token into new tokens.",
  description: "A refresh token is good once. Used a second time, it ends its session: then two have it.",
  tier: "authentication",
  request: { body: jsonBody(z.strictObject({ refreshToken: z.string().min(1).max(128) })) },
  responses: { 200: json("The session and its new tokens.", grantSchema) },
  problems: ["refresh_token_unknown", "refresh_token_reused", "session_expired"],
});

export function sessionRefreshRoute(app: App, { sessions }: Services): void {
  app.openapi(route, async (c) => {
    const grant = await sessions.refresh(c.req.valid("json").refreshToken);
    c.header("cache-control", "no-store");
    return c.json(grantJson(grant), 200);
  });
}
