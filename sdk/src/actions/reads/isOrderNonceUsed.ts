import type { Address } from "viem";
import { isOrderNonceUsedFunction } from "../../abi/generated/orders.ts";
import { read } from "../internal/read.ts";
import type { PlazaClient, ReadOptions } from "../internal/types.ts";

export type IsOrderNonceUsedParameters = ReadOptions & {
  orders: Address;
  account: Address;
  nonce: bigint;
};

/**
 * Whether an account's orders with this nonce are over: filled whole, or cancelled.
 *
 * @example
 * ```ts
 * const over = await isOrderNonceUsed(client, { orders, account: signedListing.seller, nonce: signedListing.nonce });
 * ```
 */
export async function isOrderNonceUsed(
  client: PlazaClient,
  { orders, account, nonce, ...options }: IsOrderNonceUsedParameters,
): Promise<boolean> {
  return read(client, options, isOrderNonceUsedFunction, orders, [account, nonce]);
}
