import type { Address } from "viem";
import { ownerOfFunction } from "../../abi/generated/gameItems.ts";
import { read } from "../internal/read.ts";
import type { PlazaClient, ReadOptions } from "../internal/types.ts";

export type GetItemOwnerParameters = ReadOptions & {
  /** GameItems. */
  token: Address;
  tokenId: bigint;
};

/**
 * Who holds an item; the Marketplace while it is escrowed.
 *
 * @example
 * ```ts
 * const owner = await getItemOwner(client, { token: gameItems, tokenId: 7n });
 * ```
 */
export async function getItemOwner(
  client: PlazaClient,
  { token, tokenId, ...options }: GetItemOwnerParameters,
): Promise<Address> {
  return read(client, options, ownerOfFunction, token, [tokenId]);
}
