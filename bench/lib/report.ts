import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";

const results = new URL("../results/", import.meta.url);
const pageOf = (name: string) => new URL(`../../docs/${name}.md`, import.meta.url);

/** Where and when something was measured. */
export function circumstances() {
  const cores = cpus();
  return {
    machine: `${cores.length} x ${cores[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
    node: process.version,
    commit: execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim(),
    date: new Date().toISOString().slice(0, 10),
  };
}

/** Writes `bench/results/<name>.json`: the figures, and where and when they were measured. */
export function writeResult(name: string, figures: Record<string, unknown>): void {
  mkdirSync(results, { recursive: true });
  writeFileSync(new URL(`${name}.json`, results), `${JSON.stringify({ ...circumstances(), figures }, null, 2)}\n`);
}

/** Writes `bench/results/<name>.svg`. */
export function writePlot(name: string, svg: string): void {
  mkdirSync(results, { recursive: true });
  writeFileSync(new URL(`${name}.svg`, results), svg);
}

/** Replaces the table between `<!-- <name> -->` and `<!-- /<name> -->` in a page of docs/; the first row is its heading. */
export function writeTable(
  name: string,
  [heading = [], ...rows]: readonly (readonly string[])[],
  { pageName = "benchmarks", note = "" }: { pageName?: string; note?: string } = {},
): void {
  const page = pageOf(pageName);
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const text = readFileSync(page, "utf8");
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/${pageName}.md has no place for the table "${name}"`);
  const lines = [heading, heading.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`);
  const below = note === "" ? "" : `\n${note}\n`;
  writeFileSync(page, `${text.slice(0, from + begin.length)}\n${lines.join("\n")}\n${below}${text.slice(to)}`);
}
