import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { root } from "../../scripts/lib/root.ts";

/** A line of a relayer's log. */
type Line = { msg: string; url?: string };

/** A relayer in a process of its own. */
export type RelayerProcess = {
  readonly pid: number;
  /** Where it serves, by what it has logged. */
  url(): string;
  /** Waits for a line of its log. */
  said(message: string): Promise<Line>;
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Tells it to stop. Resolves to the code that it ended with; null where the signal itself ended it. */
  stop(): Promise<number | null>;
};

/** Starts `relayer/src/main.ts`. Resolves once it is ready. */
export async function startRelayerProcess(
  args: readonly string[],
  environment: Record<string, string>,
): Promise<RelayerProcess> {
  const child = spawn(process.execPath, [join(root, "relayer/src/main.ts"), ...args], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines: Line[] = [];
  const waiting = new Set<() => void>();
  createInterface({ input: child.stdout }).on("line", (text) => {
    lines.push(JSON.parse(text) as Line);
    for (const look of waiting) look();
  });
  const said = (message: string) =>
    new Promise<Line>((resolve, reject) => {
      const end = () => reject(new Error(`It ended before it said "${message}": ${JSON.stringify(lines.slice(-3))}`));
      const look = () => {
        const line = lines.find(({ msg }) => msg === message);
        if (line === undefined) return;
        waiting.delete(look);
        child.off("exit", end);
        resolve(line);
      };
      waiting.add(look);
      child.once("exit", end);
      look();
    });
  await said("relayer is ready");
  return {
    pid: child.pid ?? 0,
    url: () => lines.findLast(({ url }) => url !== undefined)?.url ?? "",
    said,
    kill: (signal = "SIGKILL") => end(child, signal),
    async stop() {
      await end(child, "SIGTERM");
      return child.exitCode;
    },
  };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill(signal);
  await ended;
}

/** Runs a program of the relayer's to its end. */
export async function runRelayerProgram(program: string, args: readonly string[], environment: Record<string, string>) {
  const child = spawn(process.execPath, [join(root, "relayer/src", program), ...args], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [output, errors] = ["", ""];
  child.stdout.on("data", (chunk) => {
    output += chunk;
  });
  child.stderr.on("data", (chunk) => {
    errors += chunk;
  });
  const [code] = (await once(child, "close")) as [number | null];
  return { code, output, errors };
}

/** Addresses and ports on which a process listens, `address:port` each. */
export function listeningOf(pid: number): string[] {
  const sockets = new Set(
    readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [];
      } catch {
        return []; // it was closed just now
      }
    }),
  );
  return ["tcp", "tcp6"].flatMap((table) =>
    readFileSync(`/proc/${pid}/net/${table}`, "utf8")
      .split("\n")
      .slice(1)
      .flatMap((line) => {
        const [, local = "", , state, , , , , , inode = ""] = line.trim().split(/\s+/);
        return state === LISTEN && sockets.has(inode) ? [readable(local)] : [];
      }),
  );
}

const LISTEN = "0A";

/** `0100007F:1F90` is 127.0.0.1:8080; an IPv6 address stays as it is. */
function readable(local: string): string {
  const [address = "", port = ""] = local.split(":");
  const name = address.length === 8 ? [...Buffer.from(address, "hex").reverse()].join(".") : address;
  return `${name}:${Number.parseInt(port, 16)}`;
}
