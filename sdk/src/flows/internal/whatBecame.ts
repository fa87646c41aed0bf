import { type Hash, isAddressEqual, TransactionNotFoundError, TransactionReceiptNotFoundError } from "viem";
import { getTransaction, getTransactionCount, getTransactionReceipt } from "viem/actions";
import { getAction } from "viem/utils";
import type { ContractCall, PlazaClient } from "../../actions/internal/types.ts";
import { answered } from "./asks.ts";
import { findTransaction } from "./findTransaction.ts";
import type { StepScope } from "./scope.ts";
import { becomes } from "./within.ts";

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
  if (hash !== undefined && (await answered(scope, isKnown(client, hash)))) return { hash };
  const count = (blockTag: "latest" | "pending") =>
    getAction(client, getTransactionCount, "getTransactionCount")({ address: account.address, blockTag });
  const [latest, pending] = await answered(scope, Promise.all([count("latest"), count("pending")]));
  // Other nodes may know what this one has not heard of: it is waited for until something has its nonce.
  if (latest <= nonce && hash !== undefined) return { hash };
  if (pending <= nonce) return nonce;
  scope.enter("sending");
  const hasLanded = async () => (await count("latest")) > nonce;
  const what = "What you sent before is in no block yet.";
  await becomes(hasLanded, { timeout: timeouts.block, what, signal, interval: client.pollingInterval });
  const found = await answered(scope, findTransaction(client, { account: account.address, nonce, fromBlock }));
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
