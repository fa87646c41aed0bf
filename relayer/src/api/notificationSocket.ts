import { upgradeWebSocket } from "@hono/node-server";
import { z } from "@hono/zod-openapi";
import type { HonoRequest, MiddlewareHandler } from "hono";
import type { WSContext } from "hono/ws";
import type { WebSocket } from "ws";
import { Refusal } from "../domain/refusal.ts";
import type { Services } from "../services.ts";
import type { App } from "./app.ts";
import { notificationJson } from "./notification.ts";
import { pumpNotifications } from "./notificationPump.ts";
import { operation } from "./operation.ts";

/** What a subscriber says first. A token in the URL would end up in logs. */
const hello = z.strictObject({ accessToken: z.string().max(2_048), after: z.int().min(0).default(0) });

/** A subscriber who says nothing for so long, or takes nothing, is gone. */
const HELLO_MS = 10_000;
const STALLED_MS = 60_000;

/** Close codes: the first three as by RFC 6455 and IANA, the last of our own for "come back with a new token". */
const GOING_AWAY = 1001;
const POLICY = 1008;
const TRY_LATER = 1013;
const UNAUTHORIZED = 4401;

const route = operation({
  method: "get",
  path: "/v1/notifications/socket",
  summary: "The account's notifications as they come, over a WebSocket.",
  description:
    'The subscriber sends `{"accessToken", "after"}` first and gets each Notification as a message of its own. Closes with 4401 when the token is not good, or not any more.',
  tier: "reads",
  responses: { 101: { description: "The connection becomes a WebSocket." } },
  // To a request that asks for no upgrade.
  problems: ["not_found"],
});

export function notificationSocketRoute(app: App, services: Services): void {
  app.openAPIRegistry.registerPath(route);
  app.get(route.path, upgradesOnly, notificationSocket(services));
}

const upgradesOnly: MiddlewareHandler = async (c, next) => {
  if (!isUpgrade(c.req)) return c.notFound();
  await next();
};

/** Whether the server hands a request on as the beginning of a WebSocket. */
const isUpgrade = (request: HonoRequest): boolean =>
  request.header("upgrade")?.toLowerCase() === "websocket" && /\bupgrade\b/i.test(request.header("connection") ?? "");

const notificationSocket = (services: Services) =>
  upgradeWebSocket((c) => {
    services.limits.requireRoom(c);
    let closed = () => {};
    let end = () => {};
    let greeted = false;
    let isClosed = false;
    let late: NodeJS.Timeout | undefined;
    return {
      onOpen(_, socket) {
        // Counted now and not before: a handshake that comes to nothing closes no socket.
        try {
          closed = services.limits.openStream(c);
        } catch {
          greeted = true;
          return socket.close(TRY_LATER, "too many streams");
        }
        late = setTimeout(() => socket.close(POLICY, "say hello"), HELLO_MS);
      },
      async onMessage({ data }, socket) {
        if (greeted) return;
        greeted = true;
        clearTimeout(late);
        const said = hello.safeParse(parse(data));
        if (!said.success) return socket.close(POLICY, "expected accessToken and after");
        try {
          const session = await services.sessions.prove(said.data.accessToken);
          await pumpNotifications(
            services,
            session,
            said.data.after,
            {
              send: (notice) => sendTo(socket, JSON.stringify(notificationJson(notice))),
              beat: async () => rawOf(socket).ping(),
              get isClosed() {
                return isClosed;
              },
            },
            (close) => {
              end = close;
              if (isClosed) close();
            },
          );
          // The token expired, the session ended, or the relayer stops: the subscriber's next token tells which.
          socket.close(UNAUTHORIZED, "come back with a new token");
        } catch (error) {
          if (error instanceof Refusal) return socket.close(UNAUTHORIZED, error.code);
          services.log.warn({ err: error }, "a socket of notifications failed");
          socket.close(GOING_AWAY, "come back");
        }
      },
      onClose() {
        isClosed = true;
        clearTimeout(late);
        closed();
        end();
      },
    };
  });

function parse(data: unknown): unknown {
  try {
    return typeof data === "string" ? JSON.parse(data) : undefined;
  } catch {
    return undefined;
  }
}

const rawOf = (socket: WSContext): WebSocket => socket.raw as WebSocket;

/** Resolves once the message has left; a subscriber who does not take it is cut off. */
function sendTo(socket: WSContext, message: string): Promise<void> {
  const raw = rawOf(socket);
  return new Promise((resolve) => {
    const timer = setTimeout(() => raw.terminate(), STALLED_MS);
    raw.send(message, () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
