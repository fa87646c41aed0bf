import type { TestPostgres } from "../../relayer/src/testing/postgres.ts";
import { startLoad, startServer } from "./programs.ts";

/** Auctions that run at a time; then they end and others begin. */
const RUNNING = 100;
const BIDS_EACH = 100;

/** Where it ends if there is time for so many. */
const MOST_BIDS = 1_000_000;

/** In MiB, after what is not used was given back; and how many auctions the relayer remembers. */
export type MemorySample = { bids: number; rss: number; heap: number; external: number; remembered: number };

export type Soak = {
  bids: number;
  auctions: number;
  seconds: number;
  samples: MemorySample[];
  /** MiB of heap for a million bids, by the straight line through the second half of the samples. */
  growthPerMillion: number;
};

/** Has a relayer on Postgres take as many bids as fit into the time, on auctions that end and are followed by others. */
export async function soak(postgres: TestPostgres, seconds: number): Promise<Soak> {
  const server = await startServer("shared", RUNNING, await postgres.createDatabase("soak"));
  const load = await startLoad("load.ts", server.url, RUNNING);
  const started = performance.now();
  const samples: MemorySample[] = [];
  const sample = async (bids: number) => {
    samples.push({ bids, ...(await server.ask<Omit<MemorySample, "bids">>({ ask: "memory" })) });
  };
  const elapsed = () => (performance.now() - started) / 1_000;
  let bids = 0;
  let generation = 0;
  try {
    await sample(0);
    while (bids < MOST_BIDS && elapsed() < seconds) {
      if (generation > 0) {
        await server.ask({ ask: "next", generation });
        await load.ask({ ask: "next", generation });
      }
      await load.ask({ ask: "sign", bids: RUNNING * BIDS_EACH });
      bids += (await load.ask<{ accepted: number }>({ ask: "flood", milliseconds: 60_000 })).accepted;
      await load.ask({ ask: "check", receipts: true });
      await server.ask({ ask: "tell" });
      generation += 1;
      await sample(bids);
      console.log(`${Math.round(elapsed())} s: ${bids} bids, heap ${samples.at(-1)?.heap.toFixed(1)} MiB`);
    }
  } finally {
    await load.stop();
    await server.stop();
  }
  const growthPerMillion = slope(samples.slice(samples.length >> 1)) * 1e6;
  return { bids, auctions: generation * RUNNING, seconds: Math.round(elapsed()), samples, growthPerMillion };
}

/** Of the straight line that fits best. */
function slope(samples: readonly MemorySample[]): number {
  const mean = (of: (sample: MemorySample) => number) =>
    samples.reduce((sum, one) => sum + of(one), 0) / samples.length;
  const [x, y] = [mean(({ bids }) => bids), mean(({ heap }) => heap)];
  const spread = samples.reduce((sum, { bids }) => sum + (bids - x) ** 2, 0);
  return spread === 0 ? 0 : samples.reduce((sum, { bids, heap }) => sum + (bids - x) * (heap - y), 0) / spread;
}
