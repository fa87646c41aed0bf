import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";

/** What reading takes: Ponder's read-only database, or any Drizzle one in a test. */
export type Database = Pick<PgDatabase<PgQueryResultHKT>, "select" | "selectDistinctOn" | "execute">;
