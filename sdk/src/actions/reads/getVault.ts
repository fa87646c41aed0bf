import type { Address } from "viem";
import { vaultOfFunction } from "../../abi/generated/marketplace.ts";
import { read } from "../internal/read.ts";
import type { PlazaClient, ReadOptions } from "../internal/types.ts";

export type GetVaultParameters = ReadOptions & {
  marketplace: Address;
  account: Address;
};

/** An account's money in the Marketplace, smallest unit of the currency. */
export type GetVaultReturnType = {
  /** Covers bids. */
  free: bigint;
  /** On its way out. */
  exiting: bigint;
  /** Unix seconds from which the exit can be executed; zero when there is none. */
  exitableAt: number;
  /** Proceeds that could not be pushed, and returned posts. */
  credit: bigint;
  /** Sum of the account's presented bids: what leaves free and exiting leaves this much. */
  presented: bigint;
};

/**
 * An account's money in the Marketplace.
 *
 * @example
 * ```ts
 * const { free, exiting, credit } = await getVault(client, { marketplace, account });
 * ```
 */
export async function getVault(
  client: PlazaClient,
  { marketplace, account, ...options }: GetVaultParameters,
): Promise<GetVaultReturnType> {
  return read(client, options, vaultOfFunction, marketplace, [account]);
}
