import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** A call as JSON-RPC has it. */
export type RpcCall = { id: number; method: string; params?: unknown[] };

/** What is asked in the place of a node. */
export type TappedRpc = {
  readonly url: string;
  /** Is told each call before the node is, and waited for. */
  tap: (call: RpcCall) => Promise<void>;
  close(): Promise<void>;
};

/** Stands before a node and lets a test act between two calls of who asks it. */
export async function tapRpc(target: string): Promise<TappedRpc> {
  const server = createServer(async (request, response) => {
    try {
      const body = await text(request);
      await tapped.tap(JSON.parse(body) as RpcCall);
      const answer = await fetch(target, { method: "POST", headers: { "content-type": "application/json" }, body });
      response.writeHead(answer.status, { "content-type": "application/json" }).end(await answer.text());
    } catch {
      request.socket.destroy();
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const tapped: TappedRpc = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tap: async () => {},
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
  return tapped;
}
