import { setTimeout } from "node:timers/promises";
import pg from "pg";
import { hasTable, lastHeard, withClient } from "./postgres.ts";

const POLL_MS = 50;
/** Postgres' code for a lock that could not be had in time. */
const LOCK_NOT_AVAILABLE = "55P03";

/** A release of the index, and who reads it. */
export type Release = {
  /** Where the list of releases is. */
  listSchema: string;
  /** Where its tables are. */
  schema: string;
  /** Its readers are those that expect this one's tables. */
  series: string;
  chainId: number;
};

/** What came of a try: it answers; it is not as far yet; or what followed it has a writer, heard of last at that time. */
type Outcome = "answers" | "behind" | { heard: number };

/**
 * Has a release answer readers as soon as it has read as far as the one that answers now. A request that begins before that is answered
 * by the one, a request that begins later by the other, and no block is told after a later one.
 *
 * @returns Whether it answers. One that has been followed by another whose writer is at work leaves it at that: it was only started
 * again. A writer that ended without a word is not at work: one that may have is waited for, until it is heard of or given up on.
 */
export async function takeOver(
  url: string,
  release: Release,
  { timeout, signal }: { timeout: number; signal: AbortSignal },
): Promise<boolean> {
  const deadline = Date.now() + timeout;
  return withClient(url, async (client) => {
    let heard: number | undefined;
    while (!signal.aborted) {
      const outcome = await tryToTakeOver(client, release);
      if (outcome === "answers") return true;
      const isOver = Date.now() > deadline;
      if (outcome !== "behind") {
        heard ??= outcome.heard;
        if (isOver || outcome.heard !== heard) return false;
      } else if (isOver)
        throw new Error(`The indexer has not come as far as the release that answers now within ${timeout} ms.`);
      await setTimeout(POLL_MS);
    }
    return false;
  });
}

async function tryToTakeOver(client: pg.Client, release: Release): Promise<Outcome> {
  // Whoever falls silent in the midst of it must not hold back the one that answers.
  await client.query("begin; set local lock_timeout = '1s'; set local idle_in_transaction_session_timeout = '5s'");
  try {
    const outcome = await follow(client, release);
    await client.query(outcome === "answers" ? "commit" : "rollback");
    return outcome;
  } catch (error) {
    await client.query("rollback");
    if (error instanceof pg.DatabaseError && error.code === LOCK_NOT_AVAILABLE) return "behind";
    throw error;
  }
}

async function follow(client: pg.Client, { listSchema, schema, series, chainId }: Release): Promise<Outcome> {
  const list = `"${listSchema}".release`;
  await client.query(`lock table ${list} in share row exclusive mode`);
  const { rows } = await client.query(
    `select schema, exists (select from ${list} where series = $1 and schema = $2) as followed
      from ${list} where series = $1 order by number desc limit 1`,
    [series, schema],
  );
  const last = (rows as { schema: string; followed: boolean }[])[0];
  if (last?.schema === schema) return "answers";
  const heard = last?.followed ? await lastHeard(client, last.schema) : undefined;
  if (heard !== undefined) return { heard };
  const { rowCount } = await client.query(`select from "${schema}"._ponder_meta where value->>'is_ready' = '1'`);
  if (rowCount === 0) return "behind";

  const blockOf = async (from: string, lock = "") => {
    const { rows } = await client.query(
      `select substring(latest_checkpoint, 27, 16)::bigint as block from "${from}"._ponder_checkpoint where chain_id = $1 ${lock}`,
      [chainId],
    );
    return BigInt((rows as { block: string }[])[0]?.block ?? -1);
  };
  if (last && (await hasTable(client, last.schema, "_ponder_checkpoint"))) {
    // It is held back until the end of the transaction, some milliseconds, so that it cannot get ahead meanwhile. Its follower is not:
    // that would be waited for.
    const reached = await blockOf(last.schema, "for share");
    if ((await blockOf(schema)) < reached) return "behind";
  }
  await client.query(`insert into ${list} (series, schema) values ($1, $2)`, [series, schema]);
  // What @ponder/client was answered is not kept beyond this.
  await client.query(`select pg_notify($1, (value->'table_names')::text) from "${schema}"._ponder_meta`, [
    `${listSchema}_live_query`,
  ]);
  return "answers";
}
