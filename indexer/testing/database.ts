import { PGlite } from "@electric-sql/pglite";
import { getTableConfig } from "drizzle-orm/pg-core";
import { drizzle, type PgliteClient } from "drizzle-orm/pglite";
import { createMetadataTables, metadataTables } from "../src/api/metadata/tables.ts";
import { createTables, tables } from "./tables.ts";

/** A database with the indexer's tables, empty, without Ponder: the same PGlite that Ponder runs. */
export async function createTestDatabase() {
  const client = new PGlite();
  const queries: string[] = [];
  // The driver's type names another version of PGlite, whose methods are the same.
  const db = drizzle(client as unknown as PgliteClient, {
    logger: { logQuery: (query: string) => queries.push(query) },
  });
  // Indexes change no answer and are left out.
  await client.exec(createTables().join(";\n"));
  for (const statement of createMetadataTables()) await db.execute(statement);
  return {
    db,
    /** Statements sent so far. */
    queries,
    /** Empties all tables. */
    async clear() {
      await client.exec(
        `truncate ${[...tables(), ...metadataTables].map((table) => `"${getTableConfig(table).name}"`)}`,
      );
    },
    close: () => client.close(),
  };
}

export type TestDatabase = Awaited<ReturnType<typeof createTestDatabase>>;
