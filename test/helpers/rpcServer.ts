import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** What is asked in the place of a node. */
export type RpcServer = {
  readonly url: string;
  close(): Promise<void>;
};

/** What a node says to a request. */
export type RpcAnswer = { status: number; body: string };

const json = { "content-type": "application/json" };

/** Asks a node. */
export async function askNode(url: string, body: string): Promise<RpcAnswer> {
  const answer = await fetch(url, { method: "POST", headers: json, body });
  return { status: answer.status, body: await answer.text() };
}

/** Stands in the place of a node. Where `answer` throws, whoever asked loses the connection. */
export async function startRpcServer(answer: (body: string) => Promise<RpcAnswer>): Promise<RpcServer> {
  const server = createServer(async (request, response) => {
    try {
      const { status, body } = await answer(await text(request));
      response.writeHead(status, json).end(body);
    } catch {
      request.socket.destroy();
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
