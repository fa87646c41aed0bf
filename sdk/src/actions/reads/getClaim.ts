import type { Address, Hex } from "viem";
import { claimOfFunction } from "../../abi/generated/marketplace.ts";
import { read } from "../internal/read.ts";
import type { PlazaClient, ReadOptions } from "../internal/types.ts";

export type GetClaimParameters = ReadOptions & {
  marketplace: Address;
  /** Listing or auction that the units come from. */
  id: Hex;
  owner: Address;
};

/** Units that an owner can claim; all zero when there are none. */
export type GetClaimReturnType = { token: Address; tokenId: bigint; quantity: bigint };

/**
 * Units of a trade that their owner's wallet refused and that he can claim (`claimItem`).
 *
 * @example
 * ```ts
 * const { quantity } = await getClaim(client, { marketplace, id, owner });
 * ```
 */
export async function getClaim(
  client: PlazaClient,
  { marketplace, id, owner, ...options }: GetClaimParameters,
): Promise<GetClaimReturnType> {
  const [token, tokenId, quantity] = await read(client, options, claimOfFunction, marketplace, [id, owner]);
  return { token, tokenId, quantity };
}
