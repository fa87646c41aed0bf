import { rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { readSettings } from "../config/settings.ts";
import { catchUp } from "./catchUp.ts";
import { claimData, MEMORY } from "./data.ts";
import { makeScratchFolder, prepareDatabase } from "./database.ts";
import { type PonderProcess, startPonder } from "./ponder.ts";
import { claimPort } from "./port.ts";
import { callRpc } from "./rpc.ts";

export { PortInUseError } from "./port.ts";

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
  /** Milliseconds between looks for a new block; at least 100. @default 100 on a local chain, else 1000 */
  pollingInterval?: number | undefined;
  /** Milliseconds until it must have caught up with the chain. @default 120_000 */
  timeout?: number | undefined;
  /** Is told what goes on, a line at a time. */
  onProgress?: ((text: string) => void) | undefined;
};

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
 * resolves.
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
  const { rpcUrl, timeout = 120_000, onProgress = () => {} } = config;
  const deploymentFolder = resolve(config.deploymentFolder);
  // What Ponder would stumble over seconds later is told at once.
  readSettings({ PLAZA_DEPLOYMENT: deploymentFolder, PLAZA_RPC_URL: rpcUrl });
  await callRpc(rpcUrl, "eth_chainId", []);
  const port = await claimPort(HOST, config.port ?? 0);
  // Ponder writes its generated schema into the folder that it runs in.
  const workFolder = await makeScratchFolder();
  const cleanUp = () => rm(workFolder, { recursive: true, force: true });
  let ponder: PonderProcess | undefined;
  try {
    const { dataDir = MEMORY } = config;
    const data = dataDir === MEMORY ? workFolder : await claimData({ dataDir, deploymentFolder, rpcUrl });
    await prepareDatabase(join(data, "pglite"));
    ponder = startPonder({
      host: HOST,
      port,
      workFolder,
      onProgress,
      env: {
        PLAZA_DEPLOYMENT: deploymentFolder,
        PLAZA_RPC_URL: rpcUrl,
        PLAZA_RELAYER_URL: config.relayerUrl,
        PLAZA_INDEXER_DATA: data,
        PLAZA_INDEXER_POLL_MS: config.pollingInterval === undefined ? undefined : String(config.pollingInterval),
      },
    });
    const { stop, failed } = ponder;
    const url = `http://${HOST}:${port}/graphql`;
    await untilFailed(failed, (signal) => catchUp({ url, rpcUrl, timeout, signal }));
    return {
      url,
      port,
      crashed: failed,
      close: async () => {
        await stop();
        await cleanUp();
      },
    };
  } catch (error) {
    await ponder?.stop();
    await cleanUp();
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
