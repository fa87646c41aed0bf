import { rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { seriesOf } from "../config/series.ts";
import { type MetadataSettings, type PostgresSettings, readSettings } from "../config/settings.ts";
import { catchUp, untilAnswers } from "./catchUp.ts";
import { claimData, MEMORY } from "./data.ts";
import { makeScratchFolder, prepareDatabase } from "./database.ts";
import { type PonderCommand, type PonderProcess, startPonder } from "./ponder.ts";
import { claimPort } from "./port.ts";
import { checkReader, claimSchema, releaseSchema } from "./postgres.ts";
import { takeOver } from "./releases.ts";
import { callRpc } from "./rpc.ts";

export { PortInUseError } from "./port.ts";
export { DatabaseRefusedError } from "./postgres.ts";

/** What to start an indexer with. */
export type IndexerConfig = {
  rpcUrl: string;
  /** Folder of Ignition's records, named `chain-<id>`. */
  deploymentFolder: string;
  /** Where the relayer answers, which is asked for bids off the chain. None by default: they are then unknown. */
  relayerUrl?: string | undefined;
  /** 0 for a free one. @default 0 */
  port?: number | undefined;
  /**
   * Folder of the index, or `memory://` for one that goes with the process. An index of a local chain, of another
   * deployment or by another version of the app that is in the folder is thrown away. @default "memory://"
   */
  dataDir?: string | undefined;
  /** Goes on with the index of a local chain, which must be the very one that was indexed. @default false */
  resume?: boolean | undefined;
  /** The Postgres that holds the index, instead of the folder. None by default. */
  postgres?: PostgresConfig | undefined;
  /** A Redis that keeps answers for a moment, for all processes that answer. Each one's memory by default. */
  redisUrl?: string | undefined;
  /** How metadata of items that are not Plaza's own is looked for. @default enabled, without a gateway to IPFS */
  metadata?: Partial<Pick<MetadataSettings, "enabled" | "ipfsGateway">> | undefined;
  /** Milliseconds between looks for a new block; at least 20. @default 50 on a local chain, else 1000 */
  pollingInterval?: number | undefined;
  /** Milliseconds until it must have caught up with the chain. @default 120_000 */
  timeout?: number | undefined;
  /** Is told what goes on, a line at a time. */
  onProgress?: ((text: string) => void) | undefined;
};

/** A Postgres to index into and to answer from. */
export type PostgresConfig = Pick<PostgresSettings, "url"> & Partial<PostgresSettings>;

/** An indexer that runs. */
export type RunningIndexer = {
  /** Where GraphQL is answered. */
  url: string;
  port: number;
  /** Resolves if the process ends without being told to. */
  crashed: Promise<Error>;
  /** Ends the process and waits until it is gone. */
  close(): Promise<void>;
};

const HOST = "127.0.0.1";

/**
 * Starts Ponder in a process of its own, on 127.0.0.1. It has caught up with the chain as it was at the call once this
 * resolves, and with what answered readers of its Postgres before, which it does from then on.
 *
 * @throws ConfigurationError when the deployment record is missing or malformed, PortInUseError when the port is taken, an error with Ponder's own words when it does not come up.
 *
 * @example
 * ```ts
 * const indexer = await startIndexer({ rpcUrl, deploymentFolder, port: 42069, dataDir: ".plaza/indexer" });
 * const graphql = createGraphqlClient({ url: indexer.url });
 * await indexer.close();
 * ```
 */
export async function startIndexer(config: IndexerConfig): Promise<RunningIndexer> {
  const { rpcUrl, timeout = 120_000, dataDir = MEMORY, resume, onProgress = () => {} } = config;
  const deploymentFolder = resolve(config.deploymentFolder);
  const env = environmentOf({ ...config, deploymentFolder });
  // What Ponder would stumble over seconds later is told at once.
  const { deployment, postgres, metadata } = readSettings(env);
  await callRpc(rpcUrl, "eth_chainId", []);
  const caughtUp = (url: string, signal: AbortSignal) => catchUp({ url, rpcUrl, timeout, signal });
  return launch(config, async (workFolder) => {
    if (postgres) {
      const series = seriesOf(deployment);
      const chain = { deploymentFolder, rpcUrl, resume };
      const schema = await claimSchema(postgres, metadata.schema, series, chain);
      const release = { listSchema: postgres.schema, schema, series, chainId: deployment.chainId };
      return {
        command: { name: "start", schema, viewsSchema: postgres.schema },
        env,
        async ready(url, signal) {
          await caughtUp(url, signal);
          const answers = await takeOver(postgres.url, release, { timeout, signal });
          onProgress(answers ? "answers readers" : "another release answers readers");
        },
        release: (endedAt) => releaseSchema(postgres.url, schema, endedAt),
      };
    }
    const data = dataDir === MEMORY ? workFolder : await claimData({ dataDir, deploymentFolder, rpcUrl, resume });
    await prepareDatabase(join(data, "pglite"));
    const command: PonderCommand = { name: "start", schema: "plaza" };
    return { command, env: { ...env, PLAZA_INDEXER_DATA: data }, ready: caughtUp };
  });
}

/**
 * Starts a process that answers from what a writer has in Postgres, and writes nothing. Any number can run. It answers once this
 * resolves: when a writer has read the chain's history for the first time.
 *
 * @throws As {@link startIndexer}; DatabaseRefusedError when the account that reads may not.
 *
 * @example
 * ```ts
 * const reader = await startReader({ rpcUrl, deploymentFolder, port: 42070, postgres: { url, readUrl } });
 * ```
 */
export async function startReader(config: IndexerConfig & { postgres: PostgresConfig }): Promise<RunningIndexer> {
  const { timeout = 120_000 } = config;
  const env = environmentOf({ ...config, deploymentFolder: resolve(config.deploymentFolder) });
  const { postgres } = readSettings(env);
  if (!postgres) throw new TypeError("A reader needs a Postgres.");
  await checkReader(postgres);
  return launch(config, async () => ({
    command: { name: "serve", schema: postgres.schema },
    env,
    ready: (url, signal) => untilAnswers({ url, timeout, signal }),
  }));
}

/** What a process of Ponder is told, for `config/settings.ts` to read. */
function environmentOf(config: IndexerConfig): Record<string, string | undefined> {
  const { postgres } = config;
  const digits = (value: number | undefined) => (value === undefined ? undefined : String(value));
  return {
    PLAZA_DEPLOYMENT: config.deploymentFolder,
    PLAZA_RPC_URL: config.rpcUrl,
    PLAZA_RELAYER_URL: config.relayerUrl,
    PLAZA_INDEXER_POLL_MS: digits(config.pollingInterval),
    PLAZA_INDEXER_METADATA: config.metadata?.enabled === false ? "off" : "on",
    PLAZA_INDEXER_IPFS_GATEWAY: config.metadata?.ipfsGateway,
    REDIS_URL: config.redisUrl,
    DATABASE_URL: postgres?.url,
    DATABASE_READ_URL: postgres?.readUrl,
    PLAZA_INDEXER_SCHEMA: postgres?.schema,
    PLAZA_INDEXER_READ_ROLE: postgres?.readRole,
    PLAZA_INDEXER_RELEASE: postgres?.release,
    PLAZA_INDEXER_STATEMENT_TIMEOUT_MS: digits(postgres?.statementTimeout),
  };
}

/** What Ponder is to do, when it is ready, and what is left to do once it has ended. */
type Prepared = {
  command: PonderCommand;
  env: Record<string, string | undefined>;
  ready(url: string, signal: AbortSignal): Promise<void>;
  release?: ((endedAt: number) => Promise<void>) | undefined;
};

/** Starts a process of Ponder in a folder of its own, and waits until it is ready. */
async function launch(
  { port: wished = 0, onProgress = () => {} }: IndexerConfig,
  prepare: (workFolder: string) => Promise<Prepared>,
): Promise<RunningIndexer> {
  const port = await claimPort(HOST, wished);
  // Ponder writes its generated schema into the folder that it runs in.
  const workFolder = await makeScratchFolder();
  let ponder: PonderProcess | undefined;
  const end = async () => {
    await ponder?.stop();
    await rm(workFolder, { recursive: true, force: true });
  };
  try {
    const { command, env, ready, release } = await prepare(workFolder);
    ponder = startPonder({ command, host: HOST, port, workFolder, onProgress, env });
    const { failed } = ponder;
    const url = `http://${HOST}:${port}/graphql`;
    await untilFailed(failed, (signal) => ready(url, signal));
    return {
      url,
      port,
      crashed: failed,
      close: async () => {
        await end();
        // Only one that was ready held the lock for sure.
        await release?.(Date.now());
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}

/** Waits for something, unless the process fails first. */
async function untilFailed(failed: Promise<Error>, wait: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const abort = new AbortController();
  try {
    const error = await Promise.race([wait(abort.signal), failed]);
    if (error) throw error;
  } finally {
    abort.abort();
  }
}
