import pg from "pg";
import type { Database, Queries } from "./database.ts";

export type PostgresOptions = {
  /** Connections, at most. @default 10 */
  connections?: number | undefined;
  /** Milliseconds after which a statement is given up, by the server and a little later by this side. @default 10_000 */
  statementMs?: number | undefined;
  /** Called when a connection breaks that nobody is using. */
  onIdleError?: ((error: Error) => void) | undefined;
};

/** The server may lose transactions that it has reported as committed, so that acknowledged would not mean durable. */
export class UnsafeServerError extends Error {
  override readonly name = "UnsafeServerError";

  constructor() {
    super("The server of DATABASE_URL has synchronous_commit off: a crash could lose acknowledged bids. Set it to on.");
  }
}

/** How long to wait for a connection. */
const CONNECT_MS = 5_000;

/** How much later than the server this side gives a statement up: the server's answer tells more. */
const GRACE_MS = 1_000;

/** Scripts are migrations, and take as long as they take: a day, this side waits. The server is told by the script itself. */
const SCRIPT_MS = 86_400_000;

/** Whether this names a server, and not a folder. */
export const isPostgresUrl = (data: string): boolean => /^postgres(ql)?:\/\//.test(data);

/**
 * Opens a bounded pool of connections to a server.
 *
 * @throws UnsafeServerError
 */
export async function openPostgres(
  url: string,
  { connections = 10, statementMs = 10_000, onIdleError = () => {} }: PostgresOptions = {},
): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: CONNECT_MS,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    application_name: "plaza-relayer",
    statement_timeout: statementMs,
    query_timeout: statementMs + GRACE_MS,
    // A transaction whose process hangs must not hold its locks for ever.
    idle_in_transaction_session_timeout: statementMs,
    types: { getTypeParser },
  });
  // Without a listener a server that restarts would end the process. The next query opens a new connection, or says why not.
  pool.on("error", onIdleError);
  try {
    const { rows } = await pool.query<{ synchronous_commit: string }>("SHOW synchronous_commit");
    if (rows[0]?.synchronous_commit === "off") throw new UnsafeServerError();
  } catch (error) {
    await pool.end();
    throw error;
  }
  return wrap(pool, connections);
}

/** Numbers as PGlite gives them, so that the same code reads both: 64 bits as a number where one holds it, numeric as text. */
function getTypeParser(oid: number, format?: "text" | "binary"): (value: string) => unknown {
  if (oid !== pg.types.builtins.INT8) return pg.types.getTypeParser(oid, format as "text");
  return (text) => {
    const value = Number(text);
    return Number.isSafeInteger(value) ? value : BigInt(text);
  };
}

type Engine = Pick<pg.ClientBase, "query">;

const queriesOf = (engine: Engine): Queries => {
  const query = async <row>(sql: string, parameters: unknown[] = []) => {
    const { rows } = await engine.query({ name: nameOf(sql), text: sql, values: parameters });
    return rows as row[];
  };
  return {
    query,
    async append(table, rows) {
      const columns = Object.keys(rows[0] ?? {}).join(", ");
      const sql = `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::${table}, $1::json)`;
      if (rows.length > 0) await query(sql, [JSON.stringify(rows)]);
    },
    async script(sql) {
      const script: pg.QueryConfig & { query_timeout: number } = { text: sql, query_timeout: SCRIPT_MS };
      await engine.query(script);
    },
  };
};

const names = new Map<string, string>();

/** Names of statements, by which the server plans each once a connection. The texts are constants of the program: there are few. */
function nameOf(sql: string): string {
  let name = names.get(sql);
  if (name === undefined) {
    name = `s${names.size}`;
    names.set(sql, name);
  }
  return name;
}

function wrap(pool: pg.Pool, limit: number): Database {
  let closed: Promise<void> | undefined;
  return {
    ...queriesOf(pool),
    async transaction(run) {
      const client = await pool.connect();
      let broken: Error | undefined;
      // A connection that breaks between two statements tells nobody else.
      const onError = (error: Error) => {
        broken = error;
      };
      client.on("error", onError);
      try {
        await client.query("BEGIN");
        const value = await run(queriesOf(client));
        await client.query("COMMIT");
        return value;
      } catch (error) {
        await client.query("ROLLBACK").catch((failure: Error) => {
          broken = failure;
        });
        throw error;
      } finally {
        client.off("error", onError);
        client.release(broken);
      }
    },
    report: () => ({
      engine: "postgres",
      connections: { open: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount, limit },
    }),
    close() {
      closed ??= pool.end();
      return closed;
    },
  };
}
