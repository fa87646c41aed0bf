import { PGlite } from "@electric-sql/pglite";
import { is } from "drizzle-orm";
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import { drizzle, type PgliteClient } from "drizzle-orm/pglite";
import * as schema from "../ponder.schema.ts";

/** A database with the indexer's tables, empty, without Ponder: the same PGlite that Ponder runs. */
export async function createTestDatabase() {
  const client = new PGlite();
  const queries: string[] = [];
  // The driver's type names another version of PGlite, whose methods are the same.
  const db = drizzle(client as unknown as PgliteClient, {
    logger: { logQuery: (query: string) => queries.push(query) },
  });
  await client.exec(statements().join(";\n"));
  return {
    db,
    /** Statements sent so far. */
    queries,
    /** Empties all tables. */
    async clear() {
      await client.exec(`truncate ${tables().map((table) => `"${getTableConfig(table).name}"`)}`);
    },
    close: () => client.close(),
  };
}

export type TestDatabase = Awaited<ReturnType<typeof createTestDatabase>>;

function tables(): PgTable[] {
  return Object.values(schema).filter((value): value is (typeof schema)["item"] => is(value, PgTable));
}

/** The `create` statements of the schema's enums and tables. Indexes change no answer and are left out. */
function statements(): string[] {
  const enums = Object.values(schema).flatMap((value) =>
    "enumName" in value
      ? [`create type "${value.enumName}" as enum (${value.enumValues.map((name) => `'${name}'`)})`]
      : [],
  );
  return [...enums, ...tables().map(createTable)];
}

function createTable(table: PgTable): string {
  const { name, columns, primaryKeys } = getTableConfig(table);
  const lines = columns.map(
    (column) =>
      `"${column.name}" ${column.getSQLType()}${column.notNull ? " not null" : ""}${column.primary ? " primary key" : ""}`,
  );
  for (const key of primaryKeys) lines.push(`primary key (${key.columns.map((column) => `"${column.name}"`)})`);
  return `create table "${name}" (${lines.join(", ")})`;
}
