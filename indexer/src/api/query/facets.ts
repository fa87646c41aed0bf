import { count, desc, type SQL, sql } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import { all, type Condition, toSql, within } from "./condition.ts";
import type { Database } from "./database.ts";

/** How many rows have a value. */
export type ValueCount<Value = unknown> = { value: Value; count: number };

/** Of how many values an open-ended facet tells: the most frequent. */
export const MAX_VALUES = 50;
export const MAX_BUCKETS = 50;

/**
 * Counts the values of some columns among the rows that meet a condition: one scan for all of them. Nulls are no value. Meant for
 * columns of few values, of which all are told, the most frequent first and equals in their own order.
 */
export async function countValues(
  db: Database,
  table: PgTable,
  columns: readonly PgColumn[],
  where: Condition,
): Promise<ValueCount[][]> {
  const list = sql.join(
    columns.map((column) => sql`(${column})`),
    sql`, `,
  );
  const grouped = sql.join(
    columns.map((column) => sql`${column}`),
    sql`, `,
  );
  const values = Object.fromEntries(columns.map((column, index) => [`value${index}`, column]));
  const rows = await db
    // One bit a column: 0 for the one that the row is grouped by, and the first column has the highest bit.
    .select({ ...values, set: sql<number>`grouping(${grouped})`, count: count() })
    .from(table)
    .where(toSql(where))
    .groupBy(sql`grouping sets (${list})`)
    .orderBy(desc(count()), ...columns.map((column) => sql`${column}`));
  const everySet = 2 ** columns.length - 1;
  return columns.map((_, index) => {
    const set = everySet - 2 ** (columns.length - 1 - index);
    return rows.flatMap((row) => {
      const value = (row as Record<string, unknown>)[`value${index}`];
      return Number(row.set) === set && value !== null ? [{ value, count: row.count }] : [];
    });
  });
}

/** The most frequent values of a column that can have any number of them; equals in their own order. */
export async function topValues(
  db: Database,
  table: PgTable,
  column: PgColumn,
  where: Condition,
): Promise<ValueCount[]> {
  return db
    .select({ value: column, count: count() })
    .from(table)
    .where(toSql(all(where, known(column))))
    .groupBy(column)
    .orderBy(desc(count()), column)
    .limit(MAX_VALUES);
}

/** How a number is spread over the rows. */
export type Histogram = {
  min: bigint;
  max: bigint;
  count: number;
  /** Of equal width, one after the other from `min` on; the last one ends with `max`. */
  buckets: { min: bigint; max: bigint; count: number }[];
};

/** Spreads a column of whole numbers over at most so many buckets. Null if no row that meets the condition has a value. */
export async function histogramOf(
  db: Database,
  table: PgTable,
  column: PgColumn,
  where: Condition,
  buckets: number,
): Promise<Histogram | null> {
  const result = await db.execute(sql`
    with matching as materialized (select ${column}::numeric as value from ${table} where ${toSql(all(where, known(column)))}),
      bounds as (select min(value) as low, max(value) as high, div(max(value) - min(value), ${digits(buckets)}) + 1 as width from matching)
    select low::text, high::text, width::text, div(value - low, width)::int as bucket, count(*)::int as count
    from matching, bounds group by low, high, width, bucket`);
  const { rows } = result as unknown as { rows: Spread[] };
  const [first] = rows;
  if (!first) return null;
  const [low, high, width] = [BigInt(first.low), BigInt(first.high), BigInt(first.width)];
  const counts = new Map(rows.map((row) => [row.bucket, row.count]));
  return {
    min: low,
    max: high,
    count: rows.reduce((sum, row) => sum + row.count, 0),
    buckets: Array.from({ length: Number((high - low) / width) + 1 }, (_, index) => {
      const min = low + BigInt(index) * width;
      const last = min + width - 1n;
      return { min, max: last < high ? last : high, count: counts.get(index) ?? 0 };
    }),
  };
}

type Spread = { low: string; high: string; width: string; bucket: number; count: number };

/** A range without bounds holds every value, and no null. */
const known = (column: PgColumn): Condition => within(column, {});

/** A number as a parameter of its own type, which no driver has to guess. */
const digits = (value: number): SQL => sql`${String(value)}::numeric`;
