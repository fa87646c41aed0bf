import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { lockFolder } from "./lock.ts";
import { migrate } from "./migrate.ts";

/** Where queries go: a transaction, or the database itself. */
export type Queries = {
  query<row = Record<string, unknown>>(sql: string, parameters?: unknown[]): Promise<row[]>;
  /** Several statements without parameters. */
  script(sql: string): Promise<void>;
};

/** A PostgreSQL database behind the little that the relayer asks of one. */
export type Database = Queries & {
  /** Commits when `run` resolves, rolls back when it throws. */
  transaction<value>(run: (transaction: Queries) => Promise<value>): Promise<value>;
  close(): Promise<void>;
};

/**
 * Opens the embedded database, with the schema up to date.
 *
 * PGlite runs with fsync off: what is committed survives a killed process, not a power cut.
 *
 * @param data - Folder, locked against a second process; or `memory://`, gone with the process.
 */
export async function openDatabase(data: string): Promise<Database> {
  const inMemory = data === "memory://";
  const release = inMemory ? () => {} : lockFolder(data);
  try {
    const pglite = await PGlite.create(inMemory ? data : join(data, "postgres"));
    const database = wrap(pglite, release);
    await migrate(database);
    return database;
  } catch (error) {
    release();
    throw error;
  }
}

type Engine = Pick<PGlite, "query" | "exec">;

const queriesOf = (engine: Engine): Queries => ({
  async query<row>(sql: string, parameters?: unknown[]) {
    return (await engine.query<row>(sql, parameters)).rows;
  },
  async script(sql) {
    await engine.exec(sql);
  },
});

function wrap(pglite: PGlite, release: () => void): Database {
  return {
    ...queriesOf(pglite),
    transaction: (run) => pglite.transaction((transaction) => run(queriesOf(transaction))),
    async close() {
      try {
        if (!pglite.closed) await pglite.close();
      } finally {
        release();
      }
    },
  };
}
