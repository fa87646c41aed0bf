import type { Address } from "viem";
import { balanceOfFunction } from "../../abi/generated/credits.ts";
import { read } from "../internal/read.ts";
import type { PlazaClient, ReadOptions } from "../internal/types.ts";

export type GetCreditsBalanceParameters = ReadOptions & {
  credits: Address;
  account: Address;
};

/**
 * Credits in an account's wallet, smallest unit.
 *
 * @example
 * ```ts
 * const balance = await getCreditsBalance(client, { credits, account });
 * ```
 */
export async function getCreditsBalance(
  client: PlazaClient,
  { credits, account, ...options }: GetCreditsBalanceParameters,
): Promise<bigint> {
  return read(client, options, balanceOfFunction, credits, [account]);
}
