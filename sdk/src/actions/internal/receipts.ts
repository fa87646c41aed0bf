import type { Hash, TransactionReceipt } from "viem";
import { waitForTransactionReceipt } from "viem/actions";
import { getAction } from "viem/utils";
import { explained } from "./explained.ts";
import type { PlazaClient, SyncOptions } from "./types.ts";

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
    throw await explained(error);
  }
  const reason = replaced;
  if (reason)
    throw await explained(
      undefined,
      ({ TransactionReplacedError }) => new TransactionReplacedError({ hash, receipt, reason }),
    );
  return receipt;
}
