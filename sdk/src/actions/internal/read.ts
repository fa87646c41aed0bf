import type { Abi, Address, ContractFunctionArgs, ContractFunctionName, ContractFunctionReturnType } from "viem";
import { type ReadContractParameters, readContract } from "viem/actions";
import { getAction } from "viem/utils";
import { toPlazaError } from "../../errors/toPlazaError.ts";
import type { PlazaClient, ReadOptions } from "./types.ts";

/** Reads from a contract; whatever goes wrong is a typed error. */
export async function read<
  const abi extends Abi,
  functionName extends ContractFunctionName<abi, "view">,
  const args extends ContractFunctionArgs<abi, "view", functionName>,
>(
  client: PlazaClient,
  { blockNumber, blockTag }: ReadOptions,
  call: { abi: abi; address: Address; functionName: functionName; args: args },
): Promise<ContractFunctionReturnType<abi, "view", functionName, args>> {
  // viem takes one of both, and not an explicit `undefined` for the other.
  const at = blockNumber !== undefined ? { blockNumber } : blockTag !== undefined ? { blockTag } : {};
  try {
    const result: unknown = await getAction(
      client,
      readContract,
      "readContract",
    )({
      ...call,
      ...at,
    } as unknown as ReadContractParameters);
    return result as ContractFunctionReturnType<abi, "view", functionName, args>;
  } catch (error) {
    throw toPlazaError(error);
  }
}
