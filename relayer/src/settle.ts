import { parseArgs } from "node:util";
import type { Hex } from "viem";
import { readDeployment, readSettings, SettingError, type Settings } from "./config.ts";
import { Refusal } from "./domain/refusal.ts";
import type { SettleReport } from "./domain/settleReport.ts";
import { openGround } from "./ground.ts";
import { ChainClock } from "./infra/clock.ts";
import type { Instance, OpenWriting } from "./instance.ts";
import { joinInstance } from "./join.ts";
import { openKeyring } from "./keyring.ts";

/** How long to look for a worker. */
const JOIN_MS = 10_000;

/** Exit codes by outcome: whoever scripts this asks again on 2. */
const EXIT: Record<SettleReport["outcome"], number> = { done: 0, waiting: 1, moving: 2 };

/**
 * Settles one auction now: `npm run settle -w relayer -- <auctionId> [--wait=<seconds>]`. A worker that runs is asked to, over the private
 * channel, and no key is needed. Where none runs, this program takes its place for so long, with its keys.
 */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { wait: { type: "string", default: "60" } },
  });
  const [auctionId, ...others] = positionals;
  if (!/^0x[0-9a-f]{64}$/i.test(auctionId ?? "") || others.length > 0 || !/^\d{1,5}$/.test(values.wait))
    throw new SettingError("settle", "expected the id of one auction, 0x and 64 digits, and --wait=<seconds>.");
  const settings = operatorSettings(process.env);
  const config = {
    ...settings,
    deployment: await readDeployment(settings.deploymentFolder, settings.chainId),
    logLevel: "error" as const,
  };
  const ground = await openGround(config);
  const keyring = settings.keys && (await openKeyring(settings.keys, ground));
  const joining = joinInstance({ config, ground, keyring, clock: new ChainClock(), onChange: () => {}, alter: idle });
  const instance = await inTime(joining);
  const report = await settle(instance, (auctionId as Hex).toLowerCase() as Hex, Number(values.wait), settings.pollMs);
  process.stdout.write(`${JSON.stringify(report)}\n`);
  await instance.close();
  await ground.database.close();
  process.exitCode = EXIT[report.outcome];
}

/** The settings of a worker where the keys are at hand, else of one that only asks. */
function operatorSettings(environment: NodeJS.ProcessEnv): Settings {
  const { PLAZA_RELAYER_SETTLER_KEY: key, DATABASE_URL: server, PLAZA_RELAYER_ROLE: role = "all" } = environment;
  return readSettings({ ...environment, PLAZA_RELAYER_ROLE: key === undefined && server !== undefined ? "api" : role });
}

/** A writer that does nothing of its own accord: only the auction that is asked for is touched. */
const idle =
  (open: OpenWriting): OpenWriting =>
  async (own, tell) => ({ ...(await open(own, tell)), start: () => async () => {} });

async function inTime(joining: Promise<Instance>): Promise<Instance> {
  const late = new Promise<never>((_, reject) => {
    setTimeout(
      () => reject(new Error("No worker answers. Start one; or give this program its keys, and it settles itself.")),
      JOIN_MS,
    ).unref();
  });
  return Promise.race([joining, late]);
}

/** Takes steps until the end is final, nothing can be done, or the time is up. */
async function settle(instance: Instance, auctionId: Hex, seconds: number, pollMs: number): Promise<SettleReport> {
  const until = performance.now() + seconds * 1_000;
  for (;;) {
    const report = await instance.settle(auctionId).catch((error: unknown): SettleReport => {
      if (!(error instanceof Refusal)) throw error;
      return { auctionId, outcome: "moving", detail: error.message, attempt: null };
    });
    if (report.outcome !== "moving" || performance.now() >= until) return report;
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}\n`);
  process.exit(1);
});
