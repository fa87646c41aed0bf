import { report, runSuites, type Suite, stopSuites } from "./suites.ts";

/**
 * Runs the suites that the command line names, by their whole name or its first word, with those they need; or all. Sets the
 * exit code, and leaves nothing behind on Ctrl-C.
 */
export async function runFromCommandLine(
  suites: readonly Suite[],
  { command, strict, args = process.argv.slice(2) }: { command: string; strict: boolean; args?: readonly string[] },
): Promise<void> {
  const names = suites.map(({ name }) => name);
  const isNamed = (name: string, arg: string) => name === arg || name.startsWith(`${arg} `);
  const unknown = args.filter((arg) => !names.some((name) => isNamed(name, arg)));
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
  const isChosen = ({ name }: Suite) => args.length === 0 || args.some((arg) => isNamed(name, arg));
  const needed = new Set(suites.filter(isChosen).map(({ after }) => after));
  const chosen = suites.filter((suite) => isChosen(suite) || needed.has(suite.name));
  process.exitCode = report(await runSuites(chosen, { strict })) ? 0 : 1;
}
