import { type Address, isAddressEqual, type Transaction } from "viem";
import { getBlock, getBlockNumber, getTransactionCount } from "viem/actions";
import { getAction } from "viem/utils";
import type { PlazaClient } from "../../actions/internal/types.ts";

/**
 * The transaction of an account's nonce, which must be in a block: a wallet may have raised its fee or put another in its place, so
 * that its hash is unknown. Looks for the block in which the account's count passed the nonce.
 */
export async function findTransaction(
  client: PlazaClient,
  { account, nonce, fromBlock }: { account: Address; nonce: number; fromBlock: bigint },
): Promise<Transaction | undefined> {
  const countAt = (blockNumber: bigint) =>
    getAction(client, getTransactionCount, "getTransactionCount")({ address: account, blockNumber });
  let before = fromBlock;
  let block = await getAction(client, getBlockNumber, "getBlockNumber")({ cacheTime: 0 });
  while (block - before > 1n) {
    const middle = (before + block) / 2n;
    if ((await countAt(middle)) > nonce) block = middle;
    else before = middle;
  }
  const { transactions } = await getAction(
    client,
    getBlock,
    "getBlock",
  )({ blockNumber: block, includeTransactions: true });
  return (transactions as Transaction[]).find((sent) => sent.nonce === nonce && isAddressEqual(sent.from, account));
}
