import type { Address, Hex } from "viem";
import { isReceiptKeyFunction } from "../../abi/generated/marketplace.ts";
import { read } from "../internal/read.ts";
import type { PlazaClient, ReadOptions } from "../internal/types.ts";

export type IsReceiptKeyParameters = ReadOptions & {
  marketplace: Address;
  /** In ERC-7913 form: the 20 bytes of an address. */
  signer: Hex;
};

/**
 * Whether a signer's receipts and Extensions are good now.
 *
 * @example
 * ```ts
 * const authorized = await isReceiptKey(client, { marketplace, signer: receiptKey.address });
 * ```
 */
export async function isReceiptKey(
  client: PlazaClient,
  { marketplace, signer, ...options }: IsReceiptKeyParameters,
): Promise<boolean> {
  return read(client, options, isReceiptKeyFunction, marketplace, [signer]);
}
