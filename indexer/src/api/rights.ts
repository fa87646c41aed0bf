import type { Client, Pool } from "pg";

/** Tables that strangers may write to by way of an account, and what else it may do beyond reading. */
const EXCESS = `
  with able as (select * from pg_roles where pg_has_role(session_user, oid, 'member'))
  select what from (
    select 1 as rank, 'is a superuser or may act as one' as what from able where rolsuper
    union all
    select 2, 'may make roles' from able where rolcreaterole
    union all
    select 3, 'may act as ' || rolname from able
    where rolname = $1 or rolname in ('pg_write_all_data', 'pg_write_server_files', 'pg_execute_server_program')
    union all
    select 4, 'may create schemas' from able where has_database_privilege(able.oid, current_database(), 'create')
    union all
    select 5, 'may create in the schema ' || nspname from able, pg_namespace as space
    where (nspname in ($2, 'ponder_sync') or starts_with(nspname, $2 || '_'))
      and (nspowner = able.oid or has_schema_privilege(able.oid, space.oid, 'create'))
    union all
    select 6, 'owns or may write ' || entry.oid::regclass::text from able, pg_class as entry
    where relkind in ('r', 'p', 'v', 'm', 'f')
      and relnamespace not in (select oid from pg_namespace where starts_with(nspname, 'pg_') or nspname = 'information_schema')
      and (relowner = able.oid or has_table_privilege(able.oid, entry.oid, 'insert, update, delete, truncate')
        or has_any_column_privilege(able.oid, entry.oid, 'insert, update'))
  ) as excess order by rank, what limit 1`;

/** The account that a connection was opened with, whatever role it acts as now. */
export async function loginOf(connection: Pool | Client): Promise<string> {
  const { rows } = await connection.query<{ login: string }>("select session_user as login");
  return (rows[0] as { login: string }).login;
}

/**
 * What an account may do beyond reading, by itself or as any role that it can become; undefined if nothing.
 *
 * @param writer - The account that writes.
 * @param schema - Name of the schema of the list of releases, with which those of the tables begin.
 */
export async function excessOf(connection: Pool | Client, writer: string, schema: string): Promise<string | undefined> {
  const { rows } = await connection.query<{ what: string }>(EXCESS, [writer, schema]);
  return rows[0]?.what;
}
