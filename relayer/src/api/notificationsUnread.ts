import { z } from "@hono/zod-openapi";
import { countUnread } from "../infra/database/notices.ts";
import type { Services } from "../services.ts";
import type { App } from "./app.ts";
import { json, operation } from "./operation.ts";
import { bearer, requireSession, sessionProblems } from "./session.ts";

const route = operation({
  method: "get",
  path: "/v1/notifications/unread",
  summary: "How many notifications the account has not read.",
  tier: "reads",
  security: bearer,
  responses: { 200: json("The count.", z.object({ unread: z.int() })) },
  problems: sessionProblems,
});

export function notificationsUnreadRoute(app: App, services: Services): void {
  app.openapi(route, async (c) => {
    const { account } = await requireSession(services, c);
    c.header("cache-control", "no-store");
    return c.json({ unread: await countUnread(services.database, account) }, 200);
  });
}
