import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "../../relayer/src/infra/database/database.ts";
import type { TestPostgres } from "../../relayer/src/testing/postgres.ts";
import type { Pauses } from "./pauses.ts";
import { type Program, startLoad, startServer } from "./programs.ts";
import { quantile } from "./quantile.ts";

/** How long each server runs in before anything counts: a program is slow until it is compiled. */
const WARM_MS = 5_000;

/** Each server has its turn in each round, so that whatever else the machine does falls on all of them. */
const ROUNDS = 5;
const TURN_MS = 2_500;

const HALF_LOAD_MS = 4_000;

/** Bids a second that a server may reach in its first turn. */
const FIRST_RATE = 3_000;

/** What is measured: the kind of server, on how many auctions, and the ceiling that it is held against. */
const subjects = {
  ceiling: { kind: "ceiling", auctions: 1, ceiling: "ceiling" },
  ceilingMany: { kind: "ceiling", auctions: 1_000, ceiling: "ceilingMany" },
  postgresHot: { kind: "shared", auctions: 1, ceiling: "ceiling" },
  postgresMany: { kind: "shared", auctions: 1_000, ceiling: "ceilingMany" },
  embedded: { kind: "alone", auctions: 1, ceiling: "ceiling" },
  naive: { kind: "naive", auctions: 1, ceiling: "ceiling" },
} as const;

export type SubjectName = keyof typeof subjects;
const allNames = Object.keys(subjects) as SubjectName[];

/** What these names name, each with the ceiling that it is held against; everything by default. */
export function subjectsNamed(chosen: readonly string[]): SubjectName[] {
  const unknown = chosen.find((name) => !allNames.some((known) => known === name));
  if (unknown !== undefined) throw new Error(`There is no server ${unknown}: ${allNames.join(", ")}.`);
  return allNames.filter(
    (name) =>
      chosen.length === 0 || chosen.some((one) => one === name || subjects[one as SubjectName].ceiling === name),
  );
}

export type Throughput = {
  bidsPerSecond: number;
  /** Of the ceiling's bids a second. */
  ratioToCeiling: number;
  /** Of the ceiling's bids by second of the server's processor time. */
  ratioToCeilingByCpu: number;
  /** From when a bid was due to its receipt, at half of that load. */
  p50Ms: number;
  p99Ms: number;
  /** The same of a bid that is too low, to its refusal. */
  refusalP99Ms: number;
  /** How late the generator was with bids that were due: part of the times above, and not the server's. */
  lateP99Ms: number;
  /** What held the server up meanwhile. */
  pauses: Pauses;
  /** Of its core, what the generator used under full load: near 1 it measured itself. */
  generatorShare: number;
  /** Answers that were no receipts and should have been. */
  refused: number;
  /** Receipts whose signatures were checked. */
  checked: number;
};

type Turn = { bidsPerSecond: number; bidsPerCpuSecond: number; generatorShare: number };
type Running = {
  server: Program;
  load: Program;
  database: string | undefined;
  folder: string | undefined;
  turns: Turn[];
};

/** What was measured, of all servers that were played. */
export type Measured = Partial<Record<SubjectName, Throughput>>;

/** Measures servers, in turns. */
export async function measureThroughput(postgres: TestPostgres, names: readonly SubjectName[]): Promise<Measured> {
  const running = {} as Record<SubjectName, Running>;
  try {
    for (const name of names) {
      running[name] = await open(name, postgres);
      const { bidsPerSecond } = await play(running[name], WARM_MS);
      console.log(`${name} is warm: ${Math.round(bidsPerSecond)} bids a second`);
    }
    for (let round = 1; round <= ROUNDS; round++) {
      for (const name of names) running[name].turns.push(await play(running[name], TURN_MS));
      const rates = names.map((name) => `${name} ${Math.round(running[name].turns.at(-1)?.bidsPerSecond ?? 0)}`);
      console.log(`round ${round} of ${ROUNDS}: ${rates.join(", ")}`);
    }
    const figures: Measured = {};
    for (const name of names) {
      const figure = await figuresOf(name, running);
      figures[name] = figure;
      const [p50, p99, late] = [figure.p50Ms, figure.p99Ms, figure.lateP99Ms].map((ms) => ms.toFixed(1));
      console.log(`${name} at half load: p50 ${p50} ms, p99 ${p99} ms, sent ${late} ms late at p99`, figure.pauses);
    }
    return figures;
  } finally {
    for (const one of Object.values(running)) await close(one);
  }
}

