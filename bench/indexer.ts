/**
 * What the indexer can do on Postgres: `npm run bench:indexer`. How long GraphQL takes for what a shop's page asks, at 100,000 and at
 * 1,000,000 items, beside the same by hand-written SQL over the same connections; 500 clients at once; how fast history is read, beside
 * other indexers; and how soon a block is in the answers. `-- <part> ...` measures some of it and writes nothing;
 * `-- backfill --events=20000` reads a shorter history.
 */
import { loadavg } from "node:os";
import { zeroAddress } from "viem";
import { createCursorCodec } from "../indexer/src/api/query/cursor.ts";
import { createGraphqlApp } from "../indexer/src/api/server.ts";
import { openPostgresDatabase } from "../indexer/testing/postgres.ts";
import { startPostgres } from "../relayer/src/testing/postgres.ts";
import { type Backfill, measureBackfill } from "./indexer/backfill.ts";
import { measureBlockToQuery } from "./indexer/blockToQuery.ts";
import { measureConcurrency } from "./indexer/concurrency.ts";
import { measureInTurn, rounded } from "./indexer/figures.ts";
import { byHand, COUNT, FACETS, PAGE, WHOLE } from "./indexer/requests.ts";
import { makeWorld, NOW } from "./indexer/world.ts";
import { writeResult, writeTable } from "./lib/report.ts";

const SIZES = { request100k: 100_000, request1m: 1_000_000 };
const PARTS = [...Object.keys(SIZES), "concurrency", "backfill", "blockToQuery"] as const;
/** Requests a round, for a p95 that says something. */
const ROUNDS = { warmUp: 100, rounds: 7, repeats: 6 };
const EVENTS = 200_000;

const began = performance.now();
const progress = (line: string) => console.log(`${Math.round((performance.now() - began) / 1000)} s  ${line}`);
const chosen = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const unknown = chosen.filter((part) => !(PARTS as readonly string[]).includes(part));
if (unknown.length > 0) throw new Error(`Unknown: ${unknown.join(", ")}. There are ${PARTS.join(", ")}.`);
const wants = (part: string) => chosen.length === 0 || chosen.includes(part);
const events = Number(process.argv.find((argument) => argument.startsWith("--events="))?.split("=")[1] ?? EVENTS);

/** A server over a database, without a socket. */
function openServer(url: string) {
  const { pool, db, close } = openPostgresDatabase(url);
  const app = createGraphqlApp({
    openIndex: async () => ({ db, head: { chainId: 1, block: 1n, timestamp: NOW }, release: "" }),
    cursors: createCursorCodec("bench"),
    escrow: zeroAddress,
  });
  const ask = async (query: string, after: string | null = null) => {
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify({ query, variables: query.includes("$after") ? { after } : {} });
    const response = await app.request("/graphql", { method: "POST", headers, body });
    const answer = (await response.json()) as {
      data: { listings: { pageInfo: { endCursor: string } } };
      errors?: unknown;
    };
    if (answer.errors) throw new Error(JSON.stringify(answer.errors));
    return answer.data;
  };
  return { pool, ask, close };
}

async function measureSize(url: string, items: number) {
  const { pool, ask, close } = openServer(url);
  try {
    await makeWorld(pool, items);
    progress(`${items.toLocaleString("en")} items are there`);
    let cursor: string | null = null;
    for (let page = 0; page < 20; page += 1) cursor = (await ask(PAGE, cursor)).listings.pageInfo.endCursor;
    const work = {
      request: () => ask(WHOLE),
      byHand: () => byHand(pool),
      page: () => ask(PAGE),
      page20: () => ask(PAGE, cursor),
      count: () => ask(COUNT),
      facets: () => ask(FACETS),
    };
    const figures = await measureInTurn(work, ROUNDS);
    progress(`${items.toLocaleString("en")} items are measured`);
    const { request, byHand: hand, ...parts } = figures;
    return { ...request, byHand: hand, ratio: Math.round((request.medianMs / hand.medianMs) * 100) / 100, ...parts };
  } finally {
    await close();
  }
}

/** A part that fails is told and leaves the others their figures. */
async function attempt<Result>(part: string, measure: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await measure();
  } catch (error) {
    progress(`${part} failed: ${(error as Error).message}`);
    failed = true;
    return undefined;
  }
}

const shown = (figure: Backfill) =>
  "reason" in figure ? `not measured: ${figure.reason}` : `${figure.eventsPerSecond.toLocaleString("en")} a second`;

let failed = false;
const loadBefore = rounded(loadavg()[0] ?? 0);
// Like a server of its own: room for the tables, and no compiling of statements that take milliseconds.
const postgres = await startPostgres({ shared_buffers: "2GB", work_mem: "64MB", max_wal_size: "8GB", jit: "off" });
const figures: Record<string, unknown> = { loadBefore };
const requests = [["items", "whole request", "p95", "by hand", "ratio", "page", "page 20", "count", "three facets"]];
const others = [["what", "median", "p95", "more", "goal"]];
try {
  for (const [name, items] of Object.entries(SIZES)) {
    if (!wants(name) && !(name === "request100k" && wants("concurrency"))) continue;
    const url = await postgres.createDatabase(name);
    const sizes = await measureSize(url, items);
    figures[name] = sizes;
    const { page, page20, count, facets } = sizes;
    requests.push([
      items.toLocaleString("en"),
      ...[sizes.medianMs, sizes.p95Ms, sizes.byHand.medianMs].map((ms) => `${ms} ms`),
      sizes.ratio.toFixed(2),
      ...[page, page20, count, facets].map(({ medianMs }) => `${medianMs} ms`),
    ]);
    if (name !== "request100k" || !wants("concurrency")) continue;
    const { pool, ask, close } = openServer(url);
    const clients = await attempt("concurrency", () => measureConcurrency(pool, ask)).finally(close);
    if (!clients) continue;
    figures.concurrency = clients;
    progress(`500 clients: p99 is ${clients.p99OfMedian} times the median`);
    const more = `p99 ${clients.p99Ms} ms, ${clients.p99OfMedian} times the median; no error in ${clients.queries.toLocaleString("en")} queries`;
    others.push([
      "500 clients at once",
      `${clients.medianMs} ms`,
      `${clients.p95Ms} ms`,
      more,
      "p99 within 10 times the median",
    ]);
  }
  if (wants("blockToQuery")) {
    progress("a block a second, 40 of them");
    const soon = await attempt("blockToQuery", () => measureBlockToQuery(postgres));
    if (soon) figures.blockToQuery = soon;
    if (soon)
      others.push([
        "block to query",
        `${soon.medianMs} ms`,
        `${soon.p95Ms} ms`,
        `${soon.eventsABlock} events a block`,
        "p95 300 ms",
      ]);
  }
  if (wants("backfill")) {
    const backfill = await attempt("backfill", () => measureBackfill(postgres, events, progress));
    if (backfill) {
      figures.backfill = backfill;
      const beside = `subsquid ${shown(backfill.subsquid)}; envio ${shown(backfill.envio)}`;
      others.push(["backfill", shown(backfill.plaza), "", beside, "ahead of both"]);
    }
  }
} finally {
  await postgres.close();
}
for (const rows of [requests, others]) if (rows.length > 1) console.log(rows.map((row) => row.join(" | ")).join("\n"));
if (chosen.length === 0 && events === EVENTS) {
  writeTable("indexer", requests);
  writeTable("indexer-more", others);
  writeResult("indexer", figures);
}
progress(failed ? "done, but not all of it" : "done");
if (failed) process.exitCode = 1;
