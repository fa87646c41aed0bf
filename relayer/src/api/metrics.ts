import { z } from "@hono/zod-openapi";
import type { MiddlewareHandler } from "hono";
import { matchedRoutes } from "hono/route";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { Diagnostics } from "../domain/diagnostics.ts";
import { isInFlight, settlementStates } from "../domain/settlements.ts";
import type { Services } from "../services.ts";
import type { App } from "./app.ts";
import { operation } from "./operation.ts";
import type { RequestVariables } from "./requestId.ts";

/** What is counted for Prometheus. Figures that have a source of their own are read when they are asked for. */
export class Metrics {
  readonly registry = new Registry();
  readonly #requests = new Histogram({
    name: "plaza_relayer_request_seconds",
    help: "Time from a request to its answer; a stream's is until its first byte.",
    labelNames: ["method", "route", "status"],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [this.registry],
  });
  readonly #bids = new Counter({
    name: "plaza_relayer_bids_total",
    help: "Bids by outcome: accepted, repeated (the same bid again), or the code of the refusal.",
    labelNames: ["outcome"],
    registers: [this.registry],
  });

  readonly diagnostics = new Diagnostics();

  countBid(outcome: string): void {
    this.#bids.inc({ outcome });
  }

  /** Times each request under the route that it matched, so that ids in paths make no series of their own. */
  timing(): MiddlewareHandler<{ Variables: RequestVariables }> {
    return async (c, next) => {
      const begun = performance.now();
      const stop = this.#requests.startTimer({ method: c.req.method });
      await next();
      const route = matchedRoutes(c).findLast(({ path }) => !path.endsWith("*"))?.path ?? "none";
      const { status } = c.res;
      stop({ route, status: String(status) });
      if (!route.startsWith("/v1/")) return;
      const milliseconds = Math.round((performance.now() - begun) * 10) / 10;
      const at = new Date().toISOString();
      const name = `${c.req.method} ${route}`;
      this.diagnostics.record({ name, ok: status < 500, milliseconds, requestId: c.get("requestId"), at });
    };
  }

  /** Adds what is read when somebody asks: queue, watchers, settlements, chain, and the process's own figures. */
  observe({ ledger, hub, worker, follower, clock, breakers, redis }: Services): void {
    const gauge = (name: string, help: string, read: () => number) =>
      new Gauge({
        name: `plaza_relayer_${name}`,
        help,
        registers: [this.registry],
        collect() {
          this.set(read());
        },
      });
    new Gauge({
      name: "plaza_relayer_breaker_open",
      help: "Whether a dependency is left alone for its failures: 0 not, 1 so, 0.5 while one call tries it.",
      labelNames: ["dependency"],
      registers: [this.registry],
      collect() {
        for (const [dependency, state] of Object.entries(breakers.states()))
          this.set({ dependency }, { closed: 0, "half-open": 0.5, open: 1 }[state]);
      },
    });
    gauge("queue_waiting", "Requests that wait for the one writer.", () => ledger.waiting);
    if (redis) gauge("redis_connected", "Whether Redis is reached: 1 or 0.", () => Number(redis.report().connected));
    gauge("watchers", "Open streams.", () => hub.size);
    new Gauge({
      name: "plaza_relayer_settlements",
      help: "Newest attempt of each auction to end it, by state: of those that are not over for good, and the last that are.",
      labelNames: ["state"],
      registers: [this.registry],
      collect() {
        const counts = new Map(settlementStates.map((state) => [state, 0]));
        for (const { state } of ledger.state.book.attempts()) counts.set(state, (counts.get(state) ?? 0) + 1);
        for (const [state, count] of counts) this.set({ state }, count);
      },
    });
    gauge("settlements_in_flight", "Settlements signed and not final.", () => worker.report().inFlight);
    gauge("settlements_retrying", "Auctions whose next step waits after a failure.", () => worker.report().waiting);
    gauge(
      "settlement_oldest_seconds",
      "Time since the end of the longest ended auction whose settlement is not final.",
      () => {
        const now = clock.now();
        let oldest = 0;
        for (const { auctionId, ...attempt } of ledger.state.book.attempts()) {
          const end = ledger.state.chain.auction(auctionId)?.terms.end;
          if (end !== undefined && isInFlight({ auctionId, ...attempt })) oldest = Math.max(oldest, now - Number(end));
        }
        return oldest;
      },
    );
    gauge(
      "chain_silence_seconds",
      "Time since the chain was last read up to its head.",
      () => follower.silence / 1_000,
    );
    gauge("chain_block", "Newest block that was read.", () => ledger.state.chain.heads?.head.number ?? 0);
    collectDefaultMetrics({ register: this.registry });
  }
}

const route = operation({
  method: "get",
  path: "/metrics",
  summary: "Figures in Prometheus's text format.",
  tier: "none",
  responses: { 200: { description: "The figures.", content: { "text/plain": { schema: z.string() } } } },
});

export function metricsRoute(app: App, { metrics }: Services): void {
  app.openapi(route, async (c) =>
    c.text(await metrics.registry.metrics(), 200, { "content-type": metrics.registry.contentType }),
  );
}
