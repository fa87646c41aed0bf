import type { Address } from "viem";
import { balanceOfFunction } from "../../abi/generated/gameResources.ts";
import { read } from "../internal/read.ts";
import type { PlazaClient, ReadOptions } from "../internal/types.ts";

export type GetResourceBalanceParameters = ReadOptions & {
  /** GameResources. */
  token: Address;
  account: Address;
  tokenId: bigint;
};

/**
 * How many units of a stack an account holds.
 *
 * @example
 * ```ts
 * const units = await getResourceBalance(client, { token: gameResources, account, tokenId: 12n });
 * ```
 */
export async function getResourceBalance(
  client: PlazaClient,
  { token, account, tokenId, ...options }: GetResourceBalanceParameters,
): Promise<bigint> {
  return read(client, options, balanceOfFunction, token, [account, tokenId]);
}
