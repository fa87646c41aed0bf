import { z } from "@hono/zod-openapi";
import { type SSEStreamingApi, streamSSE } from "hono/streaming";
import type { Hex } from "viem";
import { Refusal } from "../domain/refusal.ts";
import { findLive, requireLive, type Services } from "../services.ts";
import type { App } from "./app.ts";
import { auctionPath } from "./auction.ts";
import { operation } from "./operation.ts";
import { auctionJson } from "./wire.ts";

const HEARTBEAT_MS = 15_000;

/** A watcher who takes nothing for so long is gone. */
const STALLED_MS = 60_000;

const MAX_WATCHES = 5_000;

const route = operation({
  method: "get",
  path: "/v1/auctions/{id}/stream",
  summary: "An auction as it changes, as server-sent events.",
  description:
    "Begins with the present state. Each `auction` event is a whole Auction, so that who reads slowly skips states, and who resumes needs only the newest.",
  tier: "reads",
  request: { params: auctionPath },
  responses: { 200: { description: "The events.", content: { "text/event-stream": { schema: z.string() } } } },
  problems: ["auction_not_found", "temporarily_unavailable"],
});

export function auctionStreamRoute(app: App, services: Services): void {
  app.openapi(route, async (c) => {
    const { id } = c.req.valid("param");
    await requireLive(services, id);
    if (services.hub.size >= MAX_WATCHES)
      throw new Refusal("temporarily_unavailable", "Too many are watching; ask for the auction from time to time.");
    const closed = services.limits.openStream(c);
    c.header("cache-control", "no-store");
    // Proxies that buffer would hold events back.
    c.header("x-accel-buffering", "no");
    return streamSSE(c, (stream) => pump(stream, services, id).finally(closed));
  });
}

async function pump(stream: SSEStreamingApi, services: Services, id: Hex): Promise<void> {
  const { hub, clock } = services;
  const watch = hub.watch(id);
  stream.onAbort(() => watch.close());
  try {
    for (;;) {
      const news = await watch.next(HEARTBEAT_MS);
      if (news === "closed" || stream.aborted) return;
      if (news === "timeout") {
        await takenInTime(stream, stream.write(": heartbeat\n\n"));
        continue;
      }
      const live = findLive(services, id);
      // A reorg took the auction away; it may come back.
      if (live === undefined) continue;
      const data = JSON.stringify(auctionJson(live, clock.now()));
      await takenInTime(stream, stream.writeSSE({ event: "auction", id: String(hub.revision(id)), data }));
    }
  } finally {
    watch.close();
  }
}

/** Waits until a watcher has taken what was written; one who does not is cut off. */
export async function takenInTime(stream: SSEStreamingApi, written: Promise<unknown>): Promise<void> {
  const timer = setTimeout(() => stream.abort(), STALLED_MS);
  try {
    await written;
  } finally {
    clearTimeout(timer);
  }
}
