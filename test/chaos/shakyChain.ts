import { createClient, type Hex, http, keccak256, toHex } from "viem";
import type { Random } from "../../seed/src/catalogue/random.ts";
import { startTestChain } from "../helpers/chain.ts";
import { type RpcProxy, startRpcProxy } from "./rpcProxy.ts";
import { pause, until } from "./wait.ts";

/** Blocks after which one is final. No reorg here goes deeper. */
const FINALITY_DEPTH = 24;

/** Milliseconds between two blocks. */
const BLOCK_MS = 200;

export type ShakyChain = Awaited<ReturnType<typeof startShakyChain>>;

/** A local chain whose blocks come faster than a real one's and can be taken back. Its clock runs as all clocks do, and leaps. */
export async function startShakyChain(random: Random) {
  const chain = await startTestChain({ network: "node" });
  const { request } = createClient({ transport: http(chain.rpcUrl, { timeout: 60_000 }) });
  const rpc = <value>(method: string, ...params: unknown[]) => request({ method, params } as never) as Promise<value>;
  const proxy: RpcProxy = await startRpcProxy(chain.rpcUrl, random);
  const block = await rpc<{ number: Hex; timestamp: Hex }>("eth_getBlockByNumber", "latest", false);
  let head = { number: Number(block.number), timestamp: Number(block.timestamp) };
  let forks = 0;
  let current: Promise<void> | undefined;
  let running = false;
  /** Seconds by which its clock is ahead of this machine's. */
  let ahead = head.timestamp - Math.floor(performance.now() / 1_000);

  const mine = async () => {
    const timestamp = Math.max(head.timestamp, Math.floor(performance.now() / 1_000) + ahead);
    await rpc("evm_setNextBlockTimestamp", toHex(timestamp));
    await rpc("evm_mine");
    head = { number: head.number + 1, timestamp };
    proxy.finalized = Math.max(proxy.finalized, head.number - FINALITY_DEPTH);
  };

  const stop = async () => {
    running = false;
    await current;
  };
  const start = () => {
    running = true;
    current = (async () => {
      while (running) {
        const next = performance.now() + BLOCK_MS;
        await mine();
        await pause(Math.max(0, next - performance.now()));
      }
    })();
  };
  await rpc("evm_setAutomine", false);
  await rpc("evm_setIntervalMining", 0);

  return {
    ...chain,
    proxy,
    rpc,
    mine,
    start,
    stop,
    /** Number and time of the newest block. */
    get head() {
      return head;
    },

    /** Has the next block be of this time, unless that is past. */
    leap(timestamp: number): void {
      ahead += Math.max(0, timestamp - head.timestamp);
    },

    /** Sends a signed transaction; it is sent again where a reorg takes it back. */
    async send(raw: Hex): Promise<Hex> {
      proxy.sent.push(raw);
      return rpc<Hex>("eth_sendRawTransaction", raw);
    },

    /**
     * Makes some blocks, and then one more than these in their place. Whoever asks sees both, and nothing in between.
     *
     * @param isForgotten - Whether the nodes forget a transaction that was taken back, instead of keeping it for a later block.
     */
    async reorg(depth: number, isForgotten: (raw: Hex) => boolean): Promise<void> {
      await stop();
      const [from, mark] = [head, proxy.sent.length];
      const snapshot = await rpc("evm_snapshot");
      start();
      await until(`${depth} blocks`, () => head.number >= from.number + depth);
      await stop();
      await proxy.unseen(async () => {
        const target = head.number + 1;
        await rpc("evm_revert", snapshot);
        forks += 1;
        // Another miner: these blocks have other hashes, whatever is in them.
        await rpc("hardhat_setCoinbase", keccak256(toHex(`fork ${forks}`)).slice(0, 42));
        for (const raw of proxy.sent.slice(mark))
          if (!isForgotten(raw)) await rpc("eth_sendRawTransaction", raw).catch(() => {});
        head = from;
        while (head.number < target) await mine();
      });
      start();
    },

    async close() {
      await stop();
      await proxy.close();
      await chain.close();
    },
  };
}
