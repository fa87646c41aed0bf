/**
 * `npm run test:mutation`: changes the contracts in one place at a time and runs the Solidity tests against each change. A
 * change that no test notices is printed with its place and its difference.
 *
 *     npm run test:mutation -- [--sample 50] [--seed 1] [contracts/marketplace contracts/libraries/OrderHash.sol:42]
 *
 * Wants what `hardhat build` built. Without `--sample` it plays all mutants of the folders, files or lines that are named (all that
 * is deployed, if none). What it knows from earlier runs, and still holds, it does not play again. Exits 1 where a mutant survives
 * that scripts/mutation/explained.ts does not explain, or where that explains one that does not survive. The figures go to
 * bench/results/mutation.json.
 */
import { parseArgs } from "node:util";
import { writeResult } from "../bench/lib/report.ts";
import { type AstNode, analyze, readSource } from "./lib/solc.ts";
import { explain, explanations } from "./mutation/explained.ts";
import { openJudge, type Verdict } from "./mutation/judge.ts";
import { type Mutant, mutantsOf } from "./mutation/mutants.ts";
import { openProgress } from "./mutation/progress.ts";
import { sample } from "./mutation/sample.ts";
import { mutableSources, targetOf } from "./mutation/targets.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { sample: { type: "string" }, seed: { type: "string", default: "1" } },
});

const places = positionals.map((place) => place.split(":")).map(([path = "", line]) => ({ path, line }));
const chosen = mutableSources().filter(
  (file) => places.length === 0 || places.some(({ path }) => file.startsWith(path)),
);
const asts = analyze(chosen);
const isNamed = ({ file, line }: Mutant) =>
  places.length === 0 || places.some((place) => file.startsWith(place.path) && Number(place.line ?? line) === line);
const all = chosen.flatMap((file) => mutantsOf(file, readSource(file), asts[file] as AstNode).filter(isNamed));
const mutants = values.sample ? sample(all, Number(values.sample), Number(values.seed)) : all;
if (mutants.length === 0) throw new Error(`no mutants in ${positionals.join(", ")}`);

const progress = openProgress();
const verdicts = new Map<Mutant, Verdict>();
for (const mutant of mutants) {
  const known = progress.get(mutant);
  if (known) verdicts.set(mutant, known);
}
console.log(`${mutants.length} of ${all.length} mutants in ${chosen.length} files, ${verdicts.size} known already.`);

const started = performance.now();
for (const group of groupsOf(mutants.filter((mutant) => !verdicts.has(mutant)))) await play(group);
process.exitCode = report() ? 0 : 1;

/** Mutants that are compiled together: those of a contract, with what it shares with others. */
function groupsOf(waiting: readonly Mutant[]): Mutant[][] {
  const groups = new Map<string, Mutant[]>();
  for (const mutant of waiting) {
    const key = targetOf(mutant.file).contracts[0] ?? "";
    groups.set(key, [...(groups.get(key) ?? []), mutant]);
  }
  return [...groups.values()];
}

async function play(group: readonly Mutant[]): Promise<void> {
  const { judge, ignored, shared } = await openJudge(group, asts);
  console.log(`${shared} mutants of ${group.length} in one program, after ${secondsSinceStart()} s.`);
  if (ignored.size > 0) console.log(`Not counted, as they fail under the quick compiler: ${[...ignored].join(", ")}`);
  for (const mutant of group) {
    const verdict = await judge(mutant);
    progress.add(mutant, verdict);
    verdicts.set(mutant, verdict);
    if (verdict.outcome === "survived") console.log(`\n${describe(mutant)}`);
    if (verdicts.size % 25 === 0) console.log(`${verdicts.size}/${mutants.length} after ${secondsSinceStart()} s`);
  }
}

function secondsSinceStart(): number {
  return Math.round((performance.now() - started) / 1000);
}

function codeOf({ file, line }: Mutant): string {
  return readSource(file).split("\n")[line - 1]?.trim() ?? "";
}

function describe(mutant: Mutant): string {
  const lines = (sign: string, text: string) => text.split("\n").map((line) => `    ${sign} ${line.trim()}`);
  return [
    `${mutant.file}:${mutant.line} survived (${mutant.operator}) in ${codeOf(mutant)}`,
    ...lines("-", mutant.before),
    ...lines("+", mutant.after),
  ].join("\n");
}

/** Prints and writes the figures; answers whether every survivor is explained, and nothing else. */
function report(): boolean {
  const having = (outcome: Verdict["outcome"]) => mutants.filter((mutant) => verdicts.get(mutant)?.outcome === outcome);
  const [killed, survivors] = [having("killed"), having("survived")];
  const reasons = explanations.filter(({ file }) => chosen.includes(file));
  const { explained, unexplained, stale } = explain(
    mutants,
    (mutant) => verdicts.get(mutant)?.outcome === "survived",
    codeOf,
    reasons,
  );
  const percent = (part: number, whole: number) => (whole === 0 ? 100 : Math.round((part / whole) * 1000) / 10);
  const figures = {
    mutants: mutants.length,
    of: all.length,
    seed: values.sample ? Number(values.seed) : undefined,
    files: chosen.length,
    killed: killed.length,
    survived: survivors.length,
    explained: explained.size,
    invalid: having("invalid").length,
    score: percent(killed.length, killed.length + survivors.length),
    scoreWithoutExplained: percent(killed.length, killed.length + unexplained.length),
    survivors: survivors.map((mutant) => ({
      id: mutant.id,
      before: mutant.before,
      after: mutant.after,
      reason: explained.get(mutant),
    })),
  };
  for (const mutant of unexplained) console.log(`\n${describe(mutant)}`);
  // Of a sample or single lines, nobody can say that what is left out does not survive.
  const gone = values.sample || places.some(({ line }) => line) ? [] : stale;
  for (const { file, code, before, after } of gone) {
    console.log(`\n${file} explains what does not survive: ${before} -> ${after} in ${code}`);
  }
  console.log(
    `\n${killed.length} killed, ${survivors.length} survived (${explained.size} explained), ` +
      `${figures.invalid} no program. Score ${figures.score} %, without the explained ${figures.scoreWithoutExplained} %.`,
  );
  writeResult("mutation", figures);
  return unexplained.length === 0 && gone.length === 0;
}
