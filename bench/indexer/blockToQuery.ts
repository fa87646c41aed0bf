import { setTimeout as after } from "node:timers/promises";
import { startIndexer } from "@plaza/indexer/launch";
import type { TestPostgres } from "../../relayer/src/testing/postgres.ts";
import { EVENTS_A_BLOCK } from "./chain/blocks.ts";
import { serveChain } from "./chain/index.ts";
import { percentile, rounded } from "./figures.ts";

const BLOCKS = 40;
/** Blocks that do not count: the first of a young process. */
const WARMUP = 5;
/** How often it is asked whether the block is there: each question takes time of the thread that indexes. */
const POLL_MS = 20;

/** How long after a block is there its events are in the answers, at one block a second. */
export async function measureBlockToQuery(postgres: TestPostgres) {
  const chain = await serveChain(50);
  const url = await postgres.createDatabase("block_to_query");
  const { rpcUrl, deploymentFolder } = chain;
  const indexer = await startIndexer({ rpcUrl, deploymentFolder, postgres: { url } });
  const tradesAt = async (block: bigint): Promise<boolean> => {
    const query = `{ trades(first: 1) { nodes { block } } }`;
    const headers = { "content-type": "application/json" };
    const response = await fetch(indexer.url, { method: "POST", headers, body: JSON.stringify({ query }) });
    const { data } = (await response.json()) as { data: { trades: { nodes: { block: string }[] } } };
    return BigInt(data.trades.nodes[0]?.block ?? 0) >= block;
  };
  try {
    const times: number[] = [];
    for (let block = 0; block < BLOCKS; block += 1) {
      const second = after(1_000);
      const began = performance.now();
      const number = await chain.mine();
      while (!(await tradesAt(number))) await after(POLL_MS);
      times.push(performance.now() - began);
      await second;
    }
    const counted = times.slice(WARMUP);
    return {
      medianMs: rounded(percentile(counted, 50)),
      p95Ms: rounded(percentile(counted, 95)),
      ...{ blocks: counted.length, eventsABlock: EVENTS_A_BLOCK },
    };
  } finally {
    await indexer.close();
    await chain.close();
  }
}
