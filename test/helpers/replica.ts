import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findPostgres, type TestPostgres } from "../../relayer/src/testing/postgres.ts";

/** A server that streams what another one writes. */
export type Replica = {
  /** The same database, on the replica. */
  urlOf(url: string): string;
  /** Stops applying what comes in. */
  pause(): void;
  resume(): void;
  close(): Promise<void>;
};

/** Starts a streaming replica of a test's Postgres on a port. */
export async function startReplica(primary: TestPostgres, port: number): Promise<Replica> {
  const folder = findPostgres();
  if (folder === undefined) throw new Error("no Postgres");
  const data = mkdtempSync(join(tmpdir(), "plaza-replica-"));
  chmodSync(data, 0o700);
  const user = serverUser();
  if (user) chownSync(data, user.uid, user.gid);
  const options = { cwd: data, ...user } as const;
  const source = ["-h", "127.0.0.1", "-p", String(primary.port), "-U", "plaza"];
  execFileSync(join(folder, "pg_basebackup"), [...source, "-D", data, "-R", "-X", "stream", "-c", "fast"], {
    ...options,
    stdio: "pipe",
  });
  const settings = { listen_addresses: "127.0.0.1", unix_socket_directories: "", port: String(port), fsync: "off" };
  const server = spawn(
    join(folder, "postgres"),
    ["-D", data, ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])],
    { ...options, stdio: ["ignore", "ignore", "pipe"] },
  );
  await new Promise<void>((resolve, reject) => {
    let said = "";
    server.stderr.on("data", (chunk: Buffer) => {
      if (said.length < 100_000) said += chunk;
      if (said.includes("ready to accept read-only connections")) resolve();
    });
    server.once("exit", (code) => reject(new Error(`the replica ended with ${code}: ${said}`)));
  });
  const psql = (statement: string) =>
    execFileSync(
      join(folder, "psql"),
      ["-h", "127.0.0.1", "-p", String(port), "-U", "plaza", "-d", "postgres", "-c", statement],
      {
        stdio: "pipe",
      },
    );
  return {
    urlOf: (url) => url.replace(`:${primary.port}/`, `:${port}/`),
    pause: () => void psql("select pg_wal_replay_pause()"),
    resume: () => void psql("select pg_wal_replay_resume()"),
    async close() {
      const ended = once(server, "exit");
      server.kill("SIGINT");
      await ended;
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** Postgres refuses to run as root: there, the replica runs as the owner of what its package installed for it. */
function serverUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const { uid, gid } = statSync("/var/lib/postgresql");
  return { uid, gid };
}
