import { getTableColumns, type InferSelectModel, lte, sql } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import { all, among, type Condition, toSql } from "./condition.ts";
import type { Database } from "./database.ts";
import { selectRows } from "./rows.ts";
import { orderBy, type Sort } from "./sort.ts";

/** Which rows of a table to read: those that meet a condition, the first so many of them in an order. */
export type PageQuery = { where: Condition; sort: Sort; limit: number };

/** Reads one page. */
export async function selectPage<Table extends PgTable>(
  db: Database,
  table: Table,
  { where, sort, limit }: PageQuery,
): Promise<InferSelectModel<Table>[]> {
  const order = sql.join(orderBy(sort), sql`, `);
  return selectRows(db, table, sql`where ${toSql(where)} order by ${order} limit ${limit}`);
}

/**
 * Reads one page for each parent in a single statement, so that a connection below a list costs one round trip and not
 * one for each element.
 *
 * @param parent - PgColumn that holds the parent's key.
 */
export async function selectPagesOf<Table extends PgTable>(
  db: Database,
  table: Table,
  parent: PgColumn,
  parents: readonly unknown[],
  { where, sort, limit }: PageQuery,
): Promise<Map<unknown, InferSelectModel<Table>[]>> {
  type Row = InferSelectModel<Table>;
  const numbered = db
    .select({
      ...getTableColumns(table as PgTable),
      parentKey: sql`${parent}`.mapWith(parent).as("parent_key"),
      place:
        sql<number>`(row_number() over (partition by ${parent} order by ${sql.join(orderBy(sort), sql`, `)}))::int`.as(
          "place",
        ),
    })
    .from(table as PgTable)
    .where(toSql(all(among(parent, parents), where)))
    .as("numbered");
  const rows = await db.select().from(numbered).where(lte(numbered.place, limit)).orderBy(numbered.place);

  const pages = new Map<unknown, Row[]>(parents.map((key) => [key, []]));
  for (const { parentKey, place: _, ...row } of rows) pages.get(parentKey)?.push(row as Row);
  return pages;
}

/** Counts the rows that meet a condition. */
export async function countRows(db: Database, table: PgTable, where: Condition): Promise<number> {
  const [row] = await db.select({ count: sql<number>`count(*)::int` }).from(table).where(toSql(where));
  return row?.count ?? 0;
}

/** Counts each parent's rows that meet a condition, in a single statement. */
export async function countRowsOf(
  db: Database,
  table: PgTable,
  parent: PgColumn,
  parents: readonly unknown[],
  where: Condition,
): Promise<Map<unknown, number>> {
  const rows = await db
    .select({ parentKey: sql`${parent}`.mapWith(parent), count: sql<number>`count(*)::int` })
    .from(table)
    .where(toSql(all(among(parent, parents), where)))
    .groupBy(parent);
  return new Map(rows.map(({ parentKey, count }) => [parentKey, count]));
}

/** Whether some row meets a condition. */
export async function anyRow(db: Database, table: PgTable, where: Condition): Promise<boolean> {
  const rows = await db.select({ found: sql<number>`1` }).from(table).where(toSql(where)).limit(1);
  return rows.length > 0;
}
