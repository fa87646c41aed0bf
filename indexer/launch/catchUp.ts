import { callRpc } from "./rpc.ts";

const POLL_MS = 50;

/** Waits until an indexer at a URL has reached the block that is now the chain's latest. */
export async function catchUp({
  url,
  rpcUrl,
  timeout,
  signal,
}: {
  url: string;
  rpcUrl: string;
  timeout: number;
  signal: AbortSignal;
}): Promise<void> {
  const target = BigInt(String(await callRpc(rpcUrl, "eth_blockNumber", [])));
  const deadline = Date.now() + timeout;
  let block = -1n;
  while (block < target) {
    if (signal.aborted) return;
    if (Date.now() > deadline)
      throw new Error(`The indexer has not caught up within ${timeout} ms: it is at block ${block} of ${target}.`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    block = (await readBlock(url)) ?? block;
  }
}

/** Waits until a reader at a URL answers. */
export async function untilAnswers({
  url,
  timeout,
  signal,
}: {
  url: string;
  timeout: number;
  signal: AbortSignal;
}): Promise<void> {
  const deadline = Date.now() + timeout;
  while ((await readBlock(url)) === undefined) {
    if (signal.aborted) return;
    if (Date.now() > deadline) throw new Error(`The reader has not answered within ${timeout} ms.`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** The indexed block, if the server answers already. */
async function readBlock(url: string): Promise<bigint | undefined> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: "{ _meta { block } }" }),
    });
    const { data } = (await response.json()) as { data?: { _meta: { block: string } } };
    return data && BigInt(data._meta.block);
  } catch {
    return undefined;
  }
}
