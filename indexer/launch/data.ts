import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { readSettings } from "../config/settings.ts";
import { callRpc } from "./rpc.ts";

/** What stands for a folder that goes with the process. Ponder itself cannot start on PGlite's `memory://`. */
export const MEMORY = "memory://";

/**
 * Makes a folder fit for an index of this deployment. A local chain that is started anew has the same id and the same
 * addresses, but other blocks: an index of its last life is told by the hash of the deployment's block, and thrown away.
 *
 * @returns What PLAZA_INDEXER_DATA has to say.
 */
export async function claimData({
  dataDir,
  deploymentFolder,
  rpcUrl,
}: {
  dataDir: string;
  deploymentFolder: string;
  rpcUrl: string;
}): Promise<string> {
  const folder = resolve(dataDir);
  const { deployment } = readSettings({ PLAZA_DEPLOYMENT: deploymentFolder, PLAZA_RPC_URL: rpcUrl });
  const block = (await callRpc(rpcUrl, "eth_getBlockByNumber", [`0x${deployment.startBlock.toString(16)}`, false])) as {
    hash: string;
  } | null;
  const identity = `${deployment.chainId} ${deployment.marketplace} ${block?.hash}`;
  const note = join(folder, "indexed-chain.txt");
  if ((await readFile(note, "utf8").catch(() => "")) !== identity) {
    await rm(join(folder, "pglite"), { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    await writeFile(note, identity);
  }
  return folder;
}
