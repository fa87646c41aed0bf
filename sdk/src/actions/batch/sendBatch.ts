import { type Account, type Address, BaseError, type Hash, type TransactionReceipt } from "viem";
import { getCapabilities, sendCalls, sendTransaction, waitForCallsStatus } from "viem/actions";
import { getAction } from "viem/utils";
import { accountOf } from "../internal/accountOf.ts";
import { explained } from "../internal/explained.ts";
import { receiptOf } from "../internal/receipts.ts";
import type { ContractCall, PlazaClient, SyncOptions } from "../internal/types.ts";

export type SendBatchParameters = SyncOptions & {
  /** What to send, in its order: the `.call` of any write. */
  calls: readonly ContractCall[];
  /** Who sends; the client's account by default. */
  account?: Account | Address | undefined;
};

export type SendBatchReturnType = {
  /** Whether all of it happened at once, or would not have at all. */
  isAtomic: boolean;
  /** Of its transactions, each once: for the `extractEvent` of the writes. */
  receipts: TransactionReceipt[];
};

/**
 * Sends several writes with one question to the wallet, all or none, where the wallet can (EIP-5792); else one after the other, each once the
 * one before is in a block. There, what was refused ends it, and what came before it stays done.
 *
 * @throws The typed error of what was refused.
 *
 * @example
 * ```ts
 * const { receipts } = await sendBatch(client, {
 *   calls: [
 *     approveCredits.call({ credits, spender: marketplace, amount: price }),
 *     buy.call({ marketplace, terms, maxTotal: price, account }),
 *   ],
 * });
 * const { total } = buy.extractEvent(receipts.flatMap(({ logs }) => logs), { address: marketplace });
 * ```
 */
export async function sendBatch(client: PlazaClient, parameters: SendBatchParameters): Promise<SendBatchReturnType> {
  const { calls, ...options } = parameters;
  const account = accountOf(options.account, client);
  const hashes = (await canBatch(client, account)) ? await sendAtOnce(client, calls, account, options) : undefined;
  if (hashes === undefined) return { isAtomic: false, receipts: await sendEach(client, calls, account, options) };
  return { isAtomic: true, receipts: await Promise.all(hashes.map((hash) => receiptOf(client, hash, options))) };
}

/** What most wallets answer is that they do not know the question. */
async function canBatch(client: PlazaClient, account: Account): Promise<boolean> {
  if (client.chain === undefined) return false;
  const ask = getAction(client, getCapabilities, "getCapabilities");
  const found = await ask({ account, chainId: client.chain.id }).catch(() => undefined);
  const status = (found as { atomic?: { status?: string } } | undefined)?.atomic?.status;
  return status === "supported" || status === "ready";
}

/** Of EIP-5792, both before anything is sent: the person wants no such account, or the wallet does not do it at once after all. */
const unwilling = [5750, 5760];

const isUnwilling = (error: unknown): boolean =>
  error instanceof BaseError &&
  error.walk((cause) => unwilling.includes((cause as { code?: number } | null)?.code ?? 0)) !== null;

async function sendAtOnce(
  client: PlazaClient,
  calls: readonly ContractCall[],
  account: Account,
  { timeout = 60_000, pollingInterval }: SyncOptions,
): Promise<Hash[] | undefined> {
  let found: { status: string | undefined; receipts?: { transactionHash: Hash }[] | undefined };
  try {
    const { id } = await getAction(
      client,
      sendCalls,
      "sendCalls",
    )({
      account,
      chain: client.chain,
      calls: calls.map(({ to, data }) => ({ to, data })),
      forceAtomic: true,
    });
    const wait = { id, timeout, ...(pollingInterval !== undefined && { pollingInterval }) };
    found = await getAction(client, waitForCallsStatus, "waitForCallsStatus")(wait);
  } catch (error) {
    if (isUnwilling(error)) return undefined;
    throw await explained(error);
  }
  if (found.status !== "success")
    throw await explained(undefined, ({ explainBatch }) => explainBatch(client, calls, account));
  return [...new Set(found.receipts?.map(({ transactionHash }) => transactionHash))];
}

async function sendEach(
  client: PlazaClient,
  calls: readonly ContractCall[],
  account: Account,
  options: SyncOptions,
): Promise<TransactionReceipt[]> {
  const receipts: TransactionReceipt[] = [];
  for (const call of calls) {
    let hash: Hash;
    try {
      const { to, data } = call;
      const request = { account, to, data, chain: client.chain ?? null };
      hash = await getAction(client, sendTransaction, "sendTransaction")(request as never);
    } catch (error) {
      throw await explained(error, ({ explainCall }) => explainCall(error, client, call, account));
    }
    const receipt = await receiptOf(client, hash, options);
    if (receipt.status === "reverted")
      throw await explained(undefined, ({ explainReceipt }) => explainReceipt(receipt, client, call, account));
    receipts.push(receipt);
  }
  return receipts;
}
