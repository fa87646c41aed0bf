import { type SQL, sql } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import { bind } from "./bind.ts";
import { isAfter, type Position, type Sort } from "./sort.ts";

/**
 * What a filter asks for, over the columns of a table. Every condition is either true or false of a row, never unknown:
 * a condition on a column that is null is false, and its negation true.
 */
export type Condition =
  /** True if all of these are; true if there are none. */
  | { kind: "all"; of: readonly Condition[] }
  /** True if one of these is; false if there are none. */
  | { kind: "any"; of: readonly Condition[] }
  | { kind: "not"; of: Condition }
  /** The column is one of the values; false if there are none. */
  | { kind: "among"; column: PgColumn; values: readonly unknown[] }
  /** The column is at least `min` and at most `max`, where given. */
  | { kind: "within"; column: PgColumn; min?: unknown; max?: unknown }
  /** The text column has this text in it, letter for letter. */
  | { kind: "contains"; column: PgColumn; text: string }
  /** The row comes after a position in an order. */
  | { kind: "after"; sort: Sort; position: Position }
  /** Some row of another table has the pairs of columns equal (inner, outer) and meets a condition. */
  | { kind: "exists"; table: PgTable; on: readonly (readonly [inner: PgColumn, outer: PgColumn])[]; where: Condition };

export const ALWAYS: Condition = { kind: "all", of: [] };

export const all = (...of: Condition[]): Condition => (of.length === 1 && of[0] ? of[0] : { kind: "all", of });
export const any = (...of: Condition[]): Condition => (of.length === 1 && of[0] ? of[0] : { kind: "any", of });
export const not = (of: Condition): Condition => ({ kind: "not", of });
export const among = (column: PgColumn, values: readonly unknown[]): Condition => ({ kind: "among", column, values });
export const equals = (column: PgColumn, value: unknown): Condition => among(column, [value]);
export const within = (column: PgColumn, bounds: { min?: unknown; max?: unknown }): Condition => ({
  kind: "within",
  column,
  ...bounds,
});
export const contains = (column: PgColumn, text: string): Condition => ({ kind: "contains", column, text });
export const after = (sort: Sort, position: Position): Condition => ({ kind: "after", sort, position });

/** The condition as a Postgres boolean expression that is never null. */
export function toSql(condition: Condition): SQL {
  switch (condition.kind) {
    case "all":
      return joined(condition.of, sql` and `, sql`true`);
    case "any":
      return joined(condition.of, sql` or `, sql`false`);
    case "not":
      return sql`(not ${toSql(condition.of)})`;
    case "after":
      return isAfter(condition.sort, condition.position);
    case "among": {
      const { column, values } = condition;
      if (values.length === 0) return sql`false`;
      const list = sql.join(
        values.map((value) => bind(column, value)),
        sql`, `,
      );
      return known(column, [values.length === 1 ? sql`${column} = ${list}` : sql`${column} in (${list})`]);
    }
    case "within": {
      const { column, min, max } = condition;
      const bounds = [
        ...(min === undefined ? [] : [sql`${column} >= ${bind(column, min)}`]),
        ...(max === undefined ? [] : [sql`${column} <= ${bind(column, max)}`]),
      ];
      return known(column, bounds);
    }
    case "contains":
      return known(condition.column, [sql`${condition.column} like ${`%${escapeLike(condition.text)}%`}`]);
    case "exists": {
      const links = condition.on.map(([inner, outer]) => sql`${inner} = ${outer}`);
      const where = sql.join([...links, toSql(condition.where)], sql` and `);
      return sql`exists (select 1 from ${condition.table} where ${where})`;
    }
  }
}

/** Makes a test of a column two-valued. `is not null` beside it, and not `coalesce` around it, so that an index serves. */
function known(column: PgColumn, tests: readonly SQL[]): SQL {
  const parts = column.notNull ? tests : [sql`${column} is not null`, ...tests];
  return parts.length === 0 ? sql`true` : sql`(${sql.join([...parts], sql` and `)})`;
}

function joined(conditions: readonly Condition[], operator: SQL, empty: SQL): SQL {
  if (conditions.length === 0) return empty;
  return sql`(${sql.join(conditions.map(toSql), operator)})`;
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}
