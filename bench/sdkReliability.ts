/**
 * A thousand purchases by `buyFlow` while something befalls most of them: `npm run bench:sdk:reliability`, with `-- --count 100 --seed 7`
 * for another number and other fates. A buyer presses "try again" where the error says that it may help, at most five times.
 */
import { parseArgs } from "node:util";
import { parseEther } from "viem";
import { actors, startTestChain } from "../test/helpers/chain.ts";
import { openMarket } from "../test/helpers/market.ts";
import { buyThrough, type Fate, fates, type Purchase, summaryOf } from "../test/helpers/reliability.ts";
import { writeResult, writeTable } from "./lib/report.ts";

const { values } = parseArgs({
  options: { count: { type: "string", default: "1000" }, seed: { type: "string", default: "1" } },
});
const [count, seed] = [Number(values.count), Number(values.seed)];

const words: Record<Fate, string> = {
  plain: "nothing",
  rpcErrors: "every eighth request to the chain gets no answer",
  relayerAway: "the relayer is away",
  indexerAway: "the indexer is away",
  cheaper: "the price falls meanwhile",
  dearer: "the price rises meanwhile",
  soldMeanwhile: "it is sold meanwhile",
  noFunds: "one unit of Credits is missing",
};

const chain = await startTestChain();
try {
  const market = openMarket(chain);
  await market.registerSword("Longsword", "M0 0h9v9z");
  await market.fund(actors.carol, parseEther("1"));
  const purchases = await buyThrough({ chain, market }, { count, seed });
  const summary = summaryOf(purchases);
  const seconds = (ms: number) => (ms / 1_000).toFixed(2);
  const row = (label: string, of: readonly Purchase[]) => {
    const { purchases: all, filled, undecided, meanMs, p95Ms } = summaryOf(of);
    const refused = of.filter(({ end }) => end === "refused").length;
    const times = filled > 0 ? [seconds(meanMs), seconds(p95Ms)] : ["", ""];
    return [
      label,
      String(all),
      String(of.filter(({ end }) => end === "bought").length),
      String(refused),
      String(undecided),
      ...times,
    ];
  };
  const table = [
    ["what befalls it", "purchases", "bought", "refused", "undecided", "mean, s", "p95, s"],
    ...(Object.keys(fates) as Fate[]).map((fate) =>
      row(
        words[fate],
        purchases.filter((purchase) => purchase.fate === fate),
      ),
    ),
    row("all", purchases),
  ];
  console.table(table);
  console.log(summary);
  if (count >= 1_000) {
    writeTable("reliability", table);
    writeResult("sdkReliability", { seed, ...summary });
  }
} finally {
  await chain.close();
}
