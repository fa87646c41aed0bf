import { z } from "@hono/zod-openapi";
import type { Services } from "../services.ts";
import type { App } from "./app.ts";
import { json, operation } from "./operation.ts";
import { bearer, requireSession, sessionProblems } from "./session.ts";

const route = operation({
  method: "post",
  path: "/v1/sessions/logout",
  summary: "Ends the session, with all its tokens and streams.",
  tier: "authentication",
  security: bearer,
  responses: { 200: json("It is over.", z.object({ ended: z.int() })) },
  problems: sessionProblems,
});

export function sessionLogoutRoute(app: App, services: Services): void {
  app.openapi(route, async (c) => {
    await services.sessions.signOut(await requireSession(services, c));
    return c.json({ ended: 1 }, 200);
  });
}
