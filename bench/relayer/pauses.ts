import { readFileSync } from "node:fs";
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
  /** The longest that it was ready and another program had its core, and how much of the time it was so. */
  starvedMaxMs: number;
  starvedShare: number;
};

const MILLION = 1e6;

/** How often it is looked how long the thread waited for its core. */
const LOOK_MS = 5;

/** Milliseconds for which this thread has been ready to run while others ran on its core, as Linux counts them. */
const starvedMs = () => Number(readFileSync("/proc/thread-self/schedstat", "latin1").split(" ")[1]) / MILLION;

/** Watches the process that it runs in. The probe belongs into the ledger. */
export function watchPauses(): { probe: Probe; begin(): void; end(): Pauses } {
  const loop = monitorEventLoopDelay({ resolution: 1 });
  let commits: number[] = [];
  let collectionMaxMs = 0;
  let decidedAt = 0;
  const starved = { begun: 0, last: 0, max: 0, at: 0 };
  let looking: NodeJS.Timeout | undefined;
  const look = () => {
    const now = starvedMs();
    starved.max = Math.max(starved.max, now - starved.last);
    starved.last = now;
  };
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
      const now = starvedMs();
      Object.assign(starved, { begun: now, last: now, max: 0, at: performance.now() });
      looking = setInterval(look, LOOK_MS);
      loop.reset();
      loop.enable();
    },
    end() {
      loop.disable();
      clearInterval(looking);
      look();
      const loopMaxMs = loop.max / MILLION;
      return {
        commitP99Ms: quantile(commits, 0.99),
        loopP99Ms: loop.percentile(99) / MILLION,
        loopMaxMs,
        collectionMaxMs,
        starvedMaxMs: starved.max,
        starvedShare: (starved.last - starved.begun) / (performance.now() - starved.at),
      };
    },
  };
}
