import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import type { Database, Queries, Value } from "./database.ts";
import { lockFolder } from "./lock.ts";
import { Upkeep } from "./upkeep.ts";

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
    const pglite = await PGlite.create(inMemory ? data : join(data, "postgres"));
    // Else each 16 MB of its journal is written twice, the first time with zeros and all at once.
    await pglite.exec("SET wal_init_zero = off");
    return wrap(pglite, release);
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
  async append(table, rows) {
    const columns = Object.keys(rows[0] ?? {});
    if (rows.length === 0) return;
    const lines = rows.map((row) => `${columns.map((column) => field(row[column] ?? null)).join("\t")}\n`);
    // Its rows are neither made into JSON nor read from it: half of what an INSERT of a batch takes.
    await engine.query(`COPY ${table} (${columns.join(", ")}) FROM '/dev/blob'`, [], { blob: new Blob(lines) });
  },
  async script(sql) {
    await engine.exec(sql);
  },
});

const SPECIAL = /[\\\t\n\r]/g;
const ESCAPES: Record<string, string> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

/** A value as COPY reads it. */
function field(value: Value): string {
  if (value === null) return "\\N";
  return typeof value === "string" ? value.replace(SPECIAL, (special) => ESCAPES[special] ?? special) : String(value);
}

function wrap(pglite: PGlite, release: () => void): Database {
  const queries = queriesOf(pglite);
  const upkeep = new Upkeep(queries);
  return {
    ...queries,
    async transaction(run) {
      const value = await pglite.transaction((transaction) => run(queriesOf(transaction)));
      upkeep.note();
      return value;
    },
    report: () => ({ engine: "pglite" }),
    async close() {
      try {
        await upkeep.close();
        if (!pglite.closed) await pglite.close();
      } finally {
        release();
      }
    },
  };
}
