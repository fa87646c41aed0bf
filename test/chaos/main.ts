/**
 * `npm run test:chaos`: real relayers, Postgres and a chain under load, and one fault after the other. The seed is printed;
 * `npm run test:chaos -- --seed=<seed> --kills=<number>` makes the same faults in the same order again.
 */
import { randomInt } from "node:crypto";
import { loadavg } from "node:os";
import { parseArgs } from "node:util";
import { writeResult, writeTable } from "../../bench/lib/report.ts";
import { table } from "../../scripts/lib/table.ts";
import { longPlan } from "./plan.ts";
import { run } from "./run.ts";

/** What the figures in docs/evidence.md stand for. */
const KILLS = 100;

const { values } = parseArgs({ options: { seed: { type: "string" }, kills: { type: "string" } } });
const seed = values.seed ?? String(randomInt(1_000_000));
const killCount = Number(values.kills ?? KILLS);
if (!Number.isInteger(killCount) || killCount < 0) throw new Error(`--kills=${values.kills}: expected a whole number.`);

const plan = longPlan(seed, killCount);
const [loadBefore = 0] = loadavg();
console.log(
  `seed ${seed}, ${plan.moves.length} moves; again: npm run test:chaos -- --seed=${seed} --kills=${killCount}`,
);
const { findings, delivery, health, made, seconds } = await run(plan, console.log);

const share = delivery.due === 0 ? 1 : delivery.inTime / delivery.due;
const percent = `${(share * 100).toFixed(2)} %`;
const wrong = [...findings.faults, ...health.lies, ...delivery.faults];
const rows: [string, string | number][] = [
  ...[...made].map(([name, times]): [string, number] => [name, times]),
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
if (killCount >= KILLS) {
  writeTable("chaos", [["", "counted"], ...rows.map((row) => row.map(String))], { pageName: "evidence" });
  writeResult("chaos", { seed, kills: killCount, seconds, loadBefore, ...Object.fromEntries(rows) });
}
process.exit(wrong.length === 0 ? 0 : 1);
