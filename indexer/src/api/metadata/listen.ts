import { BaseError, type Hex, HttpRequestError, type PublicClient, parseAbi } from "viem";
import type { MetadataStore } from "./store.ts";

/** What contracts announce: ERC-4906, ERC-7572 and ERC-1155. */
const events = parseAbi([
  "event MetadataUpdate(uint256 _tokenId)",
  "event BatchMetadataUpdate(uint256 _fromTokenId, uint256 _toTokenId)",
  "event ContractURIUpdated()",
  "event URI(string value, uint256 indexed id)",
]);

/** Blocks and contracts that are asked for at once. */
const MAX_BLOCKS = 1_000n;
const MAX_CONTRACTS = 200;

/**
 * Hears of changed metadata, up to a block, and has it looked at again. Only contracts that somebody put up are heard, and only from
 * the block on at which the first look was: what they announced before it is in what was read.
 */
export function createListener(client: Pick<PublicClient, "getLogs">, store: MetadataStore) {
  async function hear(address: readonly Hex[], fromBlock: bigint, toBlock: bigint): Promise<void> {
    for (const log of await logsOf(address, fromBlock, toBlock)) {
      const token = log.address.toLowerCase() as Hex;
      if (log.eventName === "ContractURIUpdated") await store.touch(token);
      else if (log.eventName === "BatchMetadataUpdate")
        await store.touch(token, { from: log.args._fromTokenId, to: log.args._toTokenId });
      else {
        const tokenId = log.eventName === "URI" ? log.args.id : log.args._tokenId;
        await store.touch(token, { from: tokenId, to: tokenId });
      }
    }
  }

  const ask = (address: readonly Hex[], fromBlock: bigint, toBlock: bigint) =>
    client.getLogs({ address: [...address], events, fromBlock, toBlock, strict: true });

  /** Halves what is too much for one answer. A single block that still is, nobody hears of: it would be asked for for ever. */
  async function logsOf(address: readonly Hex[], fromBlock: bigint, toBlock: bigint): ReturnType<typeof ask> {
    try {
      return await ask(address, fromBlock, toBlock);
    } catch (error) {
      if (!isTooMuch(error)) throw error;
      if (fromBlock === toBlock) return [];
      const middle = (fromBlock + toBlock) / 2n;
      return [...(await logsOf(address, fromBlock, middle)), ...(await logsOf(address, middle + 1n, toBlock))];
    }
  }

  return async function listen(contracts: readonly Hex[], head: bigint): Promise<void> {
    const heard = await store.heardUntil();
    // After a reorganisation the chain can be shorter than it was.
    if (heard === null || heard > head) return store.hear(head);
    for (let from = heard + 1n; from <= head; ) {
      const last = from + MAX_BLOCKS - 1n;
      const to = last < head ? last : head;
      for (let at = 0; at < contracts.length; at += MAX_CONTRACTS)
        await hear(contracts.slice(at, at + MAX_CONTRACTS), from, to);
      await store.hear(to);
      from = to + 1n;
    }
  };
}

/** Larger than the client reads. */
function isTooMuch(error: unknown): boolean {
  const failure = error instanceof BaseError ? error.walk((cause) => cause instanceof HttpRequestError) : null;
  return failure?.cause instanceof RangeError;
}
