import { randomBytes } from "node:crypto";
import pg from "pg";
import type { Database, Queries } from "../infra/database/database.ts";
import type { KeyNames } from "../instance.ts";

/** Another instance writes now: this one must not. */
export class FencedError extends Error {
  override readonly name = "FencedError";

  constructor() {
    super("Another instance has taken over.");
  }
}

/** Who writes, how to reach it, and whose signatures it gives. */
export type Leader = { epoch: number; address: string; token: string; keys: KeyNames };

/** The right to write, until it is lost or given back. */
export type Lease = Leader & {
  /** Resolves when it is lost, for whatever reason, or was given back. */
  readonly ended: Promise<void>;
  /** Ends it here, where a commit has shown that it is over. */
  release(): Promise<void>;
};

/** Any number that nothing else locks in this database. */
const LOCK = 0x706c617b;

/** How often the writer says that it lives. */
const HEARTBEAT_MS = 1_000;

/** A writer that was silent for so long hangs, though its connection may stand: its lock is taken from it. */
const STALE_SECONDS = 10;

/**
 * Tries to become the writer: an advisory lock, held by a connection of its own, so that a process that dies gives it back at once.
 * The lock only keeps peace; what keeps the log right is the epoch, which `fenced` checks in each transaction.
 *
 * @param url - Of the database.
 * @param self - Where this instance listens for others, and its keys.
 * @returns undefined while another holds it.
 */
export async function acquireLease(
  url: string,
  { address, keys }: Pick<Leader, "address" | "keys">,
): Promise<Lease | undefined> {
  const client = new pg.Client({
    connectionString: url,
    keepAlive: true,
    application_name: "plaza-relayer-lease",
    connectionTimeoutMillis: 5_000,
    query_timeout: 5_000,
  });
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  client.on("error", end);
  client.on("end", end);
  const release = async () => {
    clearInterval(heart);
    end();
    await client.end().catch(() => {});
  };
  let heart: NodeJS.Timeout | undefined;
  try {
    await client.connect();
    if (!(await lock(client))) {
      await release();
      return undefined;
    }
    const token = randomBytes(32).toString("hex");
    const { rows } = await client.query<{ epoch: string }>(
      `INSERT INTO lease (epoch, address, token, keys, pid, seen_at) VALUES (1, $1, $2, $3, pg_backend_pid(), now())
       ON CONFLICT (one) DO UPDATE SET epoch = lease.epoch + 1, address = excluded.address, token = excluded.token,
         keys = excluded.keys, pid = excluded.pid, seen_at = excluded.seen_at
       RETURNING epoch`,
      [address, token, JSON.stringify(keys)],
    );
    const epoch = Number(rows[0]?.epoch);
    // A beat that a crash takes back is nothing lost, and one that waited for the disk would hold up the writer's commits at the lease's row.
    await client.query("SET synchronous_commit = off");
    let isBeating = false;
    heart = setInterval(() => {
      // One beat without an answer is enough: it fails where the answer takes too long.
      if (isBeating) return;
      isBeating = true;
      client.query("UPDATE lease SET seen_at = now() WHERE epoch = $1", [epoch]).then(
        ({ rowCount }) => {
          isBeating = false;
          if (rowCount === 0) void release();
        },
        () => release(),
      );
    }, HEARTBEAT_MS);
    void ended.then(() => clearInterval(heart));
    return { epoch, address, token, keys, ended, release };
  } catch (error) {
    await release();
    throw error;
  }
}

async function lock(client: pg.Client): Promise<boolean> {
  await client.query(
    `SELECT pg_terminate_backend(lease.pid) FROM lease JOIN pg_locks ON pg_locks.pid = lease.pid
     WHERE locktype = 'advisory' AND objid = $1 AND seen_at < now() - make_interval(secs => $2)`,
    [LOCK, STALE_SECONDS],
  );
  const { rows } = await client.query<{ locked: boolean }>("SELECT pg_try_advisory_lock($1) AS locked", [LOCK]);
  return rows[0]?.locked === true;
}

/** Who was the writer last; undefined where none has said whose keys it holds. */
export async function findLeader(queries: Queries): Promise<Leader | undefined> {
  const [row] = await queries.query<Leader>("SELECT epoch, address, token, keys FROM lease WHERE keys IS NOT NULL");
  return row && { ...row, epoch: Number(row.epoch) };
}

/**
 * The database as one writer may change it: each transaction locks the lease's row against the next writer, and fails if that one
 * was faster.
 *
 * @param onFenced - Called when that happened.
 */
export function fenced(database: Database, epoch: number, onFenced: () => void): Database {
  return {
    ...database,
    transaction: (run) =>
      database.transaction(async (queries) => {
        const rows = await queries.query("SELECT epoch FROM lease WHERE epoch = $1 FOR SHARE", [epoch]);
        if (rows.length === 0) {
          onFenced();
          throw new FencedError();
        }
        return run(queries);
      }),
  };
}
