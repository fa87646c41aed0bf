import { readDeployment, readSettings } from "./config.ts";
import { startRelayer } from "./launch.ts";

/** Runs a relayer with the settings of the environment until it is told to stop. */
async function main(): Promise<void> {
  const { deploymentFolder, settlerKey, receiptKey, senderKey, ...settings } = readSettings(process.env);
  const relayer = await startRelayer({
    ...settings,
    deployment: await readDeployment(deploymentFolder, settings.chainId),
    keys: { settler: settlerKey, receipt: receiptKey, sender: senderKey },
  });
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
