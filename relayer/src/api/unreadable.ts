import { randomUUID } from "node:crypto";
import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { Refusal } from "../domain/refusal.ts";
import { problemOf } from "./problem.ts";

/** A request whose target or host is none. */
export function unreadable(): Response {
  const { status, headers, body } = problemOf(
    new Refusal("invalid_request", "The request's URL is none."),
    randomUUID(),
  );
  return new Response(body, { status, headers });
}

/** Refuses what never became a request: headers that are no HTTP, too large, or too slow. */
export function refuseConnection(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable) return void socket.destroy();
  const { status, headers, body } = problemOf(toRefusal(error.code), randomUUID());
  const lines = Object.entries({ ...headers, "content-length": Buffer.byteLength(body), connection: "close" });
  const head = [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines.map(([name, value]) => `${name}: ${value}`)];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}

function toRefusal(code: string | undefined): Refusal {
  if (code === "HPE_HEADER_OVERFLOW") return new Refusal("headers_too_large", "The request's headers are too large.");
  if (code === "ERR_HTTP_REQUEST_TIMEOUT")
    return new Refusal("request_timeout", "The request took too long to arrive.");
  return new Refusal("invalid_request", "This is no HTTP request.");
}
