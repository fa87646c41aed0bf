import { type Hex, keccak256 } from "viem";

/**
 * How the Marketplace names a settler in events, errors and nonces: the hash of its ERC-7913 form.
 *
 * @example
 * ```ts
 * const burn = { signerHash: settlerHash(settler.address), nonce: 7n };
 * ```
 */
export function settlerHash(signer: Hex): Hex {
  return keccak256(signer);
}
