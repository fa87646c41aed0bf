import { parseArgs } from "node:util";
import { readDeployment, readSettings } from "./config.ts";
import { createLogger } from "./infra/logger.ts";
import { startRelayer, startWorker } from "./launch.ts";
import { closeWithin } from "./stopping.ts";

/** Runs a relayer with the settings of the environment until it is told to stop. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { role: { type: "string" } } });
  const { deploymentFolder, role, keys, healthPort, stopSeconds, ...settings } = readSettings({
    ...process.env,
    ...(values.role !== undefined && { PLAZA_RELAYER_ROLE: values.role }),
  });
  const deployment = await readDeployment(deploymentFolder, settings.chainId);
  const relayer =
    role === "worker" && keys
      ? await startWorker({ ...settings, deployment, keys, healthPort })
      : await startRelayer({ ...settings, deployment, keys, role: role === "api" ? role : "all" });
  const stop = () => {
    closeWithin(() => relayer.close(), stopSeconds * 1_000).then((isClosed) => {
      if (!isClosed)
        createLogger(settings.logLevel).error(
          { seconds: stopSeconds },
          "relayer could not finish in time and is ended",
        );
      process.exit(isClosed ? 0 : 1);
    }, fail);
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
}

function fail(error: unknown): never {
  // The message says all: a stack would only bury the key that is wrong.
  process.stderr.write(`${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}\n`);
  process.exit(1);
}

main().catch(fail);
