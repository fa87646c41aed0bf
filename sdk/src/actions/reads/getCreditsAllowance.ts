import type { Address } from "viem";
import { allowanceFunction } from "../../abi/generated/credits.ts";
import { read } from "../internal/read.ts";
import type { PlazaClient, ReadOptions } from "../internal/types.ts";

export type GetCreditsAllowanceParameters = ReadOptions & {
  credits: Address;
  owner: Address;
  /** Usually the Marketplace. */
  spender: Address;
};

/**
 * How many Credits a spender may take from an owner's wallet, smallest unit.
 *
 * @example
 * ```ts
 * const allowance = await getCreditsAllowance(client, { credits, owner, spender: marketplace });
 * ```
 */
export async function getCreditsAllowance(
  client: PlazaClient,
  { credits, owner, spender, ...options }: GetCreditsAllowanceParameters,
): Promise<bigint> {
  return read(client, options, allowanceFunction, credits, [owner, spender]);
}
