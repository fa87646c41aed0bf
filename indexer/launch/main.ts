/**
 * `npm start -w indexer`: the indexer alone, for a chain that runs elsewhere; `npm run serve -w indexer`: a process that only
 * answers, from what another one has in Postgres. The environment says which chain and database: see config/settings.ts, and
 * PLAZA_GRAPHQL_PORT.
 */
import { readSettings } from "../config/settings.ts";
import { startIndexer, startReader } from "./index.ts";

const { rpcUrl, relayerUrl, redisUrl, dataDir, pollingInterval, deploymentFolder, metadata, postgres } = readSettings(
  process.env,
);
const config = {
  rpcUrl,
  relayerUrl,
  redisUrl,
  deploymentFolder,
  port: Number(process.env.PLAZA_GRAPHQL_PORT ?? 42_069),
  dataDir,
  metadata,
  postgres,
  pollingInterval,
  timeout: Number.POSITIVE_INFINITY,
  onProgress: (text: string) => console.log(text),
};
const serves = process.argv[2] === "serve";
if (serves && !postgres) throw new Error("To serve needs DATABASE_URL: the embedded database has one process only.");
const indexer = serves && postgres ? await startReader({ ...config, postgres }) : await startIndexer(config);
console.log(`GraphQL: ${indexer.url}`);

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void indexer.close());
void indexer.crashed.then((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
