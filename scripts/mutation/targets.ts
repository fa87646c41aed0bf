import { globSync, readFileSync } from "node:fs";
import { basename, dirname } from "node:path/posix";
import { root } from "../lib/root.ts";
import { importsOf } from "../lib/solc.ts";

const sources = globSync("contracts/**/*.sol", { cwd: root }).sort();
const isTest = (file: string) => file.endsWith(".t.sol");

const closures = new Map<string, Set<string>>();
/** A source and all that it imports, directly or not. */
function closureOf(file: string): Set<string> {
  const known = closures.get(file);
  if (known) return known;
  const closure = new Set<string>();
  const add = (path: string) => {
    if (closure.has(path)) return;
    closure.add(path);
    for (const imported of importsOf(path)) if (imported.startsWith("contracts/")) add(imported);
  };
  add(file);
  closures.set(file, closure);
  return closure;
}

/** Sources that are mutated: what is deployed, without interfaces, tests and their helpers. */
export const mutableSources = (): string[] =>
  sources.filter((file) => !isTest(file) && !/^contracts\/(interfaces|mocks|test-support)\//.test(file));

/** Sources of the contracts that tests deploy from their artifacts, as `vm.getCode` names them. */
const deployed = [
  ...new Set(
    sources
      .filter((file) => isTest(file) || file.startsWith("contracts/test-support/"))
      .flatMap((file) => [...readFileSync(root + file, "utf8").matchAll(/"(contracts\/[^":]+\.sol):\w+"/g)])
      .map(([, file = ""]) => file),
  ),
].filter((file) => !/^contracts\/(mocks|test-support)\/|\.t\.sol$/.test(file));

/** What a change of a source touches: contracts and tests to compile anew, and the suites that may notice. */
export type Target = { contracts: string[]; tests: string[]; own: string[]; near: string[]; slow: string[] };

export function targetOf(file: string): Target {
  const contracts = deployed.filter((path) => closureOf(path).has(file));
  const name = basename(file, ".sol");
  const own = sources.filter((path) => isTest(path) && basename(path).startsWith(name));
  const folders = new Set([file, ...contracts].map((path) => path.split("/").slice(0, 2).join("/")));
  const near = sources.filter(
    (path) => isTest(path) && folders.has(path.split("/").slice(0, 2).join("/")) && !own.includes(path),
  );
  const isSlow = (path: string) => path.includes(".invariant.");
  return {
    contracts,
    // Only a test of the source itself takes the mutant in; the other tests keep the true one to compare by.
    tests: own.filter((path) => dirname(path) === dirname(file) && closureOf(path).has(file)),
    own: own.filter((path) => !isSlow(path)),
    near: near.filter((path) => !isSlow(path)),
    slow: [...own, ...near].filter(isSlow),
  };
}

/**
 * Groups of suites in the order in which to ask them: those of the source itself, the one that noticed the mutant before,
 * the other near ones and the invariants.
 *
 * @param killers - Suites that noticed a mutant of this source, the last one first.
 */
export function suitesInOrder({ own, near, slow }: Target, killers: readonly string[]): string[][] {
  const known = killers.filter((suite) => near.includes(suite));
  const others = near.filter((suite) => !known.includes(suite));
  return [own, known.slice(0, 1), known.slice(1), others, slow].filter((group) => group.length > 0);
}
