import { createServer, type RequestListener, type Server, type ServerOptions } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener, serve } from "@hono/node-server";
import { WebSocketServer } from "ws";
import { refuseConnection, unreadable } from "./api/unreadable.ts";

/** The port is taken, or may not be used. */
export class ListenError extends Error {
  override readonly name = "ListenError";

  constructor(host: string, port: number, cause: NodeJS.ErrnoException) {
    const reason = cause.code === "EADDRINUSE" ? "is in use" : `cannot be used (${cause.code})`;
    super(`Port ${port} of ${host} ${reason}; PLAZA_RELAYER_PORT moves it.`, { cause });
  }
}

/** How long requests may take to end when the relayer stops. */
const CLOSING_MS = 2_000;

/** How long a request may take to arrive. Bodies are small: who needs longer holds them back. */
const REQUEST_MS = 10_000;

/** Subscribers only say hello: a longer message is none of theirs. */
const MAX_MESSAGE = 4_096;

/** Serves on a port; 0 for a free one. */
export async function listen(
  fetch: (request: Request) => Response | Promise<Response>,
  host: string,
  port: number,
  requestMs = REQUEST_MS,
): Promise<{ url: string; close(): Promise<void> }> {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE });
  const server = await new Promise<Server>((resolve, reject) => {
    const serverOptions = {
      requestTimeout: requestMs,
      headersTimeout: requestMs,
      connectionsCheckingInterval: Math.min(requestMs, 1_000),
    };
    const listener = getRequestListener(fetch, { hostname: host, errorHandler: unreadable });
    const made = { serverOptions, createServer: createWith(listener), websocket: { server: sockets } };
    const options = { fetch, hostname: host, port, ...made };
    const starting = serve(options, () => resolve(starting)) as Server;
    starting.on("clientError", refuseConnection);
    starting.once("error", (error: NodeJS.ErrnoException) => reject(new ListenError(host, port, error)));
  });
  const address = server.address() as AddressInfo;
  const name = address.family === "IPv6" ? `[${address.address}]` : address.address;
  return {
    url: `http://${name}:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        // A connection that is kept alive becomes idle only when its last request has ended.
        const idle = setInterval(() => server.closeIdleConnections(), 20);
        const overdue = setTimeout(() => {
          for (const socket of sockets.clients) socket.terminate();
          server.closeAllConnections();
        }, CLOSING_MS);
        server.close(() => {
          clearInterval(idle);
          clearTimeout(overdue);
          resolve();
        });
      }),
  };
}

/** Node's server with another listener than the one of `serve`, which answers what it cannot read with nothing. */
const createWith = (listener: RequestListener) =>
  ((options: ServerOptions) => createServer(options, listener)) as typeof createServer;
