import { spawn } from "node:child_process";
import { once } from "node:events";
import { startIndexer } from "@plaza/indexer/launch";
import pg from "pg";
import type { TestPostgres } from "../../relayer/src/testing/postgres.ts";
import { EVENTS_A_BLOCK } from "./chain/blocks.ts";
import { type MadeUpChain, serveChain } from "./chain/index.ts";
import { installIndexers, peersFolder } from "./peers.ts";

/** How fast history was read; or why it was not. */
export type Backfill = { events: number; seconds: number; eventsPerSecond: number } | { reason: string };

/** Why there is no figure of envio's. */
const ENVIO =
  "it runs only as a project of generated ReScript that pnpm installs and rescript compiles, not set up here";

/** After how long one that is still at it has not done it. */
const DEADLINE_MS = 240_000;

/** Reads one history of so many events with each indexer, one after the other. */
export async function measureBackfill(
  postgres: TestPostgres,
  events: number,
  log: (line: string) => void,
): Promise<Record<"plaza" | "subsquid" | "envio", Backfill>> {
  const blocks = Math.ceil(events / EVENTS_A_BLOCK);
  const chain = await serveChain(blocks);
  const total = blocks * EVENTS_A_BLOCK;
  const told = async (name: string, read: () => Promise<void>, install = () => {}): Promise<Backfill> => {
    log(`backfill: ${name}, ${total.toLocaleString("en")} events`);
    let began = performance.now();
    try {
      install();
      began = performance.now();
      await read();
    } catch (error) {
      const reason = (error as Error).message.split("\n")[0] ?? "";
      log(`backfill: ${name} was not measured: ${reason}`);
      return { reason };
    }
    const seconds = (performance.now() - began) / 1000;
    const eventsPerSecond = Math.round(total / seconds);
    log(`backfill: ${name}, ${eventsPerSecond.toLocaleString("en")} events a second`);
    return { events: total, seconds: Math.round(seconds * 10) / 10, eventsPerSecond };
  };
  try {
    return {
      plaza: await told("plaza", () => byPlaza(postgres, chain)),
      subsquid: await told("subsquid", () => bySubsquid(postgres, chain, blocks), installIndexers),
      envio: { reason: ENVIO },
    };
  } finally {
    await chain.close();
  }
}

async function byPlaza(postgres: TestPostgres, { rpcUrl, deploymentFolder }: MadeUpChain): Promise<void> {
  const url = await postgres.createDatabase("backfill_plaza");
  const indexer = await startIndexer({ rpcUrl, deploymentFolder, postgres: { url }, timeout: DEADLINE_MS });
  await indexer.close();
}

async function bySubsquid(postgres: TestPostgres, { rpcUrl }: MadeUpChain, blocks: number): Promise<void> {
  const url = await postgres.createDatabase("backfill_subsquid");
  const child = spawn(process.execPath, ["squid.mjs", rpcUrl, url, String(blocks)], {
    cwd: peersFolder,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => {
    said = (said + chunk).slice(-2_000);
  });
  const timer = setTimeout(() => child.kill("SIGKILL"), DEADLINE_MS);
  const [code] = await once(child, "exit");
  clearTimeout(timer);
  if (code !== 0) throw new Error(`it ended with ${code ?? "its deadline"}: ${said}`);
  await expectTrades(url, (blocks - 1) * (EVENTS_A_BLOCK / 10));
}

/** Whoever was quick has to have done it. */
async function expectTrades(url: string, trades: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query("select count(*)::int as count from trade");
  await client.end();
  const { count } = rows[0] as { count: number };
  if (count !== trades) throw new Error(`it has ${count} trades of ${trades}`);
}