async function open(name: SubjectName, postgres: TestPostgres): Promise<Running> {
  const { kind, auctions } = subjects[name];
  const folder = kind === "alone" ? mkdtempSync(join(tmpdir(), "plaza-bench-")) : undefined;
  const database = folder === undefined ? await postgres.createDatabase(name.toLowerCase()) : undefined;
  const server = await startServer(kind, auctions, folder ?? database ?? "");
  return { server, load: await startLoad("load.ts", server.url, auctions), database, folder, turns: [] };
}

async function close({ server, load, folder }: Running): Promise<void> {
  await Promise.all([load.stop(), server.stop()]);
  if (folder) rmSync(folder, { recursive: true });
}

/**
 * One turn under all the load that the server takes, with its people told of every bid at its end: what is put off belongs to the bids, and
 * must not fall on the next server's turn.
 */
async function play({ server, load, turns }: Running, milliseconds: number): Promise<Turn> {
  const rate = (turns.at(-1)?.bidsPerSecond ?? FIRST_RATE) * 1.5;
  await load.ask({ ask: "sign", bids: Math.ceil((rate * milliseconds) / 1_000) });
  const before = await server.ask<{ seconds: number }>({ ask: "cpu" });
  const { accepted, seconds, share } = await load.ask<{ accepted: number; seconds: number; share: number }>({
    ...{ ask: "flood", milliseconds },
  });
  const { tellingMs } = await server.ask<{ tellingMs: number }>({ ask: "tell" });
  const after = await server.ask<{ seconds: number }>({ ask: "cpu" });
  return {
    bidsPerSecond: accepted / (seconds + tellingMs / 1_000),
    bidsPerCpuSecond: accepted / (after.seconds - before.seconds),
    generatorShare: share,
  };
}

async function figuresOf(name: SubjectName, running: Record<SubjectName, Running>): Promise<Throughput> {
  const { load, server, turns, database } = running[name];
  const ceiling = running[subjects[name].ceiling].turns;
  const ratio = (of: keyof Turn) => median(turns.map((turn, round) => turn[of] / (ceiling[round]?.[of] ?? 0)));
  const bidsPerSecond = median(turns.map((turn) => turn.bidsPerSecond));
  const rate = bidsPerSecond / 2;
  await load.ask({ ask: "sign", bids: Math.ceil((rate * HALF_LOAD_MS) / 1_000) });
  await server.ask({ ask: "begin" });
  const waits = await load.ask<Pick<Throughput, "p50Ms" | "p99Ms" | "refusalP99Ms" | "lateP99Ms">>({
    ...{ ask: "drip", rate, milliseconds: HALF_LOAD_MS },
    // The ceiling takes any bid.
    low: subjects[name].kind !== "ceiling",
  });
  const pauses = await server.ask<Pauses>({ ask: "end" });
  const isRelayer = subjects[name].kind === "shared" || subjects[name].kind === "alone";
  const { accepted, refused, checked } = await load.ask<{
    accepted: number;
    refused: Record<number, number>;
    checked: number;
  }>({ ask: "check", receipts: isRelayer });
  if (isRelayer && database) await requireDurable(database, accepted);
  return {
    bidsPerSecond,
    ratioToCeiling: ratio("bidsPerSecond"),
    ratioToCeilingByCpu: ratio("bidsPerCpuSecond"),
    ...waits,
    pauses,
    generatorShare: median(turns.map((turn) => turn.generatorShare)),
    refused: Object.values(refused).reduce((sum, count) => sum + count, 0),
    checked,
  };
}

/** Checks that the server's disk holds what was acknowledged, in sequences without gaps, and that commits waited for the disk. */
async function requireDurable(url: string, acknowledged: number): Promise<void> {
  const database = await openDatabase(url, { connections: 1 });
  try {
    const [row] = await database.query<{ bids: number; last: number; fsync: string; commit: string }>(
      `SELECT count(*) AS bids, (SELECT sum(last) FROM (SELECT max(sequence) AS last FROM bids GROUP BY auction_id) ends) AS last,
        current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit FROM bids`,
    );
    const isDurable = row?.fsync === "on" && row.commit === "on";
    if (!isDurable || Number(row.bids) !== acknowledged || Number(row.last) !== acknowledged)
      throw new Error(`${acknowledged} bids were acknowledged; the log says ${JSON.stringify(row)}`);
  } finally {
    await database.close();
  }
}

const median = (values: readonly number[]) => quantile(values, 0.5);
