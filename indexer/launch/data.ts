import { createHash } from "node:crypto";
import { glob, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { readSettings } from "../config/settings.ts";
import { callRpc } from "./rpc.ts";

/** What stands for a folder that goes with the process. Ponder itself cannot start on PGlite's `memory://`. */
export const MEMORY = "memory://";

/**
 * Makes a folder fit for an index of this deployment by this code. An index of a local chain is always thrown away: the chain
 * lives in memory, and its next life has the same id, the same addresses and even the same first blocks. So is one that another
 * version of the app wrote, which Ponder would refuse.
 *
 * @returns What PLAZA_INDEXER_DATA has to say.
 */
export async function claimData({
  dataDir,
  resume = false,
  ...chain
}: ChainOfIndex & { dataDir: string }): Promise<string> {
  const folder = resolve(dataDir);
  const { identity, isLocal } = await identify(chain);
  const note = join(folder, "indexed-chain.txt");
  if ((isLocal && !resume) || (await readFile(note, "utf8").catch(() => "")) !== identity) {
    await rm(join(folder, "pglite"), { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    await writeFile(note, identity);
  }
  return folder;
}

/** The chain that an index is of. */
export type ChainOfIndex = {
  deploymentFolder: string;
  rpcUrl: string;
  /** Whether a local chain is known to be the one that was indexed before. @default false */
  resume?: boolean | undefined;
};

/** What an index is of: the chain, by its id and the deployment's first block; the deployment; and the version of the app. */
export async function identify({ deploymentFolder, rpcUrl }: ChainOfIndex) {
  const { deployment, isLocal } = readSettings({ PLAZA_DEPLOYMENT: deploymentFolder, PLAZA_RPC_URL: rpcUrl });
  const block = `0x${deployment.startBlock.toString(16)}`;
  const { hash } = ((await callRpc(rpcUrl, "eth_getBlockByNumber", [block, false])) ?? {}) as { hash?: string };
  return { identity: `${deployment.chainId} ${deployment.marketplace} ${hash} ${await versionOfApp()}`, isLocal };
}

/** A digest of what Ponder takes its own from: configuration, schema and handlers. */
async function versionOfApp(): Promise<string> {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const files: string[] = [];
  for await (const file of glob(["ponder.*.ts", "src/**/*.ts"], { cwd: root, exclude: ["src/api/**"] }))
    files.push(file);
  const hash = createHash("sha256");
  for (const file of files.sort()) hash.update(await readFile(join(root, file)));
  return hash.digest("hex").slice(0, 16);
}
