import type { Account, TransactionReceipt } from "viem";
import { simulateContract } from "viem/actions";
import { getAction } from "viem/utils";
import type { PlazaError } from "../../errors/base.ts";
import { ContractError } from "../../errors/contract/base.ts";
import { decodeContractError } from "../../errors/contract/decodeContractError.ts";
import { ContractRevertError } from "../../errors/contract/revert.ts";
import { toPlazaError } from "../../errors/toPlazaError.ts";
import { TransactionRevertedError } from "../../errors/transaction.ts";
import { UnexpectedError } from "../../errors/unexpected.ts";
import { fields } from "./contractCall.ts";
import type { ContractCall, PlazaClient } from "./types.ts";

export { toPlazaError } from "../../errors/toPlazaError.ts";
export { TransactionReplacedError } from "../../errors/transaction.ts";

/**
 * Some wallets say of a revert only that it is one, or not even that: then the chain is asked why. Where the error did not say that anything
 * was refused, the call may be on its way all the same, and that error is the cause of what is thrown.
 */
export async function explainCall(
  error: unknown,
  client: PlazaClient,
  call: ContractCall,
  account: Account,
): Promise<PlazaError> {
  const translated = toPlazaError(error);
  const isUnexpected = translated instanceof UnexpectedError;
  if (!isUnexpected && !(translated instanceof ContractRevertError && translated.data === "0x")) return translated;
  const refusal = await refusalOf(client, call, account);
  if (refusal === undefined) return translated;
  if (isUnexpected) refusal.cause = translated;
  return refusal;
}

/** A receipt does not say why. The same call on the state that the block left behind usually does. */
export async function explainReceipt(
  receipt: TransactionReceipt,
  client: PlazaClient,
  call: ContractCall,
  account: Account,
): Promise<PlazaError> {
  return (await refusalOf(client, call, account, receipt.blockNumber)) ?? new TransactionRevertedError({ receipt });
}

/** A wallet does not say what of a batch was refused. The first that the chain refuses by itself is what the others waited for. */
export async function explainBatch(
  client: PlazaClient,
  calls: readonly ContractCall[],
  account: Account,
): Promise<PlazaError> {
  for (const call of calls) {
    const refused = await refusalOf(client, call, account);
    if (refused) return refused;
  }
  return new UnexpectedError({ shortMessage: "The wallet did not carry it out." });
}

async function refusalOf(
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
