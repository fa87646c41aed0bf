import { type Address, type Hex, hexToBigInt, recoverAddress, size, slice } from "viem";

/** Half the order of secp256k1: above it, s has a twin that signs the same. */
const MAX_S = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0n;

/**
 * Which account's own key signed a digest, as the contracts see it (MECHANISM.md 37): 65 bytes, low s, v 27 or 28. viem's
 * `recoverAddress` takes other forms too, with which nothing could be done on chain.
 *
 * @returns Undefined if it is not of that form, or no key's.
 */
export async function recoverOwnKey(hash: Hex, signature: Hex): Promise<Address | undefined> {
  if (size(signature) !== 65 || hexToBigInt(slice(signature, 32, 64)) > MAX_S) return undefined;
  if (!["0x1b", "0x1c"].includes(slice(signature, 64).toLowerCase())) return undefined;
  return recoverAddress({ hash, signature }).catch(() => undefined);
}
