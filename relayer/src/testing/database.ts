import { type Database, openDatabase } from "../infra/database/database.ts";
import { migrate } from "../infra/database/migrate.ts";

let shared: Promise<Database> | undefined;
let where = "memory://";

/** Has the tests of this run share that database from now on, in place of an embedded one. */
export function useDatabase(data: string): void {
  where = data;
}

/**
 * A database with empty tables. PGlite takes seconds to make one, so all tests of a run share it, one after the other. Closing
 * it does nothing: a test that "restarts" opens its parts again on the same one.
 */
export async function emptyDatabase(): Promise<Database> {
  shared ??= openMigrated(where);
  const database = await shared;
  await empty(database);
  return { ...database, close: async () => {} };
}

/** Closes the database for good. */
export async function closeDatabase(): Promise<void> {
  await (await shared)?.close();
  shared = undefined;
}

/** Opens a database with the schema up to date. */
export async function openMigrated(data: string): Promise<Database> {
  const database = await openDatabase(data);
  await migrate(database);
  return database;
}

/** TRUNCATE would make all files of all tables and indexes anew: most of what a test took. */
async function empty(database: Database): Promise<void> {
  const tables = await database.query<{ tablename: string }>(
    "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migrations'",
  );
  const deletions = tables.map(({ tablename }) => `DELETE FROM "${tablename}";`);
  // Without triggers: some note what is deleted, and those of foreign keys ask for an order.
  await database.script(
    ["SET session_replication_role = replica;", ...deletions, "RESET session_replication_role;"].join("\n"),
  );
}
