import type { Address, Hex } from "viem";
import { postOfFunction } from "../../abi/generated/marketplace.ts";
import { read } from "../internal/read.ts";
import type { PlazaClient, ReadOptions } from "../internal/types.ts";

export type GetPostParameters = ReadOptions & {
  marketplace: Address;
  /** The auction's id. */
  id: Hex;
};

/** The best bid that was posted on chain; all zero when there is none. */
export type GetPostReturnType = {
  bidder: Address;
  /** Smallest unit of the currency. */
  amount: bigint;
};

/**
 * The best posted bid of an auction. A settlement must be above it.
 *
 * @example
 * ```ts
 * const { bidder, amount } = await getPost(client, { marketplace, id });
 * ```
 */
export async function getPost(
  client: PlazaClient,
  { marketplace, id, ...options }: GetPostParameters,
): Promise<GetPostReturnType> {
  return read(client, options, postOfFunction, marketplace, [id]);
}
