import { BaseError, type Hex, HttpRequestError, type PublicClient, parseAbi } from "viem";
import { type MetadataStore, REORG_BLOCKS } from "./store.ts";

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
 * the block on at which the first look was: what they announced before it is in what was read. After a reorganisation they are heard again
 * from before it can have begun: one more look harms nothing.
 */
export function createListener(client: Pick<PublicClient, "getLogs" | "getBlock">, store: MetadataStore) {
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

  const hashOf = async (blockNumber: bigint): Promise<Hex> => (await client.getBlock({ blockNumber })).hash;

  /** The block to go on from. */
  async function nextOf({ block, hash }: { block: bigint; hash: string | null }, head: bigint): Promise<bigint> {
    if (block <= head && (await hashOf(block)) === hash) return block + 1n;
    const common = block < head ? block : head;
    return common > REORG_BLOCKS ? common - REORG_BLOCKS : 0n;
  }

  return async function listen(contracts: readonly Hex[], head: bigint): Promise<void> {
    const heard = await store.heardUntil();
    if (heard === null) return store.hear(head, await hashOf(head));
    for (let from = await nextOf(heard, head); from <= head; ) {
      const last = from + MAX_BLOCKS - 1n;
      const to = last < head ? last : head;
      // Asked for before the logs: if it is another one's by then, the next turn sees it.
      const hash = await hashOf(to);
      for (let at = 0; at < contracts.length; at += MAX_CONTRACTS)
        await hear(contracts.slice(at, at + MAX_CONTRACTS), from, to);
      await store.hear(to, hash);
      from = to + 1n;
    }
  };
}

/** Larger than the client reads. */
function isTooMuch(error: unknown): boolean {
  const failure = error instanceof BaseError ? error.walk((cause) => cause instanceof HttpRequestError) : null;
  return failure?.cause instanceof RangeError;
}
