import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openPostgres } from "../infra/database/postgres.ts";
import { freePort } from "./freePort.ts";

/** Where Debian and Postgres' own packages put each version's programs. */
const VERSIONS = "/usr/lib/postgresql";

/** Linux's way to tie a process to its parent. */
const SETPRIV = "/usr/bin/setpriv";

/** A server that tests may stop, kill and start again. */
export type TestPostgres = {
  readonly port: number;
  /** Of the process whose children serve the connections; undefined while it does not run. */
  readonly pid: number | undefined;
  /** Makes an empty database. Returns its URL. */
  createDatabase(name: string): Promise<string>;
  start(): Promise<void>;
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>;
  /** Ends it and removes its files. */
  close(): Promise<void>;
};

/** Folder of this machine's newest Postgres programs; undefined where there are none. */
export function findPostgres(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const versions = existsSync(VERSIONS) ? readdirSync(VERSIONS) : [];
  const known = versions.sort((a, b) => Number(b) - Number(a)).map((version) => join(VERSIONS, version, "bin"));
  const folders = [env.PLAZA_POSTGRES, ...known, ...(env.PATH ?? "").split(":")];
  return folders.find((folder) => folder && existsSync(join(folder, "initdb")) && existsSync(join(folder, "postgres")));
}

/**
 * Starts a Postgres server of this machine's, on 127.0.0.1, with files of its own.
 *
 * @param settings - Of postgresql.conf. Without `fsync` it is off: tests kill processes, not the machine.
 */
export async function startPostgres(settings: Record<string, string> = { fsync: "off" }): Promise<TestPostgres> {
  const folder = findPostgres();
  if (folder === undefined)
    throw new Error("no Postgres: install the package postgresql, or say where it is in PLAZA_POSTGRES");
  const data = mkdtempSync(join(tmpdir(), "plaza-postgres-"));
  const user = serverUser();
  if (user) chownSync(data, user.uid, user.gid);
  execFileSync(
    join(folder, "initdb"),
    ["-D", data, "-U", "plaza", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"],
    {
      stdio: "pipe",
      cwd: data,
      ...user,
    },
  );
  const port = await freePort();
  const all = { listen_addresses: "127.0.0.1", unix_socket_directories: "", port: String(port), ...settings };
  const args = ["-D", data, ...Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`])];
  let server: ChildProcess | undefined;

  const stop = async (signal: NodeJS.Signals) => {
    if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, "exit");
    server.kill(signal);
    await ended;
  };
  const start = async () => {
    const [program, ...before] = withParent(join(folder, "postgres"));
    const child = spawn(program, [...before, ...args], { stdio: ["ignore", "ignore", "pipe"], cwd: data, ...user });
    server = child;
    await readyToAccept(child);
  };
  await start();
  return {
    port,
    get pid() {
      return server?.pid;
    },
    async createDatabase(name) {
      const maintenance = await openPostgres(urlOf(port, "postgres"), { connections: 1 });
      try {
        await maintenance.script(`CREATE DATABASE "${name}"`);
      } finally {
        await maintenance.close();
      }
      return urlOf(port, name);
    },
    start,
    // Its children notice that the parent is gone and end themselves: SIGQUIT ends all of them together, with no more care.
    kill: () => stop("SIGQUIT"),
    async close() {
      await stop("SIGINT");
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** A command that ends as soon as the process that gave it is gone, however it ended: Mocha runs no hook where it is stopped by a signal. */
function withParent(program: string): [string, ...string[]] {
  return existsSync(SETPRIV) ? [SETPRIV, "--pdeathsig", "QUIT", "--", program] : [program];
}

const urlOf = (port: number, database: string): string => `postgres://plaza@127.0.0.1:${port}/${database}`;

/** Postgres refuses to run as root: there, it runs as the user that its package made. */
function serverUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (flag: string) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  return { uid: idOf("-u"), gid: idOf("-g") };
}

/** Resolves when the server says that it takes connections. */
function readyToAccept(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = "";
    child.stderr?.on("data", (chunk: Buffer) => {
      // Later on it is only read: a full pipe would stop the server.
      if (said.length < 100_000) said += chunk;
      if (said.includes("database system is ready to accept connections")) resolve();
    });
    child.once("exit", (code) => reject(new Error(`postgres ended with ${code}: ${said}`)));
    child.once("error", reject);
  });
}
