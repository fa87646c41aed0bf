import { z } from "@hono/zod-openapi";
import { countUnread, markRead } from "../infra/database/notices.ts";
import type { Services } from "../services.ts";
import type { App } from "./app.ts";
import { json, jsonBody, operation } from "./operation.ts";
import { bearer, requireSession, sessionProblems } from "./session.ts";

const sequence = z.int("expected a sequence number").min(1, "expected at least 1");

const body = z
  .union([z.strictObject({ sequence }), z.strictObject({ through: sequence })], "expected sequence or through")
  .openapi("MarkRead");

const route = operation({
  method: "post",
  path: "/v1/notifications/read",
  summary: "Marks one notification as read, or all through a sequence number.",
  description: "`through` is the last that the reader has seen: what came meanwhile stays unread.",
  tier: "profiles",
  security: bearer,
  request: { body: jsonBody(body) },
  responses: { 200: json("What is left unread.", z.object({ unread: z.int() })) },
  problems: sessionProblems,
});

export function notificationsReadRoute(app: App, services: Services): void {
  app.openapi(route, async (c) => {
    const { account } = await requireSession(services, c);
    const wanted = c.req.valid("json");
    const { database, clock } = services;
    const [from, to] = "sequence" in wanted ? [wanted.sequence, wanted.sequence] : [1, wanted.through];
    await markRead(database, { account, from, to, at: clock.now() });
    return c.json({ unread: await countUnread(database, account) }, 200);
  });
}
