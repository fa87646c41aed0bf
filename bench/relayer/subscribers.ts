import type { TestPostgres } from "../../relayer/src/testing/postgres.ts";
import { startLoad, startServer } from "./programs.ts";

const SUBSCRIBERS = 5_000;
const WARM_BIDS = 5;
const BIDS = 20;

/** From when a bid was sent until a subscriber had it, over all subscribers and bids. */
export type Streams = {
  subscribers: number;
  p50Ms: number;
  p99Ms: number;
  /** The server's processor time for one bid and all its subscribers. */
  cpuMsPerBid: number;
};

/** Measures how long news take to everybody who watches one auction. */
export async function measureStreams(postgres: TestPostgres): Promise<Streams> {
  const server = await startServer("shared", 1, await postgres.createDatabase("streams"));
  try {
    const watchers = await startLoad("watch.ts", server.url, SUBSCRIBERS);
    try {
      await watchers.ask({ ask: "bid", count: WARM_BIDS });
      const before = await server.ask<{ seconds: number }>({ ask: "cpu" });
      const waits = await watchers.ask<Pick<Streams, "p50Ms" | "p99Ms">>({ ask: "bid", count: BIDS });
      const after = await server.ask<{ seconds: number }>({ ask: "cpu" });
      const cpuMsPerBid = ((after.seconds - before.seconds) * 1_000) / BIDS;
      return { subscribers: SUBSCRIBERS, ...waits, cpuMsPerBid };
    } finally {
      await watchers.stop();
    }
  } finally {
    await server.stop();
  }
}
