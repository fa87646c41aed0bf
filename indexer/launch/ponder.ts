import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { CACHE } from "./database.ts";
import { PortInUseError } from "./port.ts";
import { createReporter } from "./report.ts";

/** Ponder's own grace for shutting down is 5 s. */
const STOP_MS = 7_000;

/** A Ponder that was started. */
export type PonderProcess = {
  /** Resolves with what went wrong if the process ends without being told to. */
  failed: Promise<Error>;
  /** Ends the process and waits until it is gone. */
  stop(): Promise<void>;
};

/** What Ponder is to do: index and answer, or only answer from what another one writes; and in which schema. */
export type PonderCommand =
  | { name: "start"; schema: string; viewsSchema?: string | undefined }
  | { name: "serve"; schema: string };

/** Starts Ponder on the app in this package. */
export function startPonder({
  command,
  host,
  port,
  workFolder,
  env,
  onProgress,
}: {
  command: PonderCommand;
  host: string;
  port: number;
  workFolder: string;
  env: Record<string, string | undefined>;
  onProgress: (text: string) => void;
}): PonderProcess {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const program = fileURLToPath(new URL("./bin/ponder.js", import.meta.resolve("ponder")));
  const before = ["./tether.mjs", "./mend.ts"].map((file) => new URL(file, import.meta.url).href);
  const child = spawn(
    process.execPath,
    [
      ...before.flatMap((file) => ["--import", file]),
      ...[program, command.name, "--root", root, "--schema", command.schema],
      ...(command.name === "start" && command.viewsSchema ? ["--views-schema", command.viewsSchema] : []),
      ...["--hostname", host, "--port", String(port), "--log-format", "json"],
    ],
    { cwd: workFolder, stdio: ["pipe", "pipe", "pipe"], env: { ...environment(), ...env } },
  );

  let stopping = false;
  const gone = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const failed = new Promise<Error>((resolve) => {
    const reporter = createReporter(onProgress, (listening) => {
      // Somebody was quicker, and Ponder has moved on to where nobody would look for it.
      if (listening !== port) resolve(new PortInUseError(port));
    });
    createInterface({ input: child.stdout }).on("line", reporter.onLine);
    createInterface({ input: child.stderr }).on("line", reporter.onLine);
    child.once("error", resolve);
    child.once("close", (code, signal) => {
      if (!stopping) resolve(new Error(`The indexer ended with ${signal ?? `code ${code}`}.${reporter.lastWords()}`));
    });
  });
  return {
    failed,
    stop: () => {
      stopping = true;
      return end(child, gone);
    },
  };
}

/** This process's environment without what would make Ponder do something else. */
function environment(): NodeJS.ProcessEnv {
  const inherited = {
    ...process.env,
    PONDER_TELEMETRY_DISABLED: "true",
    NODE_ENV: "production",
    NODE_COMPILE_CACHE: join(CACHE, "compiled"),
  };
  const others = ["PORT", "DATABASE_URL", "DATABASE_READ_URL", "DATABASE_PRIVATE_URL", "DATABASE_SCHEMA"];
  for (const name of [...others, "DATABASE_VIEWS_SCHEMA", "REDIS_URL"]) delete (inherited as NodeJS.ProcessEnv)[name];
  return inherited;
}

async function end(child: ChildProcess, gone: Promise<void>): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
  await gone;
  clearTimeout(timer);
}
