import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { Hex } from "viem";
import type { Random } from "../../seed/src/catalogue/random.ts";
import { pause } from "./wait.ts";

/** How the node treats who asks it: answers, answers late, answers with errors of its own half of the time, or not at all. */
export type Mood = "well" | "slow" | "failing" | "away";

type Call = { id: number; method: string; params: unknown[] };

/** A node as the relayers see it. */
export type RpcProxy = {
  readonly url: string;
  mood: Mood;
  /** Raw transactions that were sent through it, in their order. */
  readonly sent: Hex[];
  /** Number of the block that it calls finalized. */
  finalized: number;
  /** Lets nobody see what happens meanwhile. */
  unseen<value>(run: () => Promise<value>): Promise<value>;
  close(): Promise<void>;
};

const SLOW_MS = 1_500;

/**
 * Stands before a local chain, whose node is always well and calls its newest block finalized, and makes it behave like others:
 * they are late, fail, fall silent, and finalize a block only some blocks later.
 */
export async function startRpcProxy(target: string, random: Random): Promise<RpcProxy> {
  let gate: Promise<unknown> = Promise.resolve();
  const sent: Hex[] = [];

  const answer = async (body: string): Promise<{ status: number; body: string }> => {
    await gate;
    const call = JSON.parse(body) as Call;
    if (proxy.mood === "slow") await pause(random.next() * SLOW_MS);
    if (proxy.mood === "failing" && random.next() < 0.5) {
      const error = { code: -32603, message: "Internal error" };
      if (random.next() < 0.5) return { status: 503, body: "" };
      return { status: 200, body: JSON.stringify({ jsonrpc: "2.0", id: call.id, error }) };
    }
    if (call.method === "eth_sendRawTransaction") sent.push(call.params[0] as Hex);
    const params = call.params?.map((value) => (value === "finalized" ? `0x${proxy.finalized.toString(16)}` : value));
    const response = await fetch(target, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ ...call, params }),
    });
    return { status: response.status, body: await response.text() };
  };

  const server = createServer(async (request, response) => {
    if (proxy.mood === "away") return void request.socket.destroy();
    try {
      const { status, body } = await answer(await text(request));
      response.writeHead(status, { "content-type": "application/json" }).end(body);
    } catch {
      request.socket.destroy();
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const proxy: RpcProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mood: "well",
    sent,
    finalized: 0,
    unseen(run) {
      const done = run();
      gate = done.catch(() => {});
      return done;
    },
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
  return proxy;
}
