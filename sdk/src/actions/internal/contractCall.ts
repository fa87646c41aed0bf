import {
  type Abi,
  type Address,
  type ContractFunctionArgs,
  type ContractFunctionName,
  type EncodeFunctionDataParameters,
  encodeFunctionData,
} from "viem";
import type { ContractCall } from "./types.ts";

/** Checks a call against its ABI and encodes it. */
export function contractCall<
  const abi extends Abi,
  const functionName extends ContractFunctionName<abi, "nonpayable">,
  const args extends ContractFunctionArgs<abi, "nonpayable", functionName> & readonly unknown[],
>(call: { abi: abi; address: Address; functionName: functionName; args: args }): ContractCall<abi, functionName, args> {
  const { abi, address, functionName, args } = call;
  const data = encodeFunctionData({ abi, functionName, args } as unknown as EncodeFunctionDataParameters);
  return { abi, address, functionName, args, to: address, data };
}
