import type { Address, Hex } from "viem";
import { getListingFunction } from "../../abi/generated/marketplace.ts";
import { type TokenStandard, tokenStandards } from "../../vocabulary.ts";
import { read } from "../internal/read.ts";
import type { PlazaClient, ReadOptions } from "../internal/types.ts";

const statuses = ["NONE", "ACTIVE", "ENDED"] as const;

export type GetListingParameters = ReadOptions & { marketplace: Address; id: Hex };

/** How a listing stands on chain. An expired one is still `ACTIVE`: its terms tell. */
export type GetListingReturnType = {
  /** `NONE` for an id that no listing has: never seen, or ended. `ENDED` within the second in which it was listed. */
  status: (typeof statuses)[number];
  /** Price of one unit, smallest unit of the currency; where the price falls: at the start. */
  price: bigint;
  remaining: bigint;
  feeBps: number;
  /** The most of the price that goes to a royalty, in basis points. */
  maxRoyaltyBps: number;
  standard: TokenStandard;
};

/**
 * How a listing stands, straight from the chain.
 *
 * @example
 * ```ts
 * const { status, price, remaining } = await getListing(client, { marketplace, id });
 * ```
 */
export async function getListing(
  client: PlazaClient,
  { marketplace, id, ...options }: GetListingParameters,
): Promise<GetListingReturnType> {
  const { status, standard, ...state } = await read(client, options, getListingFunction, marketplace, [id]);
  return { ...state, status: statuses[status] ?? "NONE", standard: tokenStandards[standard] ?? "ERC721" };
}
