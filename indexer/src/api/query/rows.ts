import { getTableColumns, type InferSelectModel, type SQL, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type { Database } from "./database.ts";

type Row = Record<string, unknown>;
type Layout = { names: SQL; read: (row: Row) => Row };

const layouts = new WeakMap<PgTable, Layout>();

/** A table's columns in the words of a statement, and what makes of an answer's row what the schema says that it is. */
function layoutOf(table: PgTable): Layout {
  let layout = layouts.get(table);
  if (layout === undefined) {
    const columns = Object.entries(getTableColumns(table));
    const names = sql.raw(columns.map(([, { name }]) => `"${name}"`).join(", "));
    const read = (row: Row): Row => {
      const values: Row = {};
      for (const [key, column] of columns) {
        const value = row[column.name];
        values[key] = value === null ? null : column.mapFromDriverValue(value);
      }
      return values;
    };
    layout = { names, read };
    layouts.set(table, layout);
  }
  return layout;
}

/**
 * Reads whole rows of one table. Drizzle's `select` puts the list of columns together anew each time, which takes longer than
 * everything else that a question costs this process.
 *
 * @param rest - What follows the table's name: `where ...`, `order by ...`.
 */
export async function selectRows<Table extends PgTable>(
  db: Database,
  table: Table,
  rest: SQL,
): Promise<InferSelectModel<Table>[]> {
  const { names, read } = layoutOf(table);
  const { rows } = (await db.execute(sql`select ${names} from ${table} ${rest}`)) as unknown as { rows: Row[] };
  return rows.map(read) as InferSelectModel<Table>[];
}
