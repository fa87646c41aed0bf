/**
 * How many bids a second the relayer acknowledges, durably, and how long its subscribers wait for news: `npm run bench:relayer`. What
 * counts are ratios within one run; the server has one core, everything else the other. `-- throughput [name...]` plays some servers and
 * prints what they did, `-- subscribers` only measures streams, and `-- soak` looks whether memory grows.
 */
import { loadavg } from "node:os";
import { startPostgres } from "../relayer/src/testing/postgres.ts";
import { leaveServerCore } from "./relayer/programs.ts";
import { printThroughput, reportSoak, reportStreams, reportThroughput } from "./relayer/report.ts";
import { soak } from "./relayer/soak.ts";
import { measureStreams } from "./relayer/subscribers.ts";
import { measureThroughput, subjectsNamed } from "./relayer/throughput.ts";

/** How long memory is watched, unless a million bids are in before. */
const SOAK_SECONDS = 720;

const [what = "all", ...more] = process.argv.slice(2);
if (!["all", "throughput", "subscribers", "soak"].includes(what))
  throw new Error(`There is no benchmark ${what}: throughput, subscribers, soak, or nothing for the first two.`);
const chosen = subjectsNamed(what === "throughput" ? more : []);
const [load = 0] = loadavg();
leaveServerCore();
// With fsync, and with synchronous commit: what is acknowledged survives a power cut.
const postgres = await startPostgres({ fsync: "on", synchronous_commit: "on" });
try {
  if (what === "soak") reportSoak(await soak(postgres, Number(more[0] ?? SOAK_SECONDS)), load);
  else if (what === "subscribers") reportStreams(await measureStreams(postgres));
  else {
    const measured = await measureThroughput(postgres, chosen);
    if (what === "throughput") printThroughput(measured);
    else reportThroughput(measured, await measureStreams(postgres), load);
  }
} finally {
  await postgres.close();
}
