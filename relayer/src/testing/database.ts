import { type Database, openDatabase } from "../infra/database/database.ts";

let shared: Promise<Database> | undefined;

/**
 * A database with empty tables. PGlite takes seconds to make one, so all tests of a run share it, one after the other. Closing
 * it does nothing: a test that "restarts" opens its parts again on the same one.
 */
export async function emptyDatabase(): Promise<Database> {
  shared ??= openDatabase("memory://");
  const database = await shared;
  await database.script(
    "TRUNCATE identity, bids, nonces, withdrawals, transactions, settlements, chain_blocks, chain_events",
  );
  return { ...database, close: async () => {} };
}

/** Closes the database for good. */
export async function closeDatabase(): Promise<void> {
  await (await shared)?.close();
  shared = undefined;
}
