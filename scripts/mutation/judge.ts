import { type Contract, compile, quickSettings, readSource, testSettings } from "../lib/solc.ts";
import { failingTests, readArtifacts, withCompiled } from "./edr.ts";
import { applyMutant, type Mutant } from "./mutants.ts";
import { type Target, targetOf } from "./targets.ts";

/** What became of a mutant. `same`: it compiles to the very code that was there. `invalid`: it does not compile. */
export type Verdict = { outcome: "killed" | "survived" | "same" | "invalid"; by?: string; seconds: number };

type Compiled = Record<string, Record<string, Contract>>;

/** Judges mutants by the tests that Hardhat has built; keeps what it compiled of the sources as they are. */
export function createJudge() {
  const artifacts = readArtifacts();
  const originals = new Map<string, Compiled>();

  function originalOf(file: string, target: Target): Compiled {
    const known = originals.get(file);
    if (known) return known;
    const compiled = compileTarget(target, {});
    if (!compiled) throw new Error(`${file} does not compile as it is`);
    originals.set(file, compiled);
    return compiled;
  }

  return {
    /** Tests that fail with the source as it is, because mutants are compiled with other settings: they can judge none. */
    async baseline(file: string): Promise<string[]> {
      const target = targetOf(file);
      return failingTests(withCompiled(artifacts, originalOf(file, target)), target.suites.flat());
    },

    /**
     * Compiles a mutant and runs the suites, nearest first, until a test fails.
     *
     * @param ignored - Tests that do not count.
     */
    async judge(mutant: Mutant, ignored: ReadonlySet<string> = new Set()): Promise<Verdict> {
      const started = performance.now();
      const verdict = (outcome: Verdict["outcome"], by?: string): Verdict => {
        const seconds = Math.round((performance.now() - started) / 100) / 10;
        return { outcome, ...(by && { by }), seconds };
      };
      const target = targetOf(mutant.file);
      const compiled = compileTarget(target, { [mutant.file]: applyMutant(readSource(mutant.file), mutant) });
      if (!compiled) return verdict("invalid");
      if (codeOf(compiled) === codeOf(originalOf(mutant.file, target))) return verdict("same");
      const world = withCompiled(artifacts, compiled);
      for (const files of target.suites) {
        const killer = (await failingTests(world, files)).find((test) => !ignored.has(test));
        if (killer) return verdict("killed", killer);
      }
      return verdict("survived");
    },
  };
}

function compileTarget({ contracts, tests }: Target, changed: Record<string, string>): Compiled | undefined {
  const code = contracts.length > 0 ? compile(contracts, quickSettings, changed) : {};
  const suites = code && tests.length > 0 ? compile(tests, testSettings, changed) : {};
  return code && suites && { ...code, ...suites };
}

const codeOf = (compiled: Compiled) =>
  Object.values(compiled)
    .flatMap((contracts) => Object.values(contracts).map(({ evm }) => evm.bytecode.object))
    .join();
