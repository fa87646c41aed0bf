import type { Address } from "viem";
import { filledOfFunction } from "../../abi/generated/orders.ts";
import { read } from "../internal/read.ts";
import type { PlazaClient, ReadOptions } from "../internal/types.ts";

export type GetFilledUnitsParameters = ReadOptions & {
  orders: Address;
  account: Address;
  nonce: bigint;
};

/**
 * Units filled in part under a nonce that is not used yet. Orders of one unit leave no trace here.
 *
 * @example
 * ```ts
 * const remaining = signedListing.quantity - (await getFilledUnits(client, { orders, account: signedListing.seller, nonce: signedListing.nonce }));
 * ```
 */
export async function getFilledUnits(
  client: PlazaClient,
  { orders, account, nonce, ...options }: GetFilledUnitsParameters,
): Promise<bigint> {
  return read(client, options, filledOfFunction, orders, [account, nonce]);
}
