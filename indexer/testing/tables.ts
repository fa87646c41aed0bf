import { is } from "drizzle-orm";
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import * as schema from "../ponder.schema.ts";

/** The indexer's tables. */
export function tables(): PgTable[] {
  return Object.values(schema).filter((value): value is (typeof schema)["item"] => is(value, PgTable));
}

/** Their names in the database. */
export function tableNames(): string[] {
  return tables().map((table) => getTableConfig(table).name);
}

/** The `create` statements of the schema's enums and tables, as Ponder would make them. */
export function createTables(): string[] {
  const enums = Object.values(schema).flatMap((value) =>
    "enumName" in value
      ? [`create type "${value.enumName}" as enum (${value.enumValues.map((name) => `'${name}'`)})`]
      : [],
  );
  return [...enums, ...tables().map(createTable)];
}

/** The `create index` statements of the tables, which Ponder runs when it has read the history. */
export function createIndexes(): string[] {
  return tables().flatMap((table) => {
    const { name, indexes } = getTableConfig(table);
    return indexes.map(({ config }) => {
      const columns = config.columns.map((column) => ("name" in column ? `"${column.name}"` : ""));
      return `create index on "${name}" (${columns})`;
    });
  });
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
