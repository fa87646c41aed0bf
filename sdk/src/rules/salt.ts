import { bytesToBigInt } from "viem";

/**
 * A random salt for a listing or an auction: two of the same seller never meet. Works in Node and browsers.
 *
 * @example
 * ```ts
 * const salt = randomSalt();
 * ```
 */
export function randomSalt(): bigint {
  return bytesToBigInt(globalThis.crypto.getRandomValues(new Uint8Array(32)));
}
