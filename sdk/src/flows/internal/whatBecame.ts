import { type Hash, isAddressEqual, TransactionNotFoundError, TransactionReceiptNotFoundError } from "viem";
import { getTransaction, getTransactionCount, getTransactionReceipt } from "viem/actions";
import { getAction } from "viem/utils";
import type { ContractCall, PlazaClient } from "../../actions/internal/types.ts";
import { pause } from "../../http/pause.ts";
import { findTransaction } from "./findTransaction.ts";
import type { StepScope } from "./scope.ts";
import { within } from "./within.ts";

export const SLOW_CHAIN = "The chain did not answer in time.";

/**
 * What became of what the wallet was asked for before: its hash; a nonce where nobody knows of a transaction, which the next one
 * then takes; or nothing at all.
 *
 * A hash that the node knows goes first: the wallet may have taken a nonce of its own, and the node may have forgotten old counts.
 */
export async function whatBecame<parameters>(
  scope: StepScope<parameters>,
  call: ContractCall,
): Promise<{ hash: Hash } | number | undefined> {
  const { client, account, attempt, signal, timeouts } = scope;
  if (attempt === null) return undefined;
  const { nonce, fromBlock, hash } = attempt;
  const chain = { timeout: timeouts.request, what: SLOW_CHAIN, signal };
  if (hash !== undefined && (await within(isKnown(client, hash), chain))) return { hash };
  const count = (blockTag: "latest" | "pending") =>
    getAction(client, getTransactionCount, "getTransactionCount")({ address: account.address, blockTag });
  const [latest, pending] = await within(Promise.all([count("latest"), count("pending")]), chain);
  // Other nodes may know what this one has not heard of: it is waited for until something has its nonce.
  if (latest <= nonce && hash !== undefined) return { hash };
  if (pending <= nonce) return nonce;
  scope.enter("sending");
  const landed = async () => {
    while (!signal.aborted && (await count("latest")) <= nonce) await pause(client.pollingInterval, signal);
    return findTransaction(client, { account: account.address, nonce, fromBlock });
  };
  const timeout = { timeout: timeouts.block, what: "What you sent before is in no block yet.", signal };
  const found = await within(landed(), timeout);
  if (found?.to && isAddressEqual(found.to, call.to) && found.input === call.data) return { hash: found.hash };
  // Another transaction has the nonce: this one never happened, and never can.
  await scope.saveAttempt(null);
  return undefined;
}

/** Whether the node knows a transaction, in a block or on its way to one. */
async function isKnown(client: PlazaClient, hash: Hash): Promise<boolean> {
  const asked = [
    () => getAction(client, getTransactionReceipt, "getTransactionReceipt")({ hash }),
    () => getAction(client, getTransaction, "getTransaction")({ hash }),
  ];
  for (const ask of asked)
    try {
      await ask();
      return true;
    } catch (error) {
      if (!(error instanceof TransactionReceiptNotFoundError || error instanceof TransactionNotFoundError)) throw error;
    }
  return false;
}
