import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { writeRecord } from "../../../indexer/testing/record.ts";
import { FIRST_BLOCK } from "./blocks.ts";

/** A made-up chain that is served. */
export type MadeUpChain = {
  rpcUrl: string;
  /** Ignition's record of the contracts that its events are of. */
  deploymentFolder: string;
  /** Makes one more block. Answers its number. */
  mine(): Promise<bigint>;
  close(): Promise<void>;
};

/** Serves a made-up chain of so many blocks from a process of its own. */
export async function serveChain(blocks: number): Promise<MadeUpChain> {
  const folder = await mkdtemp(join(tmpdir(), "plaza-bench-"));
  const deploymentFolder = join(folder, "chain-31337");
  await writeRecord(deploymentFolder, { block: FIRST_BLOCK });
  const program = fileURLToPath(new URL("./server.ts", import.meta.url));
  const child = spawn(process.execPath, [program, String(blocks)], { stdio: ["pipe", "pipe", "inherit"] });
  const ended = once(child, "exit");
  const [line] = (await Promise.race([
    once(createInterface({ input: child.stdout }), "line"),
    ended.then(([code]) => {
      throw new Error(`the chain ended with ${code}`);
    }),
  ])) as [string];
  const rpcUrl = `http://127.0.0.1:${line.split(" ")[1]}`;
  return {
    rpcUrl,
    deploymentFolder,
    async mine() {
      const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "bench_mine" });
      const response = await fetch(rpcUrl, { method: "POST", body });
      return BigInt(((await response.json()) as { result: string }).result);
    },
    async close() {
      child.stdin.end();
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
