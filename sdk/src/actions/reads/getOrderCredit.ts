import type { Address } from "viem";
import { creditOfFunction } from "../../abi/generated/orders.ts";
import { read } from "../internal/read.ts";
import type { PlazaClient, ReadOptions } from "../internal/types.ts";

export type GetOrderCreditParameters = ReadOptions & {
  orders: Address;
  account: Address;
};

/**
 * What trades of signed orders owe to an account because it could not be pushed, smallest unit of the currency.
 *
 * @example
 * ```ts
 * const amount = await getOrderCredit(client, { orders, account: artist });
 * ```
 */
export async function getOrderCredit(
  client: PlazaClient,
  { orders, account, ...options }: GetOrderCreditParameters,
): Promise<bigint> {
  return read(client, options, creditOfFunction, orders, [account]);
}
