import type { PlazaError } from "../../errors/base.ts";
import { UnexpectedError } from "../../errors/unexpected.ts";

type Explanations = typeof import("./explanations.ts");

/**
 * Gives what was caught its type and its words. These are larger than all actions, and most visits of a page meet no error: a bundler
 * that splits code puts them into a file of their own, which is loaded with the first one.
 *
 * @param why Which explanation, where the translation of the error alone does not do.
 */
export async function explained(
  error: unknown,
  why: (explanations: Explanations) => PlazaError | Promise<PlazaError> = ({ toPlazaError }) => toPlazaError(error),
  load: () => Promise<Explanations> = () => import("./explanations.ts"),
): Promise<PlazaError> {
  const explanations = await load().catch(() => undefined);
  // Offline, or deployed anew since the page was opened: then the cause is told as it came.
  return explanations ? why(explanations) : new UnexpectedError({ cause: error instanceof Error ? error : undefined });
}
