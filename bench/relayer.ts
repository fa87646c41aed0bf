/**
 * How many bids a second the relayer acknowledges, durably: `npm run bench:relayer`. What counts are ratios within one run; the server
 * has one core, the load generator and Postgres the other.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { startPostgres } from "../relayer/src/testing/postgres.ts";
import { barChart } from "./lib/barChart.ts";
import { writePlot, writeResult, writeTable } from "./lib/report.ts";

const SECONDS = 5;
const BIDS = 8_000;
const NAIVE_BIDS = 1_000;
const SUBSCRIBERS = 5_000;

type Kind = "ceiling" | "alone" | "shared" | "naive";
type Measured = { bidsPerSecond: number; bidsPerCpuSecond: number; p99Ms: number; p50Ms: number; refused: number };

/** Starts a program on one core, with a channel to it. */
function start(core: number, file: string, ...args: (string | number)[]): ChildProcess {
  const path = fileURLToPath(new URL(`./relayer/${file}`, import.meta.url));
  return spawn("taskset", ["-c", String(core), process.execPath, path, ...args.map(String)], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
}

async function answerOf<answer>(child: ChildProcess, question?: string): Promise<answer> {
  const answer = Promise.race([
    once(child, "message"),
    once(child, "exit").then(([code]) => Promise.reject(new Error(`a program of the benchmark ended with ${code}`))),
  ]);
  if (question) child.send(question);
  const [message] = (await answer) as [answer];
  return message;
}

async function measure(kind: Kind, auctions: number, database = "memory://"): Promise<Measured> {
  const server = start(0, "server.ts", kind, auctions, database);
  const { url } = await answerOf<{ url: string }>(server);
  const load = start(1, "load.ts", url, auctions, kind === "naive" ? NAIVE_BIDS : BIDS, SECONDS);
  try {
    await answerOf(load);
    const before = await answerOf<{ cpu: number }>(server, "cpu");
    const { bidsPerSecond, accepted } = await answerOf<{ bidsPerSecond: number; accepted: number }>(load, "go");
    const after = await answerOf<{ cpu: number }>(server, "cpu");
    const done = await answerOf<{ p99Ms: number; p50Ms: number; refused: Record<string, number> }>(load, "go");
    const refused = Object.values(done.refused).reduce((sum, count) => sum + count, 0);
    return { bidsPerSecond, bidsPerCpuSecond: accepted / (after.cpu - before.cpu), ...done, refused };
  } finally {
    load.kill();
    server.kill();
  }
}

async function watch(database: string): Promise<{ p99Ms: number; p50Ms: number }> {
  const server = start(0, "server.ts", "shared", 1, database);
  const { url } = await answerOf<{ url: string }>(server);
  const watchers = start(1, "watch.ts", url, SUBSCRIBERS, 10);
  try {
    return await answerOf(watchers);
  } finally {
    watchers.kill();
    server.kill();
  }
}

// With fsync, and with synchronous commit: what is acknowledged survives a power cut.
const postgres = await startPostgres({ fsync: "on", synchronous_commit: "on" });
const [busy] = loadavg();
try {
  const ceilingHot = await measure("ceiling", 1);
  const postgresHot = await measure("shared", 1, await postgres.createDatabase("hot"));
  const ceilingMany = await measure("ceiling", 1_000);
  const postgresMany = await measure("shared", 1_000, await postgres.createDatabase("many"));
  const embedded = await measure("alone", 1);
  const naive = await measure("naive", 1, await postgres.createDatabase("naive"));
  const streams = await watch(await postgres.createDatabase("streams"));

  const round = (value: number, digits = 0) => Number(value.toFixed(digits));
  const figureOf = (measured: Measured, ceiling: Measured) => ({
    bidsPerSecond: round(measured.bidsPerSecond),
    ratioToCeiling: round(measured.bidsPerSecond / ceiling.bidsPerSecond, 2),
    ratioToCeilingByCpu: round(measured.bidsPerCpuSecond / ceiling.bidsPerCpuSecond, 2),
    p99Ms: round(measured.p99Ms, 1),
    p50Ms: round(measured.p50Ms, 1),
    refused: measured.refused,
  });
  const figures = {
    ceiling: figureOf(ceilingHot, ceilingHot),
    postgresHot: figureOf(postgresHot, ceilingHot),
    postgresMany: figureOf(postgresMany, ceilingMany),
    embedded: figureOf(embedded, ceilingHot),
    naive: figureOf(naive, ceilingHot),
  };
  const labels: Record<keyof typeof figures, string> = {
    ceiling: "Ceiling: HTTP, parsing, recovery, receipt",
    postgresHot: "Postgres, one hot auction",
    postgresMany: "Postgres, 1,000 auctions",
    embedded: "Embedded, one hot auction",
    naive: "Naive: viem, one UPDATE a bid",
  };
  const goals: Partial<Record<keyof typeof figures, number>> = { postgresHot: 0.8, postgresMany: 0.8, embedded: 0.9 };
  const table = [
    [
      "",
      "bids a second",
      "of the ceiling",
      "of the ceiling, by processor time",
      "goal",
      "p50, half load",
      "p99, half load",
    ],
    ...Object.entries(figures).map(([name, figure]) => [
      labels[name as keyof typeof figures],
      figure.bidsPerSecond.toLocaleString("en"),
      String(figure.ratioToCeiling),
      String(figure.ratioToCeilingByCpu),
      String(goals[name as keyof typeof figures] ?? ""),
      `${figure.p50Ms} ms`,
      `${figure.p99Ms} ms`,
    ]),
  ];
  console.table(table.slice(1).map((row) => Object.fromEntries(row.map((cell, i) => [table[0]?.[i], cell]))));
  const live = { subscribers: SUBSCRIBERS, p99Ms: round(streams.p99Ms, 1), p50Ms: round(streams.p50Ms, 1) };
  console.log(
    `${SUBSCRIBERS} subscribers had a new top bid after ${live.p99Ms} ms at p99. Load before: ${busy?.toFixed(1)}`,
  );
  writeTable("relayer", table);
  writeResult("relayer", { ...figures, streams: live, loadBefore: round(busy ?? 0, 1) });
  writePlot(
    "relayer",
    barChart({
      title: "Bids acknowledged, durably",
      unit: "a second, one core",
      groups: [
        {
          label: "One server, one core",
          bars: Object.entries(figures).map(([name, { bidsPerSecond }]) => ({
            label: labels[name as keyof typeof figures].replace(/:.*/, ""),
            value: bidsPerSecond,
            mark: goals[name as keyof typeof figures]
              ? round((goals[name as keyof typeof figures] ?? 0) * figures.ceiling.bidsPerSecond)
              : undefined,
            tone: name === "ceiling" ? "quoted" : name === "naive" ? "peer" : "own",
          })),
        },
      ],
    }),
  );
} finally {
  await postgres.close();
}
