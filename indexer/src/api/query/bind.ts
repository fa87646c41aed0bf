import { type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";

/** A value as a parameter, written the way the column is stored. */
export function bind(column: PgColumn, value: unknown): SQL {
  // Drivers differ in whether they take a bigint; every one takes its digits.
  return typeof value === "bigint" ? sql`${value.toString()}` : sql`${sql.param(value, column)}`;
}
