import type { Hex } from "viem";
import type { Random } from "../../seed/src/catalogue/random.ts";
import { askNode, type RpcAnswer, type RpcServer, startRpcServer } from "../helpers/rpcServer.ts";
import type { RpcCall } from "../helpers/tappedRpc.ts";
import { pause } from "./wait.ts";

/** How the node treats who asks it: answers, answers late, answers with errors of its own half of the time, or not at all. */
export type Mood = "well" | "slow" | "failing" | "away";

/** A node as the relayers see it. */
export type RpcProxy = RpcServer & {
  mood: Mood;
  /** Raw transactions that were sent through it, in their order. */
  readonly sent: Hex[];
  /** Number of the block that it calls finalized. */
  finalized: number;
  /** Lets nobody see what happens meanwhile. */
  unseen<value>(run: () => Promise<value>): Promise<value>;
};

const SLOW_MS = 1_500;

/**
 * Stands before a local chain, whose node is always well and calls its newest block finalized, and makes it behave like others:
 * they are late, fail, fall silent, and finalize a block only some blocks later.
 */
export async function startRpcProxy(target: string, random: Random): Promise<RpcProxy> {
  let gate: Promise<unknown> = Promise.resolve();
  const sent: Hex[] = [];

  const answer = async (body: string): Promise<RpcAnswer> => {
    if (proxy.mood === "away") throw new Error("The node is away.");
    await gate;
    const call = JSON.parse(body) as RpcCall;
    if (proxy.mood === "slow") await pause(random.next() * SLOW_MS);
    if (proxy.mood === "failing" && random.next() < 0.5) {
      const error = { code: -32603, message: "Internal error" };
      if (random.next() < 0.5) return { status: 503, body: "" };
      return { status: 200, body: JSON.stringify({ jsonrpc: "2.0", id: call.id, error }) };
    }
    if (call.method === "eth_sendRawTransaction") sent.push(call.params?.[0] as Hex);
    const params = call.params?.map((value) => (value === "finalized" ? `0x${proxy.finalized.toString(16)}` : value));
    return askNode(target, JSON.stringify({ ...call, params }));
  };

  const proxy: RpcProxy = {
    ...(await startRpcServer(answer)),
    mood: "well",
    sent,
    finalized: 0,
    unseen(run) {
      const done = run();
      gate = done.catch(() => {});
      return done;
    },
  };
  return proxy;
}
