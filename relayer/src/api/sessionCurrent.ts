import type { Services } from "../services.ts";
import type { App } from "./app.ts";
import { json, operation } from "./operation.ts";
import { bearer, requireSession, sessionJson, sessionProblems, sessionSchema } from "./session.ts";

const route = operation({
  method: "get",
  path: "/v1/sessions/current",
  summary: "The session that the access token is of.",
  tier: "reads",
  security: bearer,
  responses: { 200: json("The session.", sessionSchema) },
  problems: sessionProblems,
});

export function sessionCurrentRoute(app: App, services: Services): void {
  app.openapi(route, async (c) => {
    const session = await requireSession(services, c);
    c.header("cache-control", "no-store");
    return c.json(sessionJson(session), 200);
  });
}
