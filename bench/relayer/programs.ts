import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** The core that the measured server has for itself. */
const SERVER_CORE = 0;

/** Where everything else runs: load generators, Postgres, and the process that started them. */
const LOAD_CORE = 1;

/** A program of the benchmark in a process of its own, which answers questions over a channel. */
export type Program = {
  ask<answer>(question: Record<string, unknown>): Promise<answer>;
  stop(): Promise<void>;
};

/** Processor time of this process so far. */
export function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Moves this process, and with it what it starts, to the core that the server does not use. */
export function leaveServerCore(): void {
  execFileSync("taskset", ["--all-tasks", "--cpu-list", "--pid", String(LOAD_CORE), String(process.pid)], {
    stdio: "ignore",
  });
}

/** Starts the relayer, or what is held against it. Resolves with its address once it listens. */
export async function startServer(...args: (string | number)[]): Promise<Program & { url: string }> {
  const { program, first } = await start(SERVER_CORE, "server.ts", args, ["--expose-gc"]);
  return { ...program, ...(first as { url: string }) };
}

/** Starts a generator of load. */
export async function startLoad(file: "load.ts" | "watch.ts", ...args: (string | number)[]): Promise<Program> {
  return (await start(LOAD_CORE, file, args)).program;
}

async function start(core: number, file: string, args: (string | number)[], flags: string[] = []) {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const command = ["--cpu-list", String(core), process.execPath, ...flags, path, ...args.map(String)];
  const child = spawn("taskset", command, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const first = await nextMessage(child, file);
  const program: Program = {
    async ask<answer>(question: Record<string, unknown>) {
      const answer = nextMessage(child, file);
      child.send(question);
      return (await answer) as answer;
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, "exit");
      child.disconnect();
      await ended;
    },
  };
  return { program, first };
}

async function nextMessage(child: ChildProcess, name: string): Promise<unknown> {
  const waiting = new AbortController();
  try {
    const [message] = await Promise.race([
      once(child, "message", { signal: waiting.signal }),
      once(child, "exit", { signal: waiting.signal }).then(([code]) => {
        throw new Error(`${name} of the benchmark ended with ${code}`);
      }),
    ]);
    return message;
  } finally {
    waiting.abort();
  }
}

/**
 * Answers the questions of the process that started this one, one after the other, until that one lets go.
 *
 * @param first - What it is told at the start.
 */
export function answerQuestions(
  first: Record<string, unknown>,
  answers: Record<string, (question: never) => unknown>,
): void {
  process.on("message", async (question: { ask: string }) => {
    const answer = answers[question.ask];
    if (answer === undefined) throw new Error(`nobody answers ${question.ask}`);
    process.send?.((await answer(question as never)) ?? {});
  });
  process.on("disconnect", () => process.exit());
  process.send?.(first);
}
