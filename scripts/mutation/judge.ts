import {
  type AstNode,
  analyze,
  type Compilation,
  type Compiled,
  compile,
  quickSettings,
  readSource,
  testSettings,
} from "../lib/solc.ts";
import { type Artifact, failingTests, readArtifacts, withCompiled } from "./edr.ts";
import { applyMutant, type Mutant } from "./mutants.ts";
import { link, mutantsAt, type Schema, schemaOf } from "./schema.ts";
import { suitesInOrder, type Target, targetOf } from "./targets.ts";

/** What became of a mutant, and the test that killed it with its file. `invalid`: it does not compile. */
export type Verdict =
  | { outcome: "killed"; by: string; suite: string }
  | { outcome: "survived" | "invalid"; by?: undefined };

export type Judge = {
  /** How many mutants share one program; each other is compiled for itself. */
  shared: number;
  /** Tests that fail with the sources as they are, because mutants are compiled with other settings: they can judge none. */
  ignored: ReadonlySet<string>;
  judge(mutant: Mutant): Promise<Verdict>;
};

/**
 * Compiles sources with mutants in them, and runs the suites with none switched on.
 *
 * @param asts - Typed trees of the sources and all that they import.
 */
export async function openJudge(mutants: readonly Mutant[], asts: Readonly<Record<string, AstNode>>): Promise<Judge> {
  const targets = new Map([...new Set(mutants.map(({ file }) => file))].map((file) => [file, targetOf(file)]));
  const { schema, contracts } = compileSchema(mutants, [...targets.values()], asts);
  const artifacts = readArtifacts();

  // Contracts all come from the one program: what is not switched on does nothing. Of the tests only a source's own take it in.
  const deployed = new Set([...targets.values()].flatMap((target) => target.contracts));
  const world = (tests: readonly string[], number: number): Map<string, Artifact> => {
    const chosen = Object.entries<Compiled[string]>(contracts).filter(
      ([path]) => deployed.has(path) || tests.includes(path),
    );
    return withCompiled(artifacts, link(Object.fromEntries(chosen), number));
  };
  const worldAlone = (target: Target, mutant: Mutant): Map<string, Artifact> | undefined => {
    const changed = { [mutant.file]: applyMutant(readSource(mutant.file), mutant) };
    const alone = isProgram(mutant.file, changed) ? compileTargets([target], changed).contracts : undefined;
    return alone && withCompiled(artifacts, alone);
  };
  const suites = unionOf([...targets.values()].map(({ own, near, slow }) => [...own, ...near, ...slow]));
  const failing = await failingTests(world(unionOf([...targets.values()].map(({ tests }) => tests)), 0), [suites]);
  const ignored = new Set(failing.map(({ test }) => test));
  const killers = new Map<string, readonly string[]>();
  return {
    shared: schema.mutants.length,
    ignored,
    async judge(mutant) {
      const target = targets.get(mutant.file) as Target;
      const known = killers.get(mutant.file) ?? [];
      const number = schema.mutants.indexOf(mutant) + 1;
      const code = number > 0 ? world(target.tests, number) : worldAlone(target, mutant);
      if (!code) return { outcome: "invalid" };
      const [failure] = await failingTests(code, suitesInOrder(target, known), ignored);
      if (!failure) return { outcome: "survived" };
      killers.set(mutant.file, [failure.file, ...known.filter((suite) => suite !== failure.file)]);
      return { outcome: "killed", by: failure.test, suite: failure.file };
    },
  };
}

const unionOf = (lists: readonly (readonly string[])[]): string[] => [...new Set(lists.flat())];

function isProgram(file: string, changed: Record<string, string>): boolean {
  try {
    analyze([file], changed);
    return true;
  } catch {
    return false;
  }
}

/** Compiles as many of the mutants as the compiler takes. */
function compileSchema(
  mutants: readonly Mutant[],
  targets: readonly Target[],
  asts: Readonly<Record<string, AstNode>>,
) {
  let schema = schemaOf(mutants, asts);
  for (;;) {
    const { contracts, errors } = compileTargets(targets, schema.changed);
    if (contracts) return { schema, contracts };
    const refused = refusedOf(schema, errors);
    if (refused.size === 0) throw new Error(`No program with mutants: ${errors[0]?.formattedMessage}`);
    schema = schemaOf(
      schema.mutants.filter((mutant) => !refused.has(mutant)),
      asts,
    );
  }
}

function refusedOf(schema: Schema, errors: NonNullable<Compilation["errors"]>): Set<Mutant> {
  return new Set(errors.flatMap(({ sourceLocation: at }) => (at ? mutantsAt(schema, at.file, at.start, at.end) : [])));
}

function compileTargets(targets: readonly Target[], changed: Record<string, string>): Compilation {
  const contracts = unionOf(targets.map((target) => target.contracts));
  const tests = unionOf(targets.map((target) => target.tests));
  const suites = tests.length > 0 ? compile(tests, testSettings, changed) : { contracts: {} };
  if (suites.errors) return suites;
  const code = contracts.length > 0 ? compile(contracts, quickSettings, changed) : { contracts: {} };
  return code.errors ? code : { contracts: { ...code.contracts, ...suites.contracts } };
}
