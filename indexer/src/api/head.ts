import { sql } from "drizzle-orm";
import type { Head } from "./graphql/context.ts";
import type { Database } from "./query/database.ts";

/** Of Ponder's own table: how far it has come, and up to where no restart would make it go back. */
type Checkpoint = { latest: string; safe: string };

/**
 * Makes a reader of how far the writer of a Postgres has come. What it told last before a restart is put right by its launcher, so that
 * all who answer from it agree.
 */
export function createSharedHeadReader(db: Database, chainId: number): () => Promise<Head> {
  return async () => {
    const checkpoint = await readCheckpoint(db, chainId);
    return headAt(chainId, checkpoint?.latest ?? null);
  };
}

/**
 * Makes a reader of how far Ponder has come. Ponder writes it with each block's rows in one transaction, so that a block it
 * tells is in the answers; except after a restart, when it has gone back to its safe checkpoint and still tells the latest of
 * before. Until that one changes, the safe one is told. To be made before Ponder begins to index.
 */
export function createHeadReader(db: Database, chainId: number): () => Promise<Head> {
  const read = () => readCheckpoint(db, chainId);
  let before: Promise<Checkpoint | undefined> | undefined = read();
  // It is looked at when the first question comes; until then nobody would hear of a failure.
  before.catch(() => {});

  return async () => {
    const [stale, checkpoint] = await Promise.all([before, read()]);
    if (checkpoint === undefined) return headAt(chainId, null);
    if (stale?.latest === checkpoint.latest) return headAt(chainId, checkpoint.safe);
    before = undefined;
    return headAt(chainId, checkpoint.latest);
  };
}

async function readCheckpoint(db: Database, chainId: number): Promise<Checkpoint | undefined> {
  const result = await db.execute(
    sql`select latest_checkpoint as latest, safe_checkpoint as safe from _ponder_checkpoint where chain_id = ${chainId}`,
  );
  return (result as unknown as { rows: Checkpoint[] }).rows[0];
}

/**
 * Where a checkpoint stands.
 *
 * @param checkpoint - Digits: 10 of the time, 16 of the chain's id, 16 of the block, and the rest. Null before the first events are in.
 */
export function headAt(chainId: number, checkpoint: string | null): Head {
  if (checkpoint === null) return { chainId, block: 0n, timestamp: 0 };
  return { chainId, timestamp: Number(checkpoint.slice(0, 10)), block: BigInt(checkpoint.slice(26, 42)) };
}
