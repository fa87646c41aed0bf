import type { Hex, PublicClient } from "viem";
import { isAway } from "./chainSource.ts";
import { type MetadataStore, REORG_BLOCKS } from "./store.ts";
import { announcements, EVERYTHING, type Wish, wishesOf } from "./wishes.ts";

/** Blocks and contracts that are asked for at once. */
const MAX_BLOCKS = 1_000n;
const MAX_CONTRACTS = 200;

/**
 * Hears of changed metadata, up to a block, and has it looked at again. Only contracts that somebody put up are heard, and only from
 * the block on at which the first look was: what they announced before it is in what was read. After a reorganisation they are heard again
 * from before it can have begun: one more look harms nothing.
 *
 * However much a contract announces, it costs the others nothing but one request: what it says in the blocks of a request is one wish, and one
 * whose logs are more than an answer holds is looked at anew as a whole.
 */
export function createListener(client: Pick<PublicClient, "getLogs" | "getBlock">, store: MetadataStore) {
  async function hear(contracts: readonly Hex[], fromBlock: bigint, toBlock: bigint): Promise<void> {
    try {
      const logs = await client.getLogs({
        address: [...contracts],
        events: announcements,
        fromBlock,
        toBlock,
        strict: true,
      });
      for (const [token, wish] of wishesOf(logs)) await touch(token, wish);
    } catch (error) {
      if (isAway(error)) throw error;
      const [first, ...others] = contracts;
      if (first === undefined) return;
      if (others.length === 0) return touch(first, { collection: true, ranges: [EVERYTHING] });
      const middle = contracts.length >> 1;
      await hear(contracts.slice(0, middle), fromBlock, toBlock);
      await hear(contracts.slice(middle), fromBlock, toBlock);
    }
  }

  async function touch(token: Hex, { collection, ranges }: Wish): Promise<void> {
    if (collection) await store.touch(token);
    for (const range of ranges) await store.touch(token, range);
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
