import { barChart } from "../lib/barChart.ts";
import { lineChart } from "../lib/lineChart.ts";
import { circumstances, writePlot, writeResult, writeTable } from "../lib/report.ts";
import type { Soak } from "./soak.ts";
import type { Streams } from "./subscribers.ts";
import type { Measured, SubjectName, Throughput } from "./throughput.ts";

const labels: Record<SubjectName, string> = {
  ceiling: "Ceiling, one auction",
  ceilingMany: "Ceiling, 1,000 auctions",
  postgresHot: "Postgres, one hot auction",
  postgresMany: "Postgres, 1,000 auctions",
  embedded: "Embedded, one hot auction",
  naive: "Naive: viem, one UPDATE a bid",
};
const goals: Partial<Record<SubjectName, number>> = { postgresHot: 0.8, postgresMany: 0.8, embedded: 0.9 };

/** Load of other programs above which a run says little about the machine. */
const BUSY = 0.5;

const round = (value: number, digits = 0) => Number(value.toFixed(digits));
const thousands = (value: number) => Math.round(value).toLocaleString("en");

const streamsLine = ({ subscribers, p50Ms, p99Ms, cpuMsPerBid }: Streams) =>
  `${thousands(subscribers)} subscribers of one auction had a new top bid after ${Math.round(p50Ms)} ms at the median and ${Math.round(p99Ms)} ms at p99 (goal: 250 ms), for ${Math.round(cpuMsPerBid)} ms of the server's processor time a bid`;

const whenAndWhere = (load: number): string => {
  const { machine, commit, date } = circumstances();
  const busy = load > BUSY ? `**on a busy machine** (load ${load.toFixed(1)} before)` : "nothing else running";
  return `Measured on ${date} at commit ${commit}, ${machine}, ${busy}.`;
};

export function reportStreams(streams: Streams): void {
  console.log(`${streamsLine(streams)}.`);
}

const entriesOf = (measured: Measured) => Object.entries(measured) as [SubjectName, Throughput][];

const heading = [
  "",
  "bids a second",
  "of the ceiling",
  "by processor time",
  "goal",
  "p50",
  "p99",
  "p99 of refusals",
  "p99 of commits",
  "longest stall",
];

/** Prints what was measured. Returns it as rows under the heading. */
export function printThroughput(measured: Measured): string[][] {
  const rows = entriesOf(measured).map(([name, figure]) => [
    labels[name],
    thousands(figure.bidsPerSecond),
    figure.ratioToCeiling.toFixed(2),
    figure.ratioToCeilingByCpu.toFixed(2),
    goals[name]?.toFixed(1) ?? "",
    `${figure.p50Ms.toFixed(1)} ms`,
    `${figure.p99Ms.toFixed(1)} ms`,
    figure.refusalP99Ms > 0 ? `${figure.refusalP99Ms.toFixed(1)} ms` : "",
    figure.pauses.commitP99Ms > 0 ? `${figure.pauses.commitP99Ms.toFixed(1)} ms` : "",
    `${figure.pauses.loopMaxMs.toFixed(1)} ms`,
  ]);
  console.table(rows.map((row) => Object.fromEntries(row.map((cell, i) => [heading[i], cell]))));
  return rows;
}

/** Prints what was measured of all servers, and writes figures, plot and the table of docs/benchmarks.md. */
export function reportThroughput(measured: Measured, streams: Streams, load: number): void {
  const { postgresHot, naive } = measured;
  if (postgresHot === undefined || naive === undefined) throw new Error("A report is of all servers.");
  const rows = printThroughput(measured);
  const entries = entriesOf(measured);
  const checked = entries.reduce((sum, [, figure]) => sum + figure.checked, 0);
  const faster = postgresHot.bidsPerSecond / naive.bidsPerSecond;
  const note = `${whenAndWhere(load)} ${faster.toFixed(1)} times the naive build (goal: 10). ${thousands(checked)} receipts were checked. ${streamsLine(streams)}.`;
  console.log(note);
  writeTable("relayer", [heading, ...rows], { note });
  const figures = entries.map(([name, figure]) => [
    name,
    {
      ...figure,
      ...{ bidsPerSecond: round(figure.bidsPerSecond), refusalP99Ms: round(figure.refusalP99Ms, 1) },
      ...{ ratioToCeiling: round(figure.ratioToCeiling, 2), ratioToCeilingByCpu: round(figure.ratioToCeilingByCpu, 2) },
      ...{ p50Ms: round(figure.p50Ms, 1), p99Ms: round(figure.p99Ms, 1), lateP99Ms: round(figure.lateP99Ms, 1) },
      generatorShare: round(figure.generatorShare, 2),
      pauses: Object.fromEntries(Object.entries(figure.pauses).map(([what, value]) => [what, round(value, 2)])),
    },
  ]);
  const live = { ...streams, p50Ms: round(streams.p50Ms), p99Ms: round(streams.p99Ms) };
  const streamFigures = { ...live, cpuMsPerBid: round(streams.cpuMsPerBid) };
  const ratioToNaive = round(faster, 1);
  writeResult("relayer", {
    ...Object.fromEntries(figures),
    ...{ ratioToNaive, streams: streamFigures, loadBefore: round(load, 1) },
  });
  const bars = entries.map(([name, { bidsPerSecond, ratioToCeiling }]) => ({
    label: labels[name],
    value: round(bidsPerSecond),
    mark: goals[name] && round((goals[name] * bidsPerSecond) / ratioToCeiling),
    tone: name.startsWith("ceiling") ? ("quoted" as const) : name === "naive" ? ("peer" as const) : ("own" as const),
  }));
  const groups = [{ label: "One server, one core", bars }];
  writePlot("relayer", barChart({ title: "Bids acknowledged, durably", unit: "a second, one core", groups }));
}

/** Prints how memory went, and writes figures, plot and the table of docs/benchmarks.md. */
export function reportSoak(soak: Soak, load: number): void {
  const { samples, growthPerMillion } = soak;
  const heading = ["bids", "heap after collection", "resident", "auctions in memory"];
  const step = Math.max(1, Math.floor(samples.length / 10));
  const rows = samples
    .filter((_, index) => index % step === 0 || index === samples.length - 1)
    .map(({ bids, heap, rss, remembered }) => [
      ...[thousands(bids), `${heap.toFixed(1)} MiB`, `${rss.toFixed(0)} MiB`, thousands(remembered)],
    ]);
  const note = `${whenAndWhere(load)} ${thousands(soak.bids)} bids on ${thousands(soak.auctions)} auctions, a hundred at a time, in ${Math.round(soak.seconds / 60)} minutes. From the middle of the run on the heap grew by ${growthPerMillion.toFixed(1)} MiB a million bids.`;
  console.table(rows.map((row) => Object.fromEntries(row.map((cell, i) => [heading[i], cell]))));
  console.log(note);
  writeTable("soak", [heading, ...rows], { note });
  writeResult("soak", { ...soak, loadBefore: round(load, 1) });
  const series = [
    { label: "heap after collection", points: samples.map(({ bids, heap }): [number, number] => [bids, heap]) },
    { label: "resident", points: samples.map(({ bids, rss }): [number, number] => [bids, rss]) },
  ];
  writePlot("soak", lineChart({ title: "Memory of the relayer", x: "bids", y: "MiB", series }));
}
