import { readdirSync, readFileSync } from "node:fs";
import type { Database, Queries } from "./database.ts";

const folder = new URL("./migrations/", import.meta.url);

/** Any number that nothing else locks in this database. */
const LOCK = 0x706c617a;

/** The database was migrated by a newer program, whose schema this one does not know. */
export class NewerSchemaError extends Error {
  override readonly name = "NewerSchemaError";

  constructor(unknown: readonly string[]) {
    super(
      `The database has migrations that this program does not know: ${unknown.join(", ")}. Start the newer program, or go back with it: npm run migrate -w relayer -- down <number>.`,
    );
  }
}

/**
 * Brings the schema up to date: numbered SQL files, each in a transaction of its own, each once. Any number of processes may do so
 * at once: they wait for each other.
 *
 * @returns The migrations that were applied.
 * @throws NewerSchemaError
 */
export async function migrate(database: Database): Promise<string[]> {
  const names = migrations();
  await createRecord(database);
  const unknown = [...(await applied(database))].filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new NewerSchemaError(unknown);
  const done: string[] = [];
  for (const name of names)
    await exclusively(database, async (queries) => {
      if ((await applied(queries)).has(name)) return;
      await queries.script(readFileSync(new URL(name, folder), "utf8"));
      await queries.query("INSERT INTO migrations (name) VALUES ($1)", [name]);
      done.push(name);
    });
  return done;
}

/**
 * Takes migrations back, newest first. What their tables held is gone: back it up before.
 *
 * @param to - Number of the migration that stays as the last; 0 for none.
 * @returns The migrations that were taken back.
 */
export async function migrateBack(database: Database, to: number): Promise<string[]> {
  const done: string[] = [];
  await createRecord(database);
  for (const name of migrations().toReversed()) {
    if (Number(name.slice(0, 4)) <= to) continue;
    await exclusively(database, async (queries) => {
      if (!(await applied(queries)).has(name)) return;
      await queries.script(readFileSync(new URL(name.replace(/\.sql$/, ".down.sql"), folder), "utf8"));
      await queries.query("DELETE FROM migrations WHERE name = $1", [name]);
      done.push(name);
    });
  }
  return done;
}

/** The files of all migrations, in their order. */
export function migrations(): string[] {
  return readdirSync(folder)
    .filter((file) => /^\d{4}_\w+\.sql$/.test(file))
    .sort();
}

/** Runs in a transaction with no other process in one of these at the same time, however long it takes. */
function exclusively<value>(database: Database, run: (queries: Queries) => Promise<value>): Promise<value> {
  return database.transaction(async (queries) => {
    await queries.script(`SET LOCAL statement_timeout = 0; SELECT pg_advisory_xact_lock(${LOCK})`);
    return run(queries);
  });
}

function createRecord(database: Database): Promise<void> {
  return exclusively(database, (queries) =>
    queries.script(
      "CREATE TABLE IF NOT EXISTS migrations (name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())",
    ),
  );
}

async function applied(queries: Queries): Promise<Set<string>> {
  return new Set((await queries.query<{ name: string }>("SELECT name FROM migrations")).map(({ name }) => name));
}
