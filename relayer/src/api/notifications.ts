import { z } from "@hono/zod-openapi";
import { countUnread, listNewestNotices, listNoticesAfter } from "../infra/database/notices.ts";
import type { Services } from "../services.ts";
import type { App } from "./app.ts";
import { notificationJson, notificationSchema } from "./notification.ts";
import { json, operation } from "./operation.ts";
import { wholeNumber } from "./parse.ts";
import { bearer, requireSession, sessionProblems } from "./session.ts";

const MAX_LIMIT = 200;

const query = z.strictObject({
  after: wholeNumber("a sequence number").optional(),
  limit: wholeNumber(`a number from 1 to ${MAX_LIMIT}`)
    .pipe(z.number().min(1, "expected at least 1").max(MAX_LIMIT, `expected at most ${MAX_LIMIT}`))
    .prefault("50"),
});

const route = operation({
  method: "get",
  path: "/v1/notifications",
  summary: "The account's notifications: the newest first, or those after a sequence number in their order.",
  tier: "reads",
  security: bearer,
  request: { query },
  responses: {
    200: json("Some of them.", z.object({ notifications: z.array(notificationSchema), unread: z.int() })),
  },
  problems: sessionProblems,
});

export function notificationsRoute(app: App, services: Services): void {
  app.openapi(route, async (c) => {
    const { account } = await requireSession(services, c);
    const { after, limit } = c.req.valid("query");
    const { database } = services;
    const notices =
      after === undefined
        ? await listNewestNotices(database, account, limit)
        : await listNoticesAfter(database, { account, after, limit });
    const unread = await countUnread(database, account);
    c.header("cache-control", "no-store");
    return c.json({ notifications: notices.map(notificationJson), unread }, 200);
  });
}
