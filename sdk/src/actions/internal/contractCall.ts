import { type AbiFunction, type Address, type ContractFunctionArgs, encodeFunctionData } from "viem";
import type { ContractCall } from "./types.ts";

/** Checks a call against its function's ABI and encodes it. */
export function contractCall<
  const item extends AbiFunction,
  const args extends ContractFunctionArgs<readonly [item], "nonpayable"> & readonly unknown[],
>(item: item, address: Address, args: args): ContractCall<readonly [item], item["name"], args> {
  const abi = [item] as const;
  const data = encodeFunctionData({ abi: abi as readonly AbiFunction[], functionName: item.name, args });
  return { abi, address, functionName: item.name, args, to: address, data };
}

/** The part of a call that viem takes; it encodes the call itself. */
export function fields({ abi, address, functionName, args }: ContractCall) {
  return { abi, address, functionName, args };
}
