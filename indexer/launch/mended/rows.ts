import type { Column } from "./copyText.ts";

/** What a value of a column is where nothing is to be made of it. */
const AS_IT_IS: Record<string, string> = {
  PgEvmBigint: "bigint",
  PgBigInt53: "number",
  PgInteger: "number",
  PgBoolean: "boolean",
  PgEnumColumn: "string",
};

/** Whether a column keeps a value as it is. Ponder converts each to what the database takes and back. */
export function keeps({ columnType }: Column, value: unknown): boolean {
  // Postgres has no text with a zero in it, which Ponder takes out.
  if (columnType === "PgText") return typeof value === "string" && !value.includes("\0");
  return typeof value === AS_IT_IS[columnType];
}

const known = new WeakMap<object, [name: string, column: Column][]>();

/** A table's columns by name, listed once and not for each row. */
export function entriesOf(columns: Record<string, Column>): [name: string, column: Column][] {
  const entries = known.get(columns) ?? Object.entries(columns);
  known.set(columns, entries);
  return entries;
}

type Value = null | undefined | string | number | bigint | boolean | object;

/** A copy that shares nothing. Ponder hands out proxies, which cost more than what they save. */
export function copyOf<Row extends Value>(row: Row): Row {
  if (row === null || typeof row !== "object") return row;
  if (Array.isArray(row)) return row.map(copyOf) as Row;
  const copied = { ...row } as Record<string, unknown>;
  for (const name in copied)
    if (typeof copied[name] === "object" && copied[name] !== null) copied[name] = structuredClone(copied[name]);
  return copied as Row;
}
