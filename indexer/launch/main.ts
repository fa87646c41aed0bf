/**
 * `npm start -w indexer`: the indexer alone, for a chain that runs elsewhere. The environment says which: see
 * config/settings.ts, and PLAZA_GRAPHQL_PORT.
 */
import { readSettings } from "../config/settings.ts";
import { startIndexer } from "./index.ts";

const { rpcUrl, relayerUrl, dataDir, pollingInterval, deploymentFolder } = readSettings(process.env);
const indexer = await startIndexer({
  rpcUrl,
  relayerUrl,
  deploymentFolder,
  port: Number(process.env.PLAZA_GRAPHQL_PORT ?? 42_069),
  dataDir,
  pollingInterval,
  timeout: Number.POSITIVE_INFINITY,
  onProgress: (text) => console.log(text),
});
console.log(`GraphQL: ${indexer.url}`);

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void indexer.close());
void indexer.crashed.then((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
