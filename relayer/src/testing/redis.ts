import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./freePort.ts";

/** A Redis server that tests may kill, pause and start again. */
export type TestRedis = {
  readonly url: string;
  /** Starts it with what it last saved, or with nothing. */
  start(): Promise<void>;
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>;
  /** Stops it in its tracks: connections stay open, and nothing answers. */
  pause(): void;
  resume(): void;
  /** Ends it and removes its files. */
  close(): Promise<void>;
};

/** This machine's Redis; undefined where there is none. */
export function findRedis(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const known = (env.PATH ?? "").split(":").map((folder) => join(folder, "redis-server"));
  return [env.PLAZA_REDIS, ...known].find((program) => program && existsSync(program));
}

/** Starts a Redis server of this machine's, on 127.0.0.1, with files of its own. It saves only when it is told to. */
export async function startRedis(): Promise<TestRedis> {
  const program = findRedis();
  if (program === undefined)
    throw new Error("no Redis: install the package redis-server, or say where its program is in PLAZA_REDIS");
  const folder = mkdtempSync(join(tmpdir(), "plaza-redis-"));
  const port = await freePort();
  const args = ["--bind", "127.0.0.1", "--port", String(port), "--dir", folder, "--save", "", "--daemonize", "no"];
  let server: ChildProcess | undefined;
  const start = async () => {
    server = spawn(program, args, { stdio: ["ignore", "pipe", "ignore"] });
    await readyToAccept(server);
  };
  const kill = async () => {
    if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, "exit");
    server.kill("SIGKILL");
    await ended;
  };
  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    start,
    kill,
    pause: () => server?.kill("SIGSTOP"),
    resume: () => server?.kill("SIGCONT"),
    async close() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function readyToAccept(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      if (said.length < 100_000) said += chunk;
      if (said.includes("Ready to accept connections")) resolve();
    });
    child.once("exit", (code) => reject(new Error(`redis-server ended with ${code}: ${said}`)));
    child.once("error", reject);
  });
}
