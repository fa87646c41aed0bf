import type { InferSelectModel } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type { Reader } from "./connection.ts";
import type { Database } from "./database.ts";
import { anyRow, countRows, selectPage } from "./page.ts";

/** Reads a table as a whole. */
export function readerOf<Table extends PgTable>(db: Database, table: Table): Reader<InferSelectModel<Table>> {
  return {
    page: (query) => selectPage(db, table, query),
    count: (where) => countRows(db, table, where),
    any: (where) => anyRow(db, table, where),
  };
}
