import type { Address } from "viem";
import { counterOfFunction } from "../../abi/generated/orders.ts";
import { read } from "../internal/read.ts";
import type { PlazaClient, ReadOptions } from "../internal/types.ts";

export type GetOrderCounterParameters = ReadOptions & {
  orders: Address;
  account: Address;
};

/**
 * The counter that an account's orders must carry; those with another one are cancelled.
 *
 * @example
 * ```ts
 * const counter = await getOrderCounter(client, { orders, account: seller });
 * ```
 */
export async function getOrderCounter(
  client: PlazaClient,
  { orders, account, ...options }: GetOrderCounterParameters,
): Promise<bigint> {
  return read(client, options, counterOfFunction, orders, [account]);
}
