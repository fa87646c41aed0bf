import type { Mutant } from "./mutants.ts";

/** A mutant that no test can or need kill: what it changes, and why that is no difference. */
export type Explanation = Pick<Mutant, "file" | "before" | "after"> & { reason: string };

export const explanations: readonly Explanation[] = [];

export const explanationOf = (mutant: Mutant): Explanation | undefined =>
  explanations.find(
    ({ file, before, after }) => file === mutant.file && before === mutant.before && after === mutant.after,
  );
