import { z } from "@hono/zod-openapi";
import type { Services } from "../services.ts";
import type { App } from "./app.ts";
import { json, operation } from "./operation.ts";
import { bearer, requireSession, sessionProblems } from "./session.ts";

const route = operation({
  method: "post",
  path: "/v1/sessions/logout-everywhere",
  summary: "Ends all sessions of the account.",
  tier: "authentication",
  security: bearer,
  responses: { 200: json("How many are over.", z.object({ ended: z.int() })) },
  problems: sessionProblems,
});

export function sessionLogoutEverywhereRoute(app: App, services: Services): void {
  app.openapi(route, async (c) => {
    const { account } = await requireSession(services, c);
    return c.json({ ended: await services.sessions.signOutEverywhere(account) }, 200);
  });
}
