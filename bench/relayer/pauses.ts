import { monitorEventLoopDelay, PerformanceObserver } from "node:perf_hooks";
import type { Probe } from "../../relayer/src/probe.ts";
import { quantile } from "./quantile.ts";

/** What held a server up while it was watched, in milliseconds: where the slowest answers come from. */
export type Pauses = {
  /** From when a batch of bids was decided until the database had it, fsync and all. */
  commitP99Ms: number;
  /** How late the event loop came round. */
  loopP99Ms: number;
  loopMaxMs: number;
  /** The longest pause to collect garbage. */
  collectionMaxMs: number;
};

const MILLION = 1e6;

/** Watches the process that it runs in. The probe belongs into the ledger. */
export function watchPauses(): { probe: Probe; begin(): void; end(): Pauses } {
  const loop = monitorEventLoopDelay({ resolution: 1 });
  let commits: number[] = [];
  let collectionMaxMs = 0;
  let decidedAt = 0;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) collectionMaxMs = Math.max(collectionMaxMs, duration);
  }).observe({ entryTypes: ["gc"] });
  return {
    probe(point) {
      if (point === "batch-decided") decidedAt = performance.now();
      if (point === "batch-durable") commits.push(performance.now() - decidedAt);
    },
    begin() {
      commits = [];
      collectionMaxMs = 0;
      loop.reset();
      loop.enable();
    },
    end() {
      loop.disable();
      const loopMaxMs = loop.max / MILLION;
      return {
        commitP99Ms: quantile(commits, 0.99),
        loopP99Ms: loop.percentile(99) / MILLION,
        loopMaxMs,
        collectionMaxMs,
      };
    },
  };
}
