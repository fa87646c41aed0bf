import { report, runSuites, type Suite, stopSuites } from "./suites.ts";

/** Runs the suites that the command line names, or all; sets the exit code, and leaves nothing behind on Ctrl-C. */
export async function runFromCommandLine(
  suites: readonly Suite[],
  { command, strict, args = process.argv.slice(2) }: { command: string; strict: boolean; args?: readonly string[] },
): Promise<void> {
  const names = suites.map(({ name }) => name);
  const unknown = args.filter((arg) => !names.includes(arg));
  if (unknown.length > 0) {
    console.error(`Unknown: ${unknown.join(", ")}.\nUsage: ${command} [name ...]\nNames: ${names.join(", ")}`);
    process.exitCode = 2;
    return;
  }
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, () => {
      stopSuites();
      process.exit(1);
    });
  }
  const chosen = args.length === 0 ? suites : suites.filter(({ name }) => args.includes(name));
  process.exitCode = report(await runSuites(chosen, { strict })) ? 0 : 1;
}
