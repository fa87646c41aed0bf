import { CosignatureMismatchError } from "../errors/trust.ts";
import type { Cancellation, Withdrawal } from "../rules/types.ts";

/**
 * That the relayer signed what it was asked for: its settler's signature is good whatever it says, and whoever sends it pays the
 * recipient that stands in it.
 *
 * @throws CosignatureMismatchError
 */
export function requireAsked<terms extends Withdrawal | Cancellation>(asked: Partial<terms>, signed: terms): void {
  for (const field of Object.keys(asked) as (keyof terms & string)[]) {
    const [wanted, given] = [String(asked[field]), String(signed[field])];
    // Addresses may come with a checksum or without.
    if (wanted.toLowerCase() !== given.toLowerCase())
      throw new CosignatureMismatchError({ field, asked: wanted, given });
  }
}
