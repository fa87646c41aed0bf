import type { Address, Hex } from "viem";
import { isNonceUsedFunction } from "../../abi/generated/marketplace.ts";
import { settlerHash } from "../../rules/settlerHash.ts";
import { read } from "../internal/read.ts";
import type { PlazaClient, ReadOptions } from "../internal/types.ts";

export type IsNonceUsedParameters = ReadOptions & {
  marketplace: Address;
  /** In ERC-7913 form: the 20 bytes of an address. */
  signer: Hex;
  nonce: bigint;
};

/**
 * Whether a settler's nonce is used.
 *
 * @example
 * ```ts
 * const used = await isNonceUsed(client, { marketplace, signer: settler.address, nonce });
 * ```
 */
export async function isNonceUsed(
  client: PlazaClient,
  { marketplace, signer, nonce, ...options }: IsNonceUsedParameters,
): Promise<boolean> {
  return read(client, options, isNonceUsedFunction, marketplace, [settlerHash(signer), nonce]);
}
