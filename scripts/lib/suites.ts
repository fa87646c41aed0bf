import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { groupRuns } from "./processes.ts";
import { root } from "./root.ts";
import { table } from "./table.ts";

/** One suite of tests, or one check: a program that passes or fails. */
export type Suite = {
  name: string;
  command: readonly string[];
  /** Folder it runs in, from the root. */
  folder?: string;
  /** Seconds after which it is stopped and has failed. */
  budget: number;
  /** `tests`: its output tells how many passed and failed, and none is a failure. `exit`: it counts as one. */
  counts: "tests" | "exit";
  /** Suite that must have passed before. */
  after?: string;
  /** Why it cannot run on this machine, if so. */
  missing?: () => string | undefined;
};

export type Result = {
  name: string;
  passed: number;
  failed: number;
  skipped: number;
  seconds: number;
  /** Seconds after which it would have been stopped. */
  budget: number;
  /** Why it failed or was skipped, where the counts do not say it. */
  note: string;
  /** The first tests that failed, a few lines each, as the program tells of them. */
  failures: string[];
};

type Options = {
  /** Nothing may skip. */
  strict: boolean;
  /** Suites that may run side by side. */
  lanes?: number;
  log?: (line: string) => void;
  /** Folder that keeps what each suite printed. */
  logFolder?: string;
};

const running = new Set<ChildProcess>();

const compiled = join(root, ".plaza", "compiled");

/**
 * Runs suites, two at a time where the machine has two cores, and prints a line as each ends, with its whole output if it
 * failed.
 */
export async function runSuites(
  suites: readonly Suite[],
  { strict, lanes = Math.min(2, cpus().length), log = console.log, logFolder = join(root, ".plaza", "logs") }: Options,
): Promise<Result[]> {
  mkdirSync(logFolder, { recursive: true });
  const results = new Map<string, Result>();
  const waiting = longestFirst(suites);
  const names = new Set(suites.map(({ name }) => name));
  let busy = 0;

  const ready = (suite: Suite) => !suite.after || !names.has(suite.after) || results.has(suite.after);

  await new Promise<void>((resolve) => {
    const next = () => {
      if (results.size === suites.length) resolve();
      for (let at = waiting.findIndex(ready); at >= 0 && busy < lanes; at = waiting.findIndex(ready)) {
        const [suite] = waiting.splice(at, 1) as [Suite];
        busy += 1;
        void runSuite(suite, results, strict).then(({ result, output }) => {
          busy -= 1;
          results.set(suite.name, result);
          writeFileSync(join(logFolder, `${suite.name.replaceAll(" ", "-")}.log`), output);
          log(`${result.failed > 0 ? "FAIL" : result.passed > 0 ? "ok  " : "skip"} ${oneLine(result)}`);
          if (result.failed > 0) log(`${output.trimEnd()}\n`);
          next();
        });
      }
    };
    next();
  });
  return suites.map(({ name }) => results.get(name) as Result);
}

/** By how much time they and what waits for them may take: a long one that began last would run alone at the end. */
function longestFirst(suites: readonly Suite[]): Suite[] {
  const ahead = ({ name, budget }: Suite): number =>
    budget + Math.max(0, ...suites.filter(({ after }) => after === name).map(ahead));
  return suites.toSorted((one, other) => ahead(other) - ahead(one));
}

/**
 * Prints the first failures, the table of all suites and, as the very last line, how many passed and failed. Answers whether
 * all is well.
 */
