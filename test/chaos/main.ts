/**
 * `npm run test:chaos`: real relayers, Postgres and a chain under load, and one fault after the other. The seed is printed;
 * `npm run test:chaos -- --seed=<seed> --kills=<number> --at-once=<number>` makes the same faults in the same order again;
 * `--record` writes what was counted to docs/evidence.md and bench/results/chaos.json.
 */
import { randomInt } from "node:crypto";
import { loadavg } from "node:os";
import { parseArgs } from "node:util";
import { writeResult, writeTable } from "../../bench/lib/report.ts";
import { table } from "../../scripts/lib/table.ts";
import { longPlan } from "./plan.ts";
import { run } from "./run.ts";

/** What the figures in docs/evidence.md stand for, unless they say otherwise. */
const KILLS = 100;
const AT_ONCE = 10_000;

const options = {
  seed: { type: "string" },
  kills: { type: "string" },
  "at-once": { type: "string" },
  record: { type: "boolean" },
} as const;
const { values } = parseArgs({ options });
const countOf = (name: "kills" | "at-once", usual: number): number => {
  const count = Number(values[name] ?? usual);
  if (!Number.isInteger(count) || count < 0) throw new Error(`--${name}=${values[name]}: expected a whole number.`);
  return count;
};
const seed = values.seed ?? String(randomInt(1_000_000));
const [killCount, atOnce] = [countOf("kills", KILLS), countOf("at-once", AT_ONCE)];

// Relayers are ended as this program exits; a signal would end it with no exit.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));

const plan = longPlan(seed, killCount, atOnce);
const again = `--seed=${seed} --kills=${killCount} --at-once=${atOnce}`;
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
if (values.record) {
  writeTable("chaos", [["", "counted"], ...rows.map((row) => row.map(String))], { pageName: "evidence" });
  writeResult("chaos", { command: `npm run test:chaos -- ${again}`, seconds, loadBefore, ...Object.fromEntries(rows) });
}
process.exit(wrong.length === 0 ? 0 : 1);
