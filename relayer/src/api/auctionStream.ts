import { type SSEStreamingApi, streamSSE } from "hono/streaming";
import type { Hex } from "viem";
import { Refusal } from "../domain/refusal.ts";
import { findLive, requireLive, type Services } from "../services.ts";
import type { App } from "./app.ts";
import { auctionPath } from "./auction.ts";
import { parseInput } from "./parse.ts";
import { auctionJson } from "./wire.ts";

const HEARTBEAT_MS = 15_000;

/** A watcher who takes nothing for so long is gone. */
const STALLED_MS = 60_000;

const MAX_WATCHES = 5_000;

/**
 * `GET /v1/auctions/:id/stream`: server-sent events, the present state first. Each event is a whole state, so that resuming by
 * Last-Event-ID needs nothing but the newest one; and a watcher who reads slowly skips states, and holds up nobody.
 */
export function auctionStreamRoute(app: App, services: Services): void {
  app.get("/v1/auctions/:id/stream", async (c) => {
    const { id } = parseInput(auctionPath, c.req.param());
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

async function takenInTime(stream: SSEStreamingApi, written: Promise<unknown>): Promise<void> {
  const timer = setTimeout(() => stream.abort(), STALLED_MS);
  try {
    await written;
  } finally {
    clearTimeout(timer);
  }
}
