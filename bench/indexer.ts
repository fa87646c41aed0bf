/**
 * How long GraphQL takes to answer what a shop's page asks, at 100,000 and at 1,000,000 items on Postgres: `npm run bench:indexer`.
 * Beside it, in turn, the same by hand-written SQL over the same connections. What counts are the ratios of one run.
 */
import { loadavg } from "node:os";
import { zeroAddress } from "viem";
import { createCursorCodec } from "../indexer/src/api/query/cursor.ts";
import { createGraphqlApp } from "../indexer/src/api/server.ts";
import { openPostgresDatabase } from "../indexer/testing/postgres.ts";
import { startPostgres } from "../relayer/src/testing/postgres.ts";
import { byHand, COUNT, FACETS, PAGE, WHOLE } from "./indexer/requests.ts";
import { makeWorld, NOW } from "./indexer/world.ts";
import { writeResult, writeTable } from "./lib/report.ts";

const SIZES = { request100k: 100_000, request1m: 1_000_000 };
const ROUNDS = 7;
/** Requests a round, for a p95 that says something. */
const REPEATS = 6;

type Figure = { medianMs: number; p95Ms: number };

const sorted = (values: readonly number[]) => values.toSorted((a, b) => a - b);
const median = (values: readonly number[]) => sorted(values)[Math.floor(values.length / 2)] ?? 0;
const rounded = (value: number) => Math.round(value * 10) / 10;

function figureOf(times: readonly number[][]): Figure {
  const all = sorted(times.flat());
  return {
    medianMs: rounded(median(times.map(median))),
    p95Ms: rounded(all[Math.ceil(all.length * 0.95) - 1] ?? 0),
  };
}

/** Runs all in turn, several times each, so that whatever else the machine does falls on all of them alike. */
async function measure<Name extends string>(work: Record<Name, () => Promise<unknown>>): Promise<Record<Name, Figure>> {
  const names = Object.keys(work) as Name[];
  for (const name of names) await work[name]();
  const times = new Map<Name, number[][]>(names.map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1)
    for (const name of names) {
      const taken: number[] = [];
      for (let repeat = 0; repeat < REPEATS; repeat += 1) {
        const began = performance.now();
        await work[name]();
        taken.push(performance.now() - began);
      }
      times.get(name)?.push(taken);
    }
  return Object.fromEntries(names.map((name) => [name, figureOf(times.get(name) ?? [])])) as Record<Name, Figure>;
}

async function measureSize(url: string, items: number) {
  const { pool, db, close } = openPostgresDatabase(url);
  try {
    await makeWorld(pool, items);
    const app = createGraphqlApp({
      db,
      cursors: createCursorCodec("bench"),
      escrow: zeroAddress,
      readHead: async () => ({ chainId: 1, block: 1n, timestamp: NOW }),
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
    let cursor: string | null = null;
    for (let page = 0; page < 20; page += 1) cursor = (await ask(PAGE, cursor)).listings.pageInfo.endCursor;
    return await measure({
      request: () => ask(WHOLE),
      byHand: () => byHand(pool),
      page: () => ask(PAGE),
      page20: () => ask(PAGE, cursor),
      count: () => ask(COUNT),
      facets: () => ask(FACETS),
    });
  } finally {
    await close();
  }
}

const loadBefore = rounded(loadavg()[0] ?? 0);
// Like a server of its own: room for the tables, and no compiling of statements that take milliseconds.
const postgres = await startPostgres({ shared_buffers: "2GB", work_mem: "64MB", max_wal_size: "8GB", jit: "off" });
try {
  const figures: Record<string, unknown> = { loadBefore };
  const rows = [["items", "whole request", "p95", "by hand", "ratio", "page", "page 20", "count", "three facets"]];
  for (const [name, items] of Object.entries(SIZES)) {
    const { request, byHand: hand, ...parts } = await measureSize(await postgres.createDatabase(name), items);
    const ratio = rounded((request.medianMs / hand.medianMs) * 100) / 100;
    figures[name] = { ...request, byHand: hand, ratio, ...parts };
    const shown = [request.medianMs, request.p95Ms, hand.medianMs].map((ms) => `${ms} ms`);
    rows.push([
      items.toLocaleString("en"),
      ...shown,
      ratio.toFixed(2),
      ...Object.values(parts).map(({ medianMs }) => `${medianMs} ms`),
    ]);
  }
  console.log(rows.map((row) => row.map((cell) => cell.padEnd(14)).join("")).join("\n"));
  writeTable("indexer", rows);
  writeResult("indexer", figures);
} finally {
  await postgres.close();
}
