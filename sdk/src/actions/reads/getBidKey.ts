import { type Address, type ContractFunctionReturnType, keccak256 } from "viem";
import { bidKeyOfFunction } from "../../abi/generated/marketplace.ts";
import type { Signer } from "../../rules/signers.ts";
import { read } from "../internal/read.ts";
import type { PlazaClient, ReadOptions } from "../internal/types.ts";

export type GetBidKeyParameters = ReadOptions & {
  marketplace: Address;
  account: Address;
  /** In ERC-7913 form. */
  key: Signer;
};

/** A bid key's caps and what it has spent; all zero for an unknown key. */
export type BidKeyState = ContractFunctionReturnType<readonly [typeof bidKeyOfFunction], "view", "bidKeyOf">;

/**
 * How a bid key of an account stands.
 *
 * @example
 * ```ts
 * const { cap, spent } = await getBidKey(client, { marketplace, account, key: sessionKey.address });
 * ```
 */
export async function getBidKey(
  client: PlazaClient,
  { marketplace, account, key, ...options }: GetBidKeyParameters,
): Promise<BidKeyState> {
  return read(client, options, bidKeyOfFunction, marketplace, [account, keccak256(key)]);
}
