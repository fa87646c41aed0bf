import type { ServerResponse } from "node:http";
import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Hex } from "viem";
import { Refusal } from "../domain/refusal.ts";
import { findLive, requireLive, type Services } from "../services.ts";
import type { App } from "./app.ts";
import { auctionPath } from "./auction.ts";
import { type Event, encodeEvent, eventStream } from "./eventStream.ts";
import { operation } from "./operation.ts";
import { auctionJson, isoTime } from "./wire.ts";

/** Each costs some 20 kB. */
const MAX_WATCHES = 10_000;

const route = operation({
  method: "get",
  path: "/v1/auctions/{id}/stream",
  summary: "An auction as it changes, as server-sent events.",
  description:
    "Begins with the present state. Each `auction` event is a whole Auction with the `serverTime` at which it stood so, and its id grows. Nothing piles up: who reads slowly skips states, who takes nothing for a minute is cut off, and who comes back gets the newest state at once.",
  tier: "reads",
  request: { params: auctionPath },
  responses: { 200: { description: "The events.", content: { "text/event-stream": { schema: z.string() } } } },
  problems: ["auction_not_found", "temporarily_unavailable"],
});

export function auctionStreamRoute(app: App, services: Services): void {
  const { hub, limits } = services;
  const newest = newestEvents(services);
  app.openapi(route, async (c) => {
    const { id } = c.req.valid("param");
    await requireLive(services, id);
    if (hub.size >= MAX_WATCHES)
      throw new Refusal("temporarily_unavailable", "Too many are watching; ask for the auction from time to time.");
    const leave = limits.openStream(c);
    const stream = eventStream({
      newest: () => newest.of(id),
      cut: () => outgoingOf(c)?.destroy(),
      closed() {
        leave();
        watch.close();
        newest.forget(id);
      },
    });
    const watch = hub.watch(id, stream);
    c.header("content-type", "text/event-stream");
    c.header("cache-control", "no-store");
    // Proxies that buffer would hold events back.
    c.header("x-accel-buffering", "no");
    return c.body(stream.readable, 200);
  });
}

/** The newest event of each auction that is watched, written once for all who watch it. */
function newestEvents({ hub, clock, ...services }: Services) {
  const events = new Map<Hex, Event>();
  return {
    of(id: Hex): Event | undefined {
      const revision = hub.revision(id);
      const known = events.get(id);
      if (known?.revision === revision) return known;
      const live = findLive({ clock, ...services }, id);
      // A reorg took the auction away; it may come back.
      if (live === undefined) return undefined;
      const data = { ...auctionJson(live), serverTime: isoTime(clock.now()) };
      const event = { revision, bytes: encodeEvent("auction", revision, data) };
      events.set(id, event);
      return event;
    },
    forget(id: Hex): void {
      if (!hub.isWatched(id)) events.delete(id);
    },
  };
}

/** The connection's end, where there is a connection. */
const outgoingOf = (c: Context): ServerResponse | undefined =>
  (c.env as { outgoing?: ServerResponse } | undefined)?.outgoing;
