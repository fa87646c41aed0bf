import { createApp } from "./api/app.ts";
import { createPrivateApp } from "./api/privateApp.ts";
import { SettingError } from "./config.ts";
import type { KeySources } from "./keyring.ts";
import { type ProcessConfig, startProcess } from "./process.ts";
import { listen } from "./server.ts";

/** What to start a relayer with. */
export type RelayerConfig = ProcessConfig & {
  /** `api` leaves signing and settling to a worker over the same server, and takes no keys. @default "all" */
  role?: "all" | "api" | undefined;
  /** @default "127.0.0.1" */
  host?: string | undefined;
  /** 0 for a free one. @default 0 */
  port?: number | undefined;
  /** Origins of the pages that may use the API. @default ["*"] */
  origins?: readonly string[] | undefined;
};

/** A relayer that runs. */
export type RunningRelayer = {
  url: string;
  /** Finishes what was accepted, stops everything and frees the data folder. */
  close(): Promise<void>;
};

/** What to start a worker with. */
export type WorkerConfig = ProcessConfig & {
  keys: KeySources;
  /** Port on 127.0.0.1 that tells health and metrics; 0 for a free one. By default there is none. */
  healthPort?: number | undefined;
};

/** A worker that runs. */
export type RunningWorker = {
  /** Where its health and metrics are, if anywhere. */
  healthUrl: string | undefined;
  close(): Promise<void>;
};

/**
 * Starts a relayer in this process. It takes bids once this resolves: the bid log is open and the chain was read.
 *
 * @example
 * ```ts
 * const relayer = await startRelayer({ deployment, rpcUrl, data: "memory://", keys });
 * const client = createRelayerClient({ url: relayer.url });
 * await relayer.close();
 * ```
 */
export async function startRelayer({
  role = "all",
  host = "127.0.0.1",
  port = 0,
  origins,
  ...config
}: RelayerConfig): Promise<RunningRelayer> {
  if (role === "api" && config.keys !== undefined)
    throw new SettingError("keys", "not for the role api: only a worker holds the keys that sign and pay.");
  if (role === "all" && config.keys === undefined)
    throw new SettingError("keys", "expected the keys of settler, receipts and sender; the role api takes none.");
  return startProcess(config, async (services) => {
    const server = await listen(createApp(services, { origins }).fetch, host, port);
    services.log.info({ url: server.url, role }, "the API is served");
    return server;
  });
}

/**
 * Starts a worker in this process: it writes what `api` processes over the same server take, follows the chain and settles. Nobody
 * outside can reach it.
 */
export async function startWorker({ healthPort, ...config }: WorkerConfig): Promise<RunningWorker> {
  return startProcess(config, async (services) => {
    if (healthPort === undefined) return { healthUrl: undefined, close: async () => {} };
    const { url, close } = await listen(createPrivateApp(services).fetch, "127.0.0.1", healthPort);
    services.log.info({ url, role: "worker" }, "health and metrics are served");
    return { healthUrl: url, close };
  });
}
