import type { Address } from "viem";
import { traitsOfFunction } from "../../abi/generated/gameItems.ts";
import { read } from "../internal/read.ts";
import type { PlazaClient, ReadOptions } from "../internal/types.ts";
import { decodeTraits, type ItemTraits } from "../items/traits.ts";

export type GetItemTraitsParameters = ReadOptions & {
  /** Either collection. */
  token: Address;
  tokenId: bigint;
};

/**
 * An item's traits, or those of a kind of stacks.
 *
 * @example
 * ```ts
 * const { rarity, power } = await getItemTraits(client, { token: gameItems, tokenId: 7n });
 * ```
 */
export async function getItemTraits(
  client: PlazaClient,
  { token, tokenId, ...options }: GetItemTraitsParameters,
): Promise<Required<ItemTraits>> {
  const traits = await read(client, options, traitsOfFunction, token, [tokenId]);
  return decodeTraits(traits);
}