export function report(results: readonly Result[], log: (line: string) => void = console.log): boolean {
  for (const { name, failures } of results)
    if (failures.length > 0) log(`\nfailed in ${name}:\n${failures.join("\n")}`);
  const rows = results.map((r) => [r.name, r.passed, r.failed, r.skipped, r.seconds.toFixed(1), r.budget, r.note]);
  log(`\n${table(["suite", "passed", "failed", "skipped", "seconds", "budget", ""], rows)}\n`);
  const [passed, failed] = [sum(results, "passed"), sum(results, "failed")];
  log(`${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0;
}

/** Stops every program that a suite started. */
export function stopSuites(): void {
  for (const child of running) stopGroup(child);
}

async function runSuite(suite: Suite, earlier: ReadonlyMap<string, Result>, strict: boolean) {
  const started = performance.now();
  const ended = (result: Partial<Result>, output = "") => ({
    result: {
      name: suite.name,
      passed: 0,
      failed: 0,
      skipped: 0,
      note: "",
      failures: [],
      ...result,
      seconds: (performance.now() - started) / 1000,
      budget: suite.budget,
    },
    output,
  });
  if (suite.after && (earlier.get(suite.after)?.failed ?? 0) > 0)
    return ended({ failed: 1, note: `needs "${suite.after}", which failed` });
  const missing = suite.missing?.();
  if (missing) return ended(strict ? { failed: 1, note: missing } : { skipped: 1, note: missing });

  const { output, code, timedOut, leftRunning } = await runProgram(suite);
  const counted = suite.counts === "tests" ? countTests(output) : { passed: code === 0 ? 1 : 0, failed: 0, skipped: 0 };
  const problems = [
    timedOut && `stopped: over its ${suite.budget} s`,
    !timedOut && code !== 0 && counted.failed === 0 && `ended with ${code}`,
    leftRunning && "left a process running",
    suite.counts === "tests" && counted.passed + counted.failed === 0 && "no tests ran",
    strict && counted.skipped > 0 && `${counted.skipped} skipped, and none may here`,
  ].filter((problem) => typeof problem === "string");
  const failed = problems.length > 0 ? Math.max(1, counted.failed) : counted.failed;
  return ended({ ...counted, failed, note: problems.join("; "), failures: firstFailures(output) }, output);
}

const FAILURES_SHOWN = 3;
const LINES_SHOWN = 8;

/** Of what mocha and Hardhat list, numbered, after "1 failing". The first is often the cause of the others. */
function firstFailures(output: string): string[] {
  const [, ...list] = stripVTControlCharacters(output).split(/^\s*\d+ failing\b.*$/m);
  return list
    .flatMap((text) => text.split(/^(?= *\d+\) )/m).slice(1))
    .slice(0, FAILURES_SHOWN)
    .map((failure) =>
      failure
        .split("\n")
        .filter((line) => line.trim())
        .slice(0, LINES_SHOWN)
        .join("\n"),
    );
}

/** The counts that mocha and Hardhat print: "12 passing", "1 failing", "2 pending". */
export function countTests(output: string): Pick<Result, "passed" | "failed" | "skipped"> {
  const text = stripVTControlCharacters(output);
  const total = (word: string) =>
    [...text.matchAll(new RegExp(`^\\s*(\\d+) ${word}\\b`, "gm"))].reduce((n, match) => n + Number(match[1]), 0);
  return { passed: total("passing"), failed: total("failing"), skipped: total("pending") };
}

function runProgram({ command: [program = "", ...args], folder = ".", budget }: Suite) {
  type End = { output: string; code: number | string; timedOut: boolean; leftRunning: boolean };
  return new Promise<End>((resolve) => {
    let output = "";
    let timedOut = false;
    // A group of its own, so that a suite can be stopped with all that it started, and seen to leave nothing behind.
    const child = spawn(program, args, {
      cwd: join(root, folder),
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
      // Each suite, and each program that it starts, loads the same modules: they are compiled once.
      env: { ...process.env, NODE_COMPILE_CACHE: compiled, FORCE_COLOR: "0", NO_COLOR: "1" },
    });
    running.add(child);
    const timer = setTimeout(() => {
      timedOut = true;
      stopGroup(child);
    }, budget * 1000);
    const keep = (chunk: Buffer) => {
      output += chunk;
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    let leftRunning = false;
    const end = (code: number | string) => {
      clearTimeout(timer);
      running.delete(child);
      resolve({ output, code, timedOut, leftRunning });
    };
    child.on("error", (error) => {
      output += String(error);
      end(127);
    });
    child.on("exit", (code, signal) => {
      // A process left behind would keep the pipes open and "close" waiting for ever.
      leftRunning = stopGroup(child);
      child.on("close", () => end(code ?? signal ?? 1));
    });
  });
}

/** Kills what is left of a program's process group; answers whether anything was. */
function stopGroup({ pid }: ChildProcess): boolean {
  if (pid === undefined || !groupRuns(pid)) return false;
  process.kill(-pid, "SIGKILL");
  return true;
}

function oneLine({ name, passed, failed, skipped, seconds, note }: Result): string {
  const counts = [`${passed} passed`, failed > 0 && `${failed} failed`, skipped > 0 && `${skipped} skipped`];
  return `${name}: ${counts.filter(Boolean).join(", ")} in ${seconds.toFixed(1)} s${note ? ` (${note})` : ""}`;
}

function sum(results: readonly Result[], key: "passed" | "failed"): number {
  return results.reduce((n, result) => n + result[key], 0);
}
