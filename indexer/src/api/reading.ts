import type { Pool } from "pg";
import type { PostgresSettings } from "../../config/settings.ts";

/** What Ponder puts into the process that it builds the API in; of 0.16.10, to which the app is pinned. */
type PonderGlobals = { PONDER_DATABASE: { driver: { dialect: "pglite" } | { dialect: "postgres"; readonly: Pool } } };

/** The pool that Ponder answers over; undefined on PGlite, which has one connection for all. */
export function readingPool(): Pool | undefined {
  const { driver } = (globalThis as unknown as PonderGlobals).PONDER_DATABASE;
  return driver.dialect === "postgres" ? driver.readonly : undefined;
}

/**
 * Has every connection that questions are answered over read from where the settings say, as the role that may only read, and
 * give up in time. For Ponder's own pool, which has none open yet when the API is built: `/graphql`, `/graphql/raw` and `/sql` all
 * use it.
 */
export function guardReads(
  pool: Pool,
  { readUrl, readRole, statementTimeout }: Pick<PostgresSettings, "readUrl" | "readRole" | "statementTimeout">,
): void {
  if (pool.totalCount > 0) throw new Error("The pool has connections that nothing guards.");
  Object.assign(pool.options, {
    connectionString: readUrl,
    // Asked for at the start of the session, before anything that comes from outside.
    options: `-c role=${readRole} -c default_transaction_read_only=on`,
    statement_timeout: statementTimeout,
  });
}
