import { mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, preview } from "vite";
import { readSettings } from "./config/settings.ts";
import { viteConfig } from "./config/vite.ts";

export { PageSettingsError } from "./config/settings.ts";

/** What {@link startPage} needs: the record that names the contracts, and where the services answer. */
export interface StartPageOptions {
  /** Folder of the Ignition deployment record. */
  deploymentFolder: string;
  /** Chain id, where the folder is not named `chain-<id>`. */
  chainId?: number;
  /** JSON-RPC of the chain, as the browser reaches it. */
  rpcUrl: string;
  /** The indexer's `/graphql`. */
  graphqlUrl: string;
  /** The relayer's base address, without `/v1`. */
  relayerUrl: string;
  /** Port on 127.0.0.1; 0 takes a free one. */
  port: number;
}

/** A running page. */
export interface RunningPage {
  url: string;
  close(): Promise<void>;
}

/**
 * Builds the page for one Plaza and serves it on 127.0.0.1.
 * The bundle goes to a folder of its own that `close` removes, so that two launches never share one.
 * @throws {PageSettingsError} when the record or an address is missing or malformed.
 * @example
 * const page = await startPage({ deploymentFolder, rpcUrl, graphqlUrl, relayerUrl, port: 5173 });
 * console.log(page.url);
 * await page.close();
 */
export async function startPage(options: StartPageOptions): Promise<RunningPage> {
  const config = viteConfig(readSettings(options), options.port);
  const outDir = await mkdtemp(join(tmpdir(), "plaza-page-"));
  try {
    const shared = { ...config, configFile: false as const, logLevel: "error" as const, mode: "production" };
    await build({ ...shared, build: { ...config.build, outDir, emptyOutDir: true } });
    const server = await preview({ ...shared, build: { outDir } });
    const { port } = server.httpServer.address() as AddressInfo;
    return {
      url: `http://127.0.0.1:${port}`,
      async close() {
        await server.close();
        await rm(outDir, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await rm(outDir, { recursive: true, force: true });
    throw error;
  }
}
