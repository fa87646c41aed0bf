import { createTestClient, type Hash, http, publicActions, type TransactionReceipt } from "viem";

/** Tells of each transaction when it is in a block. */
export interface Confirmations {
  /** The receipt of a transaction that was submitted. */
  receiptOf(hash: Hash): Promise<TransactionReceipt>;
  /** Leaves the chain as it was found. */
  close(): Promise<void>;
}

/** Milliseconds between two looks at the chain. Long enough that many transactions gather for one block. */
const INTERVAL = 100;

/** Milliseconds without a single confirmation after which it is given up. */
const PATIENCE = 60_000;

/** Milliseconds for an answer: a chain in the same process answers late while the rest of the house starts. */
const TIMEOUT = 60_000;

interface Waiting {
  resolve(receipt: TransactionReceipt): void;
  reject(reason: unknown): void;
}

function createClient(rpcUrl: string) {
  return createTestClient({ mode: "hardhat", transport: http(rpcUrl, { timeout: TIMEOUT }) }).extend(publicActions);
}

/**
 * Follows the chain's blocks. A local chain makes a block for each transaction; it is asked not to, and then many share one,
 * which is quicker for it and for everybody who reads its blocks. Another chain makes its blocks as it pleases.
 */
export async function followBlocks(rpcUrl: string): Promise<Confirmations> {
  const client = createClient(rpcUrl);
  const makesBlocks = await client.setAutomine(false).then(
    () => true,
    () => false,
  );
  const waiting = new Map<Hash, Waiting>();
  // A block can be looked at before the answer that names its transaction's hash has arrived.
  const mined = new Set<Hash>();
  let seen = await client.getBlockNumber({ cacheTime: 0 });
  let lastConfirmed = performance.now();

  async function confirm(hash: Hash): Promise<void> {
    const receipt = await client.getTransactionReceipt({ hash });
    lastConfirmed = performance.now();
    waiting.get(hash)?.resolve(receipt);
    waiting.delete(hash);
  }

  async function lookAtNewBlocks(): Promise<void> {
    const latest = await client.getBlockNumber({ cacheTime: 0 });
    while (seen < latest) {
      const { transactions } = await client.getBlock({ blockNumber: seen + 1n });
      seen += 1n;
      for (const hash of transactions) mined.add(hash);
      await Promise.all(transactions.filter((hash) => waiting.has(hash)).map(confirm));
    }
  }

  async function look(): Promise<void> {
    if (waiting.size === 0) {
      lastConfirmed = performance.now();
      return;
    }
    if (makesBlocks) await client.request({ method: "evm_mine", params: undefined });
    await lookAtNewBlocks();
    if (performance.now() - lastConfirmed > PATIENCE) {
      throw new Error(`${waiting.size} transactions are in no block after ${PATIENCE / 1_000} s`);
    }
  }

  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> = Promise.resolve();
  function lookLater(): void {
    timer = setTimeout(() => {
      looking = look().then(lookLater, (error: unknown) => {
        for (const { reject } of waiting.values()) reject(error);
        waiting.clear();
        lookLater();
      });
    }, INTERVAL);
  }
  lookLater();

  return {
    receiptOf: (hash) =>
      new Promise((resolve, reject) => {
        waiting.set(hash, { resolve, reject });
        if (mined.has(hash)) confirm(hash).catch(reject);
      }),
    async close() {
      clearTimeout(timer);
      await looking;
      clearTimeout(timer);
      if (makesBlocks) await client.setAutomine(true);
    },
  };
}
