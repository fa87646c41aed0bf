import { IndexerBehindError } from "../errors/http.ts";
import { pause } from "../http/pause.ts";
import type { RequestOptions } from "../http/request.ts";
import type { IndexerMeta } from "./types.ts";

export type WaitForBlockParameters = RequestOptions & {
  /** Milliseconds until it is given up. @default 15_000 */
  timeout?: number | undefined;
  /** Milliseconds between questions. @default 150 */
  pollingInterval?: number | undefined;
};

/** Asks until the indexer has reached a block. */
export async function waitForBlock(
  getMeta: (options: RequestOptions) => Promise<IndexerMeta>,
  block: bigint,
  { timeout = 15_000, pollingInterval = 150, signal }: WaitForBlockParameters = {},
): Promise<IndexerMeta> {
  const deadline = Date.now() + timeout;
  for (;;) {
    const meta = await getMeta({ signal });
    if (meta.block >= block) return meta;
    if (Date.now() + pollingInterval > deadline) throw new IndexerBehindError({ block, reached: meta.block, timeout });
    await pause(pollingInterval, signal);
    if (signal?.aborted) throw signal.reason;
  }
}
