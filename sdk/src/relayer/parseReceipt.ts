import { signedReceipt } from "./decoders.ts";
import type { SignedReceipt } from "./types.ts";

/**
 * Reads a receipt that was kept as the relayer's JSON. That the relayer signed it, `verifyReceipt` tells.
 *
 * @throws MalformedResponseError that names the field at fault.
 *
 * @example
 * ```ts
 * const receipt = parseReceipt(JSON.parse(await readFile("receipt.json", "utf8")));
 * ```
 */
export function parseReceipt(value: unknown): SignedReceipt {
  return signedReceipt(value, "receipt");
}
