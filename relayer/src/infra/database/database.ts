import { openPglite } from "./pglite.ts";
import { isPostgresUrl, openPostgres, type PostgresOptions } from "./postgres.ts";

/** What a column can hold, as far as rows are appended; numeric as decimal text. */
export type Value = string | number | boolean | null;

/** Where queries go: a transaction, or the database itself. */
export type Queries = {
  query<row = Record<string, unknown>>(sql: string, parameters?: unknown[]): Promise<row[]>;
  /** Adds rows to a table by one statement, in the fastest way that the engine has. */
  append(table: string, rows: readonly Readonly<Record<string, Value>>[]): Promise<void>;
  /** Several statements without parameters. */
  script(sql: string): Promise<void>;
};

/** What a database is and how busy, for the health route. */
export type DatabaseReport =
  | { engine: "pglite" }
  | { engine: "postgres"; connections: { open: number; idle: number; waiting: number; limit: number } };

/** A PostgreSQL database behind the little that the relayer asks of one. */
export type Database = Queries & {
  /** Commits when `run` resolves, rolls back when it throws. Where the commit itself throws, nobody knows whether it took effect. */
  transaction<value>(run: (transaction: Queries) => Promise<value>): Promise<value>;
  report(): DatabaseReport;
  close(): Promise<void>;
};

/**
 * Opens a database, embedded or on a server. Its schema is as it was left: `migrate` brings it up to date.
 *
 * @param data - Folder of the embedded database; `memory://` for one that is gone with the process; or the URL of a server.
 */
export function openDatabase(data: string, options?: PostgresOptions): Promise<Database> {
  return isPostgresUrl(data) ? openPostgres(data, options) : openPglite(data);
}
