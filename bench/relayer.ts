/**
 * How many bids a second the relayer acknowledges, durably, and how long its subscribers wait for news: `npm run bench:relayer`. What
 * counts are ratios within one run; the server has one core, everything else the other. `-- subscribers` only measures streams, and `-- soak`
 * looks whether memory grows; both say what they do.
 */
import { loadavg } from "node:os";
import { startPostgres } from "../relayer/src/testing/postgres.ts";
import { leaveServerCore } from "./relayer/programs.ts";
import { reportSoak, reportStreams, reportThroughput } from "./relayer/report.ts";
import { soak } from "./relayer/soak.ts";
import { measureStreams } from "./relayer/subscribers.ts";
import { measureThroughput } from "./relayer/throughput.ts";

const [what = "all", ...more] = process.argv.slice(2);
if (!["all", "subscribers", "soak"].includes(what))
  throw new Error(`There is no benchmark ${what}: subscribers, soak, or nothing for throughput and subscribers.`);
const [load = 0] = loadavg();
leaveServerCore();
// With fsync, and with synchronous commit: what is acknowledged survives a power cut.
const postgres = await startPostgres({ fsync: "on", synchronous_commit: "on" });
try {
  if (what === "soak") reportSoak(await soak(postgres, Number(more[0] ?? 300)), load);
  else if (what === "subscribers") reportStreams(await measureStreams(postgres));
  else reportThroughput(await measureThroughput(postgres), await measureStreams(postgres), load);
} finally {
  await postgres.close();
}
