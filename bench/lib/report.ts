import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";

const results = new URL("../results/", import.meta.url);

/** Writes `bench/results/<name>.json`: the figures, and where and when they were measured. */
export function writeResult(name: string, figures: Record<string, unknown>): void {
  mkdirSync(results, { recursive: true });
  const cores = cpus();
  const report = {
    machine: `${cores.length} x ${cores[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
    node: process.version,
    commit: execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim(),
    date: new Date().toISOString().slice(0, 10),
    figures,
  };
  writeFileSync(new URL(`${name}.json`, results), `${JSON.stringify(report, null, 2)}\n`);
}

/** Writes `bench/results/<name>.svg`. */
export function writePlot(name: string, svg: string): void {
  mkdirSync(results, { recursive: true });
  writeFileSync(new URL(`${name}.svg`, results), svg);
}
