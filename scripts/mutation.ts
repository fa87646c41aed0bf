/**
 * `npm run test:mutation`: changes the contracts in one place at a time and runs the Solidity tests against each change. A
 * change that no test notices is printed with its place and its difference.
 *
 *     npm run test:mutation -- [--sample 50] [--seed 1] [--workers 2] [contracts/marketplace contracts/libraries/OrderHash.sol]
 *
 * Wants what `hardhat build` built. Without `--sample` it plays all mutants, some hundred, of the folders or files that are
 * named (all that is deployed, if none). A run that is broken off goes on where it was. Exits 1 where a mutant survives that
 * scripts/mutation/explained.ts does not explain. The figures go to bench/results/mutation.json.
 */
import { parseArgs } from "node:util";
import { writeResult } from "../bench/lib/report.ts";
import { parse, readSource } from "./lib/solc.ts";
import { explanationOf } from "./mutation/explained.ts";
import type { Verdict } from "./mutation/judge.ts";
import { type Mutant, mutantsOf } from "./mutation/mutants.ts";
import { startPool } from "./mutation/pool.ts";
import { openProgress } from "./mutation/progress.ts";
import { sample } from "./mutation/sample.ts";
import { mutableSources, targetOf } from "./mutation/targets.ts";

const LIMIT = 1_800_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: "string" },
    seed: { type: "string", default: "1" },
    workers: { type: "string", default: "2" },
  },
});

const chosen = mutableSources().filter(
  (file) => positionals.length === 0 || positionals.some((p) => file.startsWith(p)),
);
const all = chosen.flatMap((file) => mutantsOf(file, readSource(file), parse(file)));
const mutants = values.sample ? sample(all, Number(values.sample), Number(values.seed)) : all;
if (mutants.length === 0) throw new Error(`no mutants in ${positionals.join(", ")}`);
console.log(`${mutants.length} of ${all.length} mutants in ${chosen.length} files.`);

const progress = openProgress();
const verdicts = new Map<Mutant, Verdict>();
for (const mutant of mutants) {
  const known = progress.get(mutant.id);
  if (known) verdicts.set(mutant, known);
}
if (verdicts.size > 0) console.log(`${verdicts.size} are known from an earlier run.`);

const started = performance.now();
const pool = startPool(Number(values.workers), LIMIT);
try {
  const waiting = mutants.filter((mutant) => !verdicts.has(mutant));
  const ignored = waiting.length > 0 ? await baselineOf([...new Set(waiting.map(({ file }) => file))]) : [];
  await Promise.all(waiting.map((mutant) => play(mutant, ignored)));
} finally {
  pool.close();
}
process.exitCode = report() ? 0 : 1;

/** Tests that fail before anything is changed, for one source of each set of contracts that is compiled together. */
async function baselineOf(files: readonly string[]): Promise<string[]> {
  const one = new Map(files.map((file) => [targetOf(file).contracts.join(), file]));
  const answers = await Promise.all([...one.values()].map((file) => pool.ask({ baseline: file })));
  const failing = answers.flatMap((answer) => (answer && "failing" in answer ? answer.failing : []));
  if (failing.length > 0) console.log(`Not counted, as they fail under the quick compiler: ${failing.join(", ")}`);
  return failing;
}

async function play(mutant: Mutant, ignored: string[]): Promise<void> {
  const answer = await pool.ask({ mutant, ignored });
  const verdict: Verdict =
    answer && "verdict" in answer ? answer.verdict : { outcome: "killed", by: "the time limit", seconds: LIMIT / 1000 };
  progress.add(mutant.id, verdict);
  verdicts.set(mutant, verdict);
  if (verdict.outcome === "survived") console.log(`\n${describe(mutant)}`);
  if (verdicts.size % 10 === 0) {
    console.log(`${verdicts.size}/${mutants.length} after ${Math.round((performance.now() - started) / 1000)} s`);
  }
}

function describe(mutant: Mutant): string {
  const reason = explanationOf(mutant)?.reason;
  const lines = (sign: string, text: string) => text.split("\n").map((line) => `    ${sign} ${line.trim()}`);
  return [
    `${mutant.file}:${mutant.line} survived (${mutant.operator})${reason ? `: ${reason}` : ""}`,
    ...lines("-", mutant.before),
    ...lines("+", mutant.after),
  ].join("\n");
}

/** Prints and writes the figures; answers whether every survivor is explained. */
function report(): boolean {
  const having = (outcome: Verdict["outcome"]) => mutants.filter((mutant) => verdicts.get(mutant)?.outcome === outcome);
  const killed = having("killed").length;
  const survivors = having("survived");
  const unexplained = survivors.filter((mutant) => !explanationOf(mutant));
  const percent = (part: number, whole: number) => (whole === 0 ? 100 : Math.round((part / whole) * 1000) / 10);
  const figures = {
    mutants: mutants.length,
    of: all.length,
    seed: values.sample ? Number(values.seed) : undefined,
    killed,
    survived: survivors.length,
    explained: survivors.length - unexplained.length,
    same: having("same").length,
    invalid: having("invalid").length,
    score: percent(killed, killed + survivors.length),
    scoreWithoutExplained: percent(killed, killed + unexplained.length),
    secondsEach: Math.round(mutants.reduce((sum, m) => sum + (verdicts.get(m)?.seconds ?? 0), 0) / mutants.length),
    survivors: survivors.map(({ id, before, after, ...rest }) => {
      const reason = explanationOf({ id, before, after, ...rest })?.reason;
      return { id, before, after, ...(reason && { reason }) };
    }),
  };
  for (const mutant of unexplained) console.log(`\n${describe(mutant)}`);
  console.log(
    `\n${killed} killed, ${survivors.length} survived (${figures.explained} explained), ` +
      `${figures.same} the same code, ${figures.invalid} no program. Score ${figures.score} %.`,
  );
  writeResult("mutation", figures);
  return unexplained.length === 0;
}
