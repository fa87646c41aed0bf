import { type Address, type Hex, zeroAddress } from "viem";
import { presentedOfFunction } from "../../abi/generated/marketplace.ts";
import { read } from "../internal/read.ts";
import type { PlazaClient, ReadOptions } from "../internal/types.ts";

export type GetPresentedParameters = ReadOptions & {
  marketplace: Address;
  /** The auction's id. */
  id: Hex;
};

/** A bid that was presented with its receipt. Amounts in the smallest unit of the currency. */
export type PresentedBid = {
  bidder: Address;
  /** The most that he signed for. */
  maxAmount: bigint;
  /** What the receipt tells. */
  amount: bigint;
  sequence: bigint;
};

/**
 * The presented bids of an auction, at most two, in no order.
 *
 * @example
 * ```ts
 * const [bid] = await getPresented(client, { marketplace, id });
 * ```
 */
export async function getPresented(
  client: PlazaClient,
  { marketplace, id, ...options }: GetPresentedParameters,
): Promise<PresentedBid[]> {
  const kept = await read(client, options, presentedOfFunction, marketplace, [id]);
  return kept.filter(({ bidder }) => bidder !== zeroAddress);
}
