import type { Pool } from "pg";
import type { PostgresSettings } from "../../config/settings.ts";
import { excessOf, loginOf } from "./rights.ts";

/** Ponder's pools: the one that it answers over, and one of the account that writes. */
type Pools = { readonly: Pool; admin: Pool };

/** What Ponder puts into the process that it builds the API in; of 0.16.10, to which the app is pinned. */
type PonderGlobals = {
  PONDER_NAMESPACE_BUILD: { schema: string };
  PONDER_COMMON: { options: { command: string } };
  PONDER_DATABASE: { driver: { dialect: "pglite" } | ({ dialect: "postgres" } & Pools) };
};

/** Whether this process only answers, from what another one writes. */
export function onlyAnswers(): boolean {
  return (globalThis as unknown as PonderGlobals).PONDER_COMMON.options.command === "serve";
}

/** Where this process has its tables, or the list of those that it reads. */
export function ownSchema(): string {
  return (globalThis as unknown as PonderGlobals).PONDER_NAMESPACE_BUILD.schema;
}

/** Undefined on PGlite, which has one connection for all. */
export function postgresPools(): Pools | undefined {
  const { driver } = (globalThis as unknown as PonderGlobals).PONDER_DATABASE;
  return driver.dialect === "postgres" ? driver : undefined;
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

/**
 * Asks a guarded pool whether the guard holds: what stands in a connection string wins over what is set beside it, without a word.
 *
 * @returns Whether strangers may be given SQL: the account that reads is another than the writer's, and may do nothing but read.
 * What acts as a role can always go back to the rights of its account.
 * @throws When the guard does not hold, or an account of its own may do more than read.
 */
export async function checkReads(
  pools: Pools,
  { readRole, schema, statementTimeout }: Pick<PostgresSettings, "readRole" | "schema" | "statementTimeout">,
): Promise<boolean> {
  const { rows } = await pools.readonly.query(`
    select current_user as role, current_setting('transaction_read_only') as only,
      (select setting::int from pg_settings where name = 'statement_timeout') as timeout`);
  const { role, only, timeout } = rows[0] as { role: string; only: string; timeout: number };
  if (role !== readRole || only !== "on" || timeout !== statementTimeout)
    throw new Error(
      `Questions would run as ${role} (read only: ${only}, timeout: ${timeout} ms), not as ${readRole} (on, ${statementTimeout} ms). Leave options and statement_timeout out of DATABASE_READ_URL and DATABASE_URL, and connect to Postgres itself.`,
    );
  const writer = await loginOf(pools.admin);
  if ((await loginOf(pools.readonly)) === writer) return false;
  const excess = await excessOf(pools.readonly, writer, schema);
  if (excess) throw new Error(`The account of DATABASE_READ_URL ${excess}: it must be able to do nothing but read.`);
  return true;
}
