import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import type { Database, Queries } from "./database.ts";
import { lockFolder } from "./lock.ts";

/**
 * Opens the embedded database.
 *
 * PGlite runs with fsync off: what is committed survives a killed process, not a power cut.
 *
 * @param data - Folder, locked against a second process; or `memory://`, gone with the process.
 */
export async function openPglite(data: string): Promise<Database> {
  const inMemory = data === "memory://";
  const release = inMemory ? () => {} : lockFolder(data);
  try {
    return wrap(await PGlite.create(inMemory ? data : join(data, "postgres")), release);
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
    report: () => ({ engine: "pglite" }),
    async close() {
      try {
        if (!pglite.closed) await pglite.close();
      } finally {
        release();
      }
    },
  };
}
