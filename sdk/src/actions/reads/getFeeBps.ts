import type { Address } from "viem";
import { feeBpsFunction } from "../../abi/generated/marketplace.ts";
import { read } from "../internal/read.ts";
import type { PlazaClient, ReadOptions } from "../internal/types.ts";

export type GetFeeBpsParameters = ReadOptions & {
  marketplace: Address;
};

/**
 * The fee of new listings and auctions, in basis points. What is up already keeps the fee that it was put up with.
 *
 * @example
 * ```ts
 * const feeBps = await getFeeBps(client, { marketplace });
 * ```
 */
export async function getFeeBps(
  client: PlazaClient,
  { marketplace, ...options }: GetFeeBpsParameters,
): Promise<number> {
  return read(client, options, feeBpsFunction, marketplace, []);
}
