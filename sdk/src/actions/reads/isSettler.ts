import type { Address, Hex } from "viem";
import { isSettlerFunction } from "../../abi/generated/marketplace.ts";
import { read } from "../internal/read.ts";
import type { PlazaClient, ReadOptions } from "../internal/types.ts";

export type IsSettlerParameters = ReadOptions & {
  marketplace: Address;
  /** In ERC-7913 form: the 20 bytes of an address. */
  signer: Hex;
};

/**
 * Whether a signer can settle now.
 *
 * @example
 * ```ts
 * const authorized = await isSettler(client, { marketplace, signer: settler.address });
 * ```
 */
export async function isSettler(
  client: PlazaClient,
  { marketplace, signer, ...options }: IsSettlerParameters,
): Promise<boolean> {
  return read(client, options, isSettlerFunction, marketplace, [signer]);
}
