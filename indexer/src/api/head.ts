import { sql } from "drizzle-orm";
import type { Head } from "./graphql/context.ts";
import type { Database } from "./query/database.ts";

/**
 * Reads from Ponder's own table how far it has come. It is written with each block's rows in one transaction, so that a
 * block it tells is in the answers. A checkpoint is digits: 10 of the time, 16 of the chain id, 16 of the block, and the rest.
 */
export async function readPonderHead(db: Database, chainId: number): Promise<Head> {
  const result = await db.execute(sql`select latest_checkpoint from _ponder_checkpoint where chain_id = ${chainId}`);
  const { rows } = result as unknown as { rows: { latest_checkpoint: string }[] };
  const checkpoint = rows[0]?.latest_checkpoint;
  // Before the first events are in there is none.
  if (checkpoint === undefined) return { chainId, block: 0n, timestamp: 0 };
  return { chainId, timestamp: Number(checkpoint.slice(0, 10)), block: BigInt(checkpoint.slice(26, 42)) };
}
