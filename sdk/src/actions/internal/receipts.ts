import type { Account, Hash, TransactionReceipt } from "viem";
import { simulateContract, waitForTransactionReceipt } from "viem/actions";
import { getAction } from "viem/utils";
import { ContractError } from "../../errors/contract/base.ts";
import { decodeContractError } from "../../errors/contract/decodeContractError.ts";
import { toPlazaError } from "../../errors/toPlazaError.ts";
import { TransactionReplacedError, TransactionRevertedError } from "../../errors/transaction.ts";
import type { ContractCall, PlazaClient, SyncOptions } from "./types.ts";

/** Waits for a transaction's block. A wallet may have raised its fee meanwhile, but not put something else in its place. */
export async function receiptOf(
  client: PlazaClient,
  hash: Hash,
  { timeout = 60_000, pollingInterval, confirmations }: SyncOptions,
): Promise<TransactionReceipt> {
  let replaced: "cancelled" | "replaced" | undefined;
  let receipt: TransactionReceipt;
  try {
    receipt = await getAction(
      client,
      waitForTransactionReceipt,
      "waitForTransactionReceipt",
    )({
      hash,
      timeout,
      confirmations,
      ...(pollingInterval === undefined ? {} : { pollingInterval }),
      onReplaced: ({ reason }) => {
        replaced = reason === "repriced" ? undefined : reason;
      },
    });
  } catch (error) {
    throw toPlazaError(error);
  }
  if (replaced) throw new TransactionReplacedError({ hash, receipt, reason: replaced });
  return receipt;
}

/** The part of a call that viem takes; it encodes the call itself. */
export function fields({ abi, address, functionName, args }: ContractCall) {
  return { abi, address, functionName, args };
}

/** A receipt does not say why. The same call on the state that the block left behind usually does. */
export async function explainReceipt(
  receipt: TransactionReceipt,
  client: PlazaClient,
  call: ContractCall,
  account: Account,
): Promise<Error> {
  return (await refusalOf(client, call, account, receipt.blockNumber)) ?? new TransactionRevertedError({ receipt });
}

export async function refusalOf(
  client: PlazaClient,
  call: ContractCall,
  account: Account,
  blockNumber?: bigint,
): Promise<ContractError | undefined> {
  try {
    const request = { ...fields(call), account, ...(blockNumber === undefined ? {} : { blockNumber }) };
    await getAction(client, simulateContract, "simulateContract")(request);
  } catch (error) {
    const refused = decodeContractError(error);
    if (refused instanceof ContractError) return refused;
  }
  return undefined;
}
