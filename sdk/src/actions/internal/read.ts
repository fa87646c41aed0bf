import type {
  AbiFunction,
  Address,
  ContractFunctionArgs,
  ContractFunctionName,
  ContractFunctionReturnType,
} from "viem";
import { type ReadContractParameters, readContract } from "viem/actions";
import { getAction } from "viem/utils";
import { explained } from "./explained.ts";
import type { PlazaClient, ReadOptions } from "./types.ts";

/** Reads from a contract; whatever goes wrong is a typed error. */
export async function read<
  const item extends AbiFunction,
  const args extends ContractFunctionArgs<readonly [item], "view">,
>(
  client: PlazaClient,
  { blockNumber, blockTag }: ReadOptions,
  item: item,
  address: Address,
  args: args,
): Promise<ContractFunctionReturnType<readonly [item], "view", ContractFunctionName<readonly [item], "view">, args>> {
  // viem takes one of both, and not an explicit `undefined` for the other.
  const at = blockNumber !== undefined ? { blockNumber } : blockTag !== undefined ? { blockTag } : {};
  const call = { abi: [item], functionName: item.name, address, args, ...at };
  try {
    const result: unknown = await getAction(
      client,
      readContract,
      "readContract",
    )(call as unknown as ReadContractParameters);
    return result as ContractFunctionReturnType<
      readonly [item],
      "view",
      ContractFunctionName<readonly [item], "view">,
      args
    >;
  } catch (error) {
    throw await explained(error);
  }
}
