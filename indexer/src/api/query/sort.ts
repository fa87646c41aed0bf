import { type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { bind } from "./bind.ts";

/** One column of an order. Nulls come last whichever the direction. */
export type SortKey = { column: PgColumn; direction: "asc" | "desc" };

/** A total order: by the first key, within it by the second, ... The last key must be unique, or pages could lose rows. */
export type Sort = readonly [SortKey, ...SortKey[]];

/** A row's place in an order: its value of each key. */
export type Position = readonly unknown[];

export const asc = (column: PgColumn): SortKey => ({ column, direction: "asc" });
export const desc = (column: PgColumn): SortKey => ({ column, direction: "desc" });

/** The `order by` list of an order. */
export function orderBy(sort: Sort): SQL[] {
  return sort.map(({ column, direction }) => {
    // Where no null can be, plain directions let an index be read as it is, forwards or backwards.
    if (column.notNull) return direction === "asc" ? sql`${column} asc` : sql`${column} desc`;
    return direction === "asc" ? sql`${column} asc nulls last` : sql`${column} desc nulls last`;
  });
}

/** True of the rows that come after a position. Never null. */
export function isAfter(sort: Sort, position: Position): SQL {
  return rowComparison(sort, position) ?? chain(sort, position);
}

/** `(a, b) > (x, y)`, which one index range scan answers; only where all keys go one way and none is null. */
function rowComparison(sort: Sort, position: Position): SQL | null {
  const [{ direction }] = sort;
  if (sort.some(({ column, direction: other }) => !column.notNull || other !== direction)) return null;
  const columns = sql.join(
    sort.map(({ column }) => sql`${column}`),
    sql`, `,
  );
  const values = sql.join(
    sort.map(({ column }, index) => bind(column, position[index])),
    sql`, `,
  );
  return direction === "asc" ? sql`(${columns}) > (${values})` : sql`(${columns}) < (${values})`;
}

/** `a > x or (a = x and (b > y or ...))`, with nulls last. */
function chain(sort: readonly SortKey[], position: Position): SQL {
  const [key, ...rest] = sort;
  if (key === undefined) return sql`false`;
  const [value, ...others] = position;
  const { column } = key;
  const further = chain(rest, others);
  if (value === null) return sql`(${column} is null and ${further})`;
  const parameter = bind(column, value);
  const beyond = key.direction === "asc" ? sql`${column} > ${parameter}` : sql`${column} < ${parameter}`;
  if (column.notNull) return sql`(${beyond} or (${column} = ${parameter} and ${further}))`;
  return sql`(${column} is null or ${beyond} or (${column} = ${parameter} and ${further}))`;
}
