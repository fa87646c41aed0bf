import { createTestClient, type Hash, http, publicActions, type TransactionReceipt } from "viem";

/** Tells of each transaction when it is in a block. */
export interface Confirmations {
  /** The receipt of a transaction that was submitted. */
  receiptOf(hash: Hash): Promise<TransactionReceipt>;
  /** Leaves the chain as it was found. */
  close(): Promise<void>;
}

/** Seconds between two blocks of a chain that hurries: long enough for many transactions to gather. */
const HURRIED_BLOCK_SECONDS = 0.15;

/** Milliseconds between two looks at the chain. */
const INTERVAL = 50;

/** Milliseconds without a single confirmation after which it is given up. */
const PATIENCE = 60_000;

/** Milliseconds for an answer: a chain in the same process answers late while the rest of the house starts. */
const TIMEOUT = 60_000;

interface Waiting {
  resolve(receipt: TransactionReceipt): void;
  reject(reason: unknown): void;
}

function createClient(rpcUrl: string) {
  return createTestClient({ mode: "hardhat", transport: http(rpcUrl, { timeout: TIMEOUT, batch: true }) }).extend(
    publicActions,
  );
}

/**
 * Follows the chain's blocks.
 *
 * @param rpcUrl JSON-RPC of the chain.
 * @param blockSeconds For a local Hardhat chain that makes a block for each transaction and one every so many seconds: while it
 * is followed it makes them by the clock alone, but quickly, so that many transactions share one. (Not by `evm_mine`: EDR
 * panics when an empty one follows another and the clock's block between them had transactions.)
 */
export async function followBlocks(rpcUrl: string, blockSeconds?: number): Promise<Confirmations> {
  const client = createClient(rpcUrl);
  if (blockSeconds !== undefined) {
    await client.setAutomine(false);
    await client.setIntervalMining({ interval: HURRIED_BLOCK_SECONDS });
  }
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
      if (blockSeconds === undefined) return;
      await client.setIntervalMining({ interval: blockSeconds });
      await client.setAutomine(true);
    },
  };
}
