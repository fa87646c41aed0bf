import type { RequestListener } from "node:http";
import { expect } from "chai";
import { createPublicClient } from "viem";
import { localServers } from "../../testing/localServers.ts";
import { Breakers } from "../breaker.ts";
import { rpcTransport } from "./transport.ts";

describe("the chain's transport", () => {
  const endpoint = localServers();
  const healthy =
    (chainId: string): RequestListener =>
    async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const { id } = JSON.parse(Buffer.concat(chunks).toString()) as { id: number };
      response.end(JSON.stringify({ jsonrpc: "2.0", id, result: chainId }));
    };
  const chainIdBy = (urls: string | string[], timeout?: number) =>
    createPublicClient({ transport: rpcTransport(urls, timeout ? { timeout } : {}) }).getChainId();

  it("asks the one endpoint there is", async () => {
    expect(await chainIdBy(await endpoint(healthy("0x1")))).to.equal(1);
  });

  it("asks the next where one is down", async () => {
    const busy: RequestListener = (_, response) => response.writeHead(503).end();
    expect(await chainIdBy([await endpoint(busy), await endpoint(healthy("0x2"))])).to.equal(2);
  });

  it("asks the next where one hangs", async () => {
    const hung: RequestListener = () => {};
    expect(await chainIdBy([await endpoint(hung), await endpoint(healthy("0x3"))], 50)).to.equal(3);
  });

  it("leaves alone what keeps failing, and counts no refusal of what was asked", async () => {
    let asked = 0;
    const busy = await endpoint((_, response) => {
      asked += 1;
      response.writeHead(503).end();
    });
    const breakers = new Breakers({ failures: 2 });
    const transport = rpcTransport([busy, await endpoint(healthy("0x4"))], { breakers });
    const client = createPublicClient({ transport });
    for (let call = 0; call < 4; call++) expect(await client.getChainId()).to.equal(4);
    expect(breakers.states()).to.deep.equal({ "rpc 1": "open", "rpc 2": "closed" });
    const before = asked;
    await client.getChainId();
    expect(asked).to.equal(before);

    const refusing = await endpoint((_, response) => {
      response.end(JSON.stringify({ jsonrpc: "2.0", id: 1, error: { code: 3, message: "execution reverted" } }));
    });
    const sound = new Breakers({ failures: 1 });
    await createPublicClient({ transport: rpcTransport(refusing, { breakers: sound }) })
      .getChainId()
      .catch(() => {});
    expect(sound.states()).to.deep.equal({ rpc: "closed" });
  });

  it("says so where none answers", async () => {
    const busy: RequestListener = (_, response) => response.writeHead(503).end();
    const failure = await chainIdBy([await endpoint(busy), await endpoint(busy)]).catch((error: Error) => error.name);
    expect(failure).to.equal("HttpRequestError");
  });
});
