/**
 * `npm run test:chaos`: real relayers, Postgres, Redis and a chain under load, and one fault after the other, for a quarter of an hour or
 * until all were made; what was counted goes to docs/evidence.md and bench/results/chaos.json. `-- --long` makes many more, with no limit of
 * time. The seed is printed; with `--seed --kills --times --at-once --minutes` the same faults are made in the same order again, and
 * `--only="disk full,reorg"` makes those alone. Runs that choose write nothing without `--record`.
 */
import { randomInt } from "node:crypto";
import { loadavg } from "node:os";
import { parseArgs } from "node:util";
import { circumstances, writeResult, writeTable } from "../../bench/lib/report.ts";
import { table } from "../../scripts/lib/table.ts";
import { wholePlan } from "./plan.ts";
import { run } from "./run.ts";

/** What fits into twenty minutes of two quiet cores, and what does not. */
const USUAL = { kills: 70, times: 2, atOnce: 500, minutes: 12 };
const LONG = { kills: 100, times: 3, atOnce: 10_000, minutes: Number.POSITIVE_INFINITY };

const options = {
  seed: { type: "string" },
  kills: { type: "string" },
  times: { type: "string" },
  "at-once": { type: "string" },
  minutes: { type: "string" },
  only: { type: "string" },
  long: { type: "boolean" },
  record: { type: "boolean" },
} as const;
const { values } = parseArgs({ options });
const countOf = (name: "kills" | "times" | "at-once" | "minutes", usual: number): number => {
  const count = Number(values[name] ?? usual);
  if (!(Number.isInteger(count) || count === usual) || count < 0)
    throw new Error(`--${name}=${values[name]}: expected a whole number.`);
  return count;
};
const usual = values.long ? LONG : USUAL;
const seed = values.seed ?? String(randomInt(1_000_000));
const kills = countOf("kills", usual.kills);
const times = countOf("times", usual.times);
const atOnce = countOf("at-once", usual.atOnce);
const only = values.only?.split(",").map((name) => name.trim());
const isRecorded = values.record || Object.keys(values).every((name) => name === "long" || name === "seed");

// Relayers are ended as this program exits; a signal would end it with no exit.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));

const plan = wholePlan({ seed, kills, times, atOnce, only, movesMs: countOf("minutes", usual.minutes) * 60_000 });
const again = `--seed=${seed} --kills=${kills} --times=${times} --at-once=${atOnce}${only ? ` --only="${only}"` : ""}`;
const [loadBefore = 0] = loadavg();
console.log(`seed ${seed}, ${plan.moves.length} moves; again: npm run test:chaos -- ${again}`);
const { findings, delivery, health, made, atOnceSeconds, seconds } = await run(plan, console.log);

const share = delivery.due === 0 ? 1 : delivery.inTime / delivery.due;
const percent = `${(share * 100).toFixed(2)} %`;
const wrong = [...findings.faults, ...health.lies, ...delivery.faults];
const rows: [string, string | number][] = [
  ...[...made].map(([name, times]): [string, number] => [name, times]),
  [`${atOnce} auctions ended at once: all final after`, `${atOnceSeconds} s`],
  ["bids acknowledged", findings.counts.bidsAcknowledged],
  ["bids refused", findings.counts.bidsRefused],
  ["requests asked again", findings.counts.asksAgain],
  ["withdrawals signed", findings.counts.withdrawalsSigned],
  ["withdrawals carried out", findings.counts.withdrawalsCarriedOut],
  ["withdrawals that came too late", findings.counts.withdrawalsExpired],
  ["auctions settled", findings.counts.auctionsSettled],
  ["auctions returned", findings.counts.auctionsReturned],
  ["answers of health checked", health.truths + health.lies.length],
  ["notices of bids due", delivery.due],
  ["notices within 5 s", percent],
  ["slowest notice", `${(delivery.worstMs / 1_000).toFixed(1)} s`],
  ["wrong", wrong.length],
];
console.log(`\n${table(["", "counted"], rows)}\n`);
for (const line of wrong) console.log(line);
if (isRecorded) {
  const { machine, commit, date } = circumstances();
  const note = `Counted on ${date} at commit ${commit}, ${machine}, load ${loadBefore.toFixed(1)} before, in ${Math.round(seconds / 60)} minutes; again: \`npm run test:chaos -- ${again}\`.`;
  writeTable("chaos", [["", "counted"], ...rows.map((row) => row.map(String))], { pageName: "evidence", note });
  writeResult("chaos", { command: `npm run test:chaos -- ${again}`, seconds, loadBefore, ...Object.fromEntries(rows) });
}
process.exit(wrong.length === 0 ? 0 : 1);
