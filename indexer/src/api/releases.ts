import { is, Table } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import type { Pool, PoolClient, QueryConfig } from "pg";
import type { Index } from "./graphql/context.ts";
import { headAt } from "./head.ts";
import type { Database } from "./query/database.ts";

/** Postgres' code for a table that is not there. */
const UNDEFINED_TABLE = "42P01";

/** Has statements name tables without a schema: which one is meant is the connection's to say. */
export function leaveSchemaOut(schema: Record<string, unknown>): void {
  // Drizzle's own key for a table's schema.
  const key = (Table as unknown as { Symbol: { Schema: symbol } }).Symbol.Schema;
  for (const table of Object.values(schema)) if (is(table, Table)) Object.assign(table, { [key]: undefined });
}

/**
 * Has a process that only answers follow the releases of a series: the last that took over is read (`launch/releases.ts`). Which one
 * that is comes in one statement with how far it is, and what is read for a request then stays with it. What Ponder answers by
 * itself over the pool asks anew for each statement.
 *
 * @param pool - Ponder's own.
 * @param options.listSchema - Where the list of releases is.
 * @returns What opens the index for a request. It fails until there is a release.
 */
export function followReleases(
  pool: Pool,
  { listSchema, series, chainId }: { listSchema: string; series: string; chainId: number },
): () => Promise<Index> {
  const connect = pool.connect.bind(pool) as () => Promise<PoolClient>;
  const using = async <Result>(use: (client: PoolClient) => Promise<Result>): Promise<Result> => {
    const client = await connect();
    try {
      const result = await use(client);
      client.release();
      return result;
    } catch (error) {
      client.release(true);
      throw error;
    }
  };

  const last = `select schema from "${listSchema}".release where series = $1 order by number desc limit 1`;
  const lastRelease = async (client: PoolClient): Promise<string> => {
    const { rows } = await client.query<{ schema: string }>(last, [series]);
    if (!rows[0]) throw new Error("No writer has read the chain's history yet for readers of these tables.");
    return rows[0].schema;
  };
  /** Where connections look for tables. */
  const pointed = new WeakMap<PoolClient, string>();
  const point = async (client: PoolClient, release: string): Promise<void> => {
    if (pointed.get(client) === release) return;
    await client.query("select set_config('search_path', $1, false)", [`"${release}"`]);
    pointed.set(client, release);
  };

  const databases = new Map<string, Database>();
  const databaseOf = (release: string): Database => {
    let database = databases.get(release);
    if (!database) {
      const query = (statement: QueryConfig, values: unknown[]) =>
        using(async (client) => {
          await point(client, release);
          return client.query(statement, values);
        });
      database = drizzle({ query } as unknown as Pool, { casing: "snake_case" });
      databases.set(release, database);
    }
    return database;
  };

  Object.assign(pool, {
    connect(callback?: (error: unknown, client?: PoolClient, release?: PoolClient["release"]) => void) {
      const ready = connect().then(async (client) => {
        try {
          await point(client, await lastRelease(client));
          // Where it looks when it comes back is for whoever has it to say.
          pointed.delete(client);
        } catch (error) {
          client.release(true);
          throw error;
        }
        return client;
      });
      if (!callback) return ready;
      ready.then((client) => callback(undefined, client, client.release), callback);
      return undefined;
    },
  });

  /** Which release is the last, and how far the one is that the connection looks at: of one moment. */
  const position = `select (${last}) as release,
    (select latest_checkpoint from _ponder_checkpoint where chain_id = $2) as latest`;
  type Position = { release: string; latest: string | null };
  let known: string | undefined;

  return () =>
    using(async (client) => {
      let release = known ?? (await lastRelease(client));
      for (;;) {
        await point(client, release);
        const found = await client.query<Position>(position, [series, chainId]).catch(async (error) => {
          // One that was followed and dropped since.
          if (error.code !== UNDEFINED_TABLE || (await lastRelease(client)) === release) throw error;
          return undefined;
        });
        const at = found?.rows[0];
        if (at?.release === release) {
          known = release;
          return { db: databaseOf(release), head: headAt(chainId, at.latest), release };
        }
        release = await lastRelease(client);
      }
    });
}
