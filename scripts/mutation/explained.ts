import type { Mutant } from "./mutants.ts";

/** A mutant that no test can or need kill: where it is, what it changes, and why that is no difference. */
export type Explanation = Pick<Mutant, "file" | "before" | "after"> & {
  /** The line that it begins in. */
  code: string;
  reason: string;
};

export const explanations: readonly Explanation[] = [];

/**
 * Matches survivors with explanations.
 *
 * @param mutants - All mutants that were played.
 * @param codeOf - The line that a mutant begins in.
 * @returns What is left on either side: survivors without a reason, and reasons for what was not played or did not survive.
 */
export function explain(
  mutants: readonly Mutant[],
  survived: (mutant: Mutant) => boolean,
  codeOf: (mutant: Mutant) => string,
  reasons: readonly Explanation[] = explanations,
): { explained: Map<Mutant, string>; unexplained: Mutant[]; stale: Explanation[] } {
  const explained = new Map<Mutant, string>();
  const used = new Set<Explanation>();
  const unexplained = mutants.filter(survived).filter((mutant) => {
    const { file, before, after } = mutant;
    const explanation = reasons.find(
      (entry) =>
        entry.file === file && entry.before === before && entry.after === after && entry.code === codeOf(mutant),
    );
    if (!explanation) return true;
    used.add(explanation);
    explained.set(mutant, explanation.reason);
    return false;
  });
  return { explained, unexplained, stale: reasons.filter((entry) => !used.has(entry)) };
}
