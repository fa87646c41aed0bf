import { z } from "@hono/zod-openapi";
import { type SSEStreamingApi, streamSSE } from "hono/streaming";
import type { Services } from "../services.ts";
import type { App } from "./app.ts";
import { notificationJson } from "./notification.ts";
import { pumpNotifications } from "./notificationPump.ts";
import { operation } from "./operation.ts";
import { wholeNumber } from "./parse.ts";
import { bearer, requireSession, sessionProblems } from "./session.ts";

/** A subscriber who takes nothing for so long is gone. */
const STALLED_MS = 60_000;

const query = z.strictObject({ after: wholeNumber("a sequence number").prefault("0") });

const route = operation({
  method: "get",
  path: "/v1/notifications/stream",
  summary: "The account's notifications as they come, as server-sent events.",
  description:
    "Begins after the sequence number of Last-Event-ID, or of `after`. Each `notification` event is one, its id is its sequence number. Ends when the access token expires.",
  tier: "reads",
  security: bearer,
  request: { query },
  responses: { 200: { description: "The events.", content: { "text/event-stream": { schema: z.string() } } } },
  problems: sessionProblems,
});

export function notificationStreamRoute(app: App, services: Services): void {
  app.openapi(route, async (c) => {
    const session = await requireSession(services, c);
    const seen = c.req.header("last-event-id") ?? "";
    const after = /^\d{1,15}$/.test(seen) ? Number(seen) : c.req.valid("query").after;
    const closed = services.limits.openStream(c);
    c.header("cache-control", "no-store");
    // Proxies that buffer would hold events back.
    c.header("x-accel-buffering", "no");
    return streamSSE(c, (stream) => {
      const sink = {
        send: (notice: Parameters<typeof notificationJson>[0]) => {
          const data = JSON.stringify(notificationJson(notice));
          return takenInTime(stream, stream.writeSSE({ event: "notification", id: String(notice.sequence), data }));
        },
        beat: () => takenInTime(stream, stream.write(": heartbeat\n\n")),
        get isClosed() {
          return stream.aborted;
        },
      };
      return pumpNotifications(services, session, after, sink, (close) => stream.onAbort(close)).finally(closed);
    });
  });
}

/** Waits until a subscriber has taken what was written; one who does not is cut off. */
async function takenInTime(stream: SSEStreamingApi, written: Promise<unknown>): Promise<void> {
  const timer = setTimeout(() => stream.abort(), STALLED_MS);
  try {
    await written;
  } finally {
    clearTimeout(timer);
  }
}
