import { createHash } from "node:crypto";
import pg from "pg";
import type { PostgresSettings } from "../config/settings.ts";
import { excessOf, loginOf } from "../src/api/rights.ts";
import { type ChainOfIndex, identify } from "./data.ts";

/** How long Ponder holds a schema for a writer that says nothing any more. */
const HEARTBEAT_TIMEOUT_MS = 25_000;
const POLL_MS = 100;

/** The database's refusal, with what has to be done about it. */
export class DatabaseRefusedError extends Error {
  override name = "DatabaseRefusedError";
}

/**
 * Makes a Postgres database fit for the writer of this deployment, chain, version of the app and release, each of which has a
 * schema of its own. Waits for a writer that ended without a word; what it left is then told to be as far as Ponder will go on
 * from, so that no reader takes rows for granted which the restart takes back. An index of a local chain is thrown away, and the metadata of its
 * items with it; that of other chains stays whatever becomes of the index.
 *
 * @param metadataSchema - Schema of the tables of metadata.
 * @param series - What its release can follow, and be followed by.
 * @returns The writer's schema.
 * @throws DatabaseRefusedError when another writer is at work, or the role that reads can be neither made nor used.
 */
export async function claimSchema(
  postgres: PostgresSettings,
  metadataSchema: string,
  series: string,
  chain: ChainOfIndex,
): Promise<string> {
  const { identity, isLocal } = await identify(chain);
  const digest = createHash("sha256").update(`${identity} ${postgres.release}`).digest("hex");
  const schema = `${postgres.schema}_${digest.slice(0, 16)}`;
  await withClient(postgres.url, async (client) => {
    await untilUnlocked(client, schema);
    if (isLocal && !chain.resume) await client.query(`drop schema if exists "${schema}", "${metadataSchema}" cascade`);
    else if (await hasTable(client, schema, "_ponder_checkpoint"))
      await client.query(`update "${schema}"._ponder_checkpoint set latest_checkpoint = safe_checkpoint`);
    await grantReading(client, postgres.readRole, [schema, postgres.schema, metadataSchema]);
    await prepareReleases(client, postgres.schema);
    if (isLocal && !chain.resume)
      await client.query(`delete from "${postgres.schema}".release where series = $1`, [series]);
  });
  await checkReader(postgres);
  return schema;
}

/**
 * Frees a schema of the lock of a writer that has ended: where it could not say so itself, the next one would wait for it. A database that does
 * not answer keeps it.
 *
 * @param endedAt - Unix milliseconds. A lock that was renewed later is another's.
 */
export async function releaseSchema(url: string, schema: string, endedAt: number): Promise<void> {
  await withClient(url, (client) =>
    client.query(
      `update "${schema}"._ponder_meta set value = jsonb_set(value, '{is_locked}', '0')
        where value->>'is_locked' = '1' and (value->>'heartbeat_at')::float8 <= $1`,
      [endedAt],
    ),
  ).catch(() => {});
}

/**
 * @throws DatabaseRefusedError when the account that reads cannot act as the role that may only read, or is one of its own and may
 * do more than read.
 */
export async function checkReader({ url, readUrl, readRole, schema }: PostgresSettings): Promise<void> {
  const writer = await withClient(url, loginOf);
  await withClient(readUrl, async (client) => {
    const { rows } = await client.query(
      "select exists (select from pg_roles where rolname = $1 and pg_has_role(session_user, oid, 'member')) as allowed",
      [readRole],
    );
    if (!(rows[0] as { allowed: boolean }).allowed)
      throw new DatabaseRefusedError(
        `The account of DATABASE_READ_URL is no member of the role ${readRole} (PLAZA_INDEXER_READ_ROLE). GRANT ${readRole} TO it; the writer makes the role when it first starts.`,
      );
    const excess = (await loginOf(client)) === writer ? undefined : await excessOf(client, writer, schema);
    if (excess)
      throw new DatabaseRefusedError(
        `The account of DATABASE_READ_URL ${excess}, and strangers ask as it. Use one that may do nothing but read: CREATE ROLE reader LOGIN; GRANT ${readRole} TO reader.`,
      );
  });
}

async function grantReading(client: pg.Client, role: string, schemas: readonly string[]): Promise<void> {
  const { rowCount } = await client.query("select from pg_roles where rolname = $1", [role]);
  if (rowCount === 0)
    try {
      await client.query(`create role "${role}" nologin`);
      await client.query(`grant "${role}" to current_user`);
    } catch (cause) {
      throw new DatabaseRefusedError(
        `The account of DATABASE_URL may not make the role ${role} that questions are answered as. CREATE ROLE ${role} NOLOGIN; and GRANT it to that account.`,
        { cause },
      );
    }
  for (const schema of schemas)
    await client.query(`
      create schema if not exists "${schema}";
      grant usage on schema "${schema}" to "${role}";
      grant select on all tables in schema "${schema}" to "${role}";
      alter default privileges in schema "${schema}" grant select on tables to "${role}";`);
}

/** Makes the list of releases that ever answered: readers look at the last one of their series. */
async function prepareReleases(client: pg.Client, schema: string): Promise<void> {
  await client.query(`
    create table if not exists "${schema}".release (
      number bigint generated always as identity primary key,
      series text not null,
      schema text not null,
      since timestamptz not null default now())`);
}

/** Resolves when no writer holds a schema. Ponder would wait too, but not say who it waits for. */
async function untilUnlocked(client: pg.Client, schema: string): Promise<void> {
  const held = await readLock(client, schema);
  for (let lock = held; lock?.locked; lock = await readLock(client, schema)) {
    if (lock.heartbeat !== held?.heartbeat)
      throw new DatabaseRefusedError(`Another writer is at work on the schema ${schema}: there can be only one.`);
    if (Date.now() >= lock.heartbeat + HEARTBEAT_TIMEOUT_MS) return;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** When a writer that holds a schema was heard of last, in Unix milliseconds; undefined if none does. */
export async function lastHeard(client: pg.Client, schema: string): Promise<number | undefined> {
  const lock = await readLock(client, schema);
  return lock?.locked && Date.now() < lock.heartbeat + HEARTBEAT_TIMEOUT_MS ? lock.heartbeat : undefined;
}

async function readLock(client: pg.Client, schema: string) {
  if (!(await hasTable(client, schema, "_ponder_meta"))) return undefined;
  const { rows } = await client.query(
    `select value->>'is_locked' = '1' as locked, (value->>'heartbeat_at')::float8 as heartbeat from "${schema}"._ponder_meta`,
  );
  return (rows as { locked: boolean; heartbeat: number }[])[0];
}

export async function hasTable(client: pg.Client, schema: string, table: string): Promise<boolean> {
  const { rows } = await client.query("select to_regclass($1) is not null as there", [`"${schema}"."${table}"`]);
  return (rows[0] as { there: boolean }).there;
}

export async function withClient<Result>(url: string, use: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  // A connection that is lost between two statements fails the next one, and not the process.
  client.on("error", () => {});
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
