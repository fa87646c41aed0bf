import { parseArgs } from "node:util";
import { readDeployment, readSettings } from "./config.ts";
import { startRelayer, startWorker } from "./launch.ts";

/** Runs a relayer with the settings of the environment until it is told to stop. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { role: { type: "string" } } });
  const { deploymentFolder, role, keys, healthPort, ...settings } = readSettings({
    ...process.env,
    ...(values.role !== undefined && { PLAZA_RELAYER_ROLE: values.role }),
  });
  const deployment = await readDeployment(deploymentFolder, settings.chainId);
  const relayer =
    role === "worker" && keys
      ? await startWorker({ ...settings, deployment, keys, healthPort })
      : await startRelayer({ ...settings, deployment, keys, role: role === "api" ? role : "all" });
  const stop = () => {
    relayer.close().then(
      () => process.exit(0),
      (error) => fail(error),
    );
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
