import type { Address } from "viem";
import { priceOfFunction } from "../../abi/generated/marketplace.ts";
import type { ListingTerms } from "../../rules/types.ts";
import { read } from "../internal/read.ts";
import type { PlazaClient, ReadOptions } from "../internal/types.ts";

export type GetListingPriceParameters = ReadOptions & { marketplace: Address; terms: ListingTerms };

/**
 * Price of one unit of an active listing at the block's time, smallest unit; zero for any other. `priceAt` computes it for any
 * time without the chain.
 *
 * @example
 * ```ts
 * const price = await getListingPrice(client, { marketplace, terms });
 * ```
 */
export function getListingPrice(
  client: PlazaClient,
  { marketplace, terms, ...options }: GetListingPriceParameters,
): Promise<bigint> {
  return read(client, options, priceOfFunction, marketplace, [terms]);
}
