import { expect } from "chai";
import { encodeErrorResult, type Hex, parseAbi } from "viem";
import { localServers } from "../../testing/localServers.ts";
import { Breakers } from "../breaker.ts";
import { ensResolver } from "../names.ts";
import { connectChain } from "./chain.ts";
import { rpcTransport } from "./transport.ts";

const wallet = "0x00000000000000000000000000000000000000ee";
const digest: Hex = `0x${"11".repeat(32)}`;
const lookup = parseAbi([
  "error OffchainLookup(address sender, string[] urls, bytes callData, bytes4 callback, bytes extraData)",
]);

type Failure = { code: number; message: string; data?: Hex };

describe("contracts that strangers name", () => {
  const listen = localServers();

  /** A node whose every call fails so, and what it was asked to call. */
  async function node(failure: (sender: Hex) => Failure) {
    const calls: { gas?: Hex }[] = [];
    const url = await listen(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const { id, method, params } = JSON.parse(Buffer.concat(chunks).toString());
      if (method === "eth_call") calls.push(params[0]);
      const answer = method === "eth_call" ? { error: failure(params[0].to) } : { result: "0x7a69" };
      response.end(JSON.stringify({ jsonrpc: "2.0", id, ...answer }));
    });
    return { url, calls };
  }
  const connect = (url: string) =>
    connectChain({
      chainId: 31337,
      ...{ marketplace: wallet, orders: wallet, credits: wallet },
      transport: rpcTransport(url),
    });

  /** A server that no contract may have asked, and how a contract tells to ask it. */
  async function forbidden() {
    let asked = 0;
    const url = await listen((_, response) => {
      asked += 1;
      response.end(JSON.stringify({ data: "0x" }));
    });
    const failure = (sender: Hex): Failure => ({
      ...{ code: 3, message: "execution reverted" },
      data: encodeErrorResult({
        abi: lookup,
        args: [sender, [`${url}/{sender}/{data}`, url], "0x", "0x12345678", "0x"],
      }),
    });
    return { failure, asked: () => asked };
  }

  it("never choose what URL the relayer asks (CCIP-Read): a wallet that tries did not sign", async () => {
    const { failure, asked } = await forbidden();
    const chain = await connect((await node(failure)).url);
    expect(await chain.isValidSignature(wallet, digest, "0x")).to.equal(false);
    expect(await chain.verifies(`${wallet}01`, digest, "0x")).to.equal(false);
    expect(await chain.ownerOf(wallet, 1n).catch(() => "failed")).to.equal("failed");
    expect(asked()).to.equal(0);
  });

  it("nor does a name of ENS, which then stands for nothing", async () => {
    const { failure, asked } = await forbidden();
    const resolve = ensResolver((await node(failure)).url, new Breakers());
    expect(await resolve("nim.eth")).to.equal(null);
    expect(asked()).to.equal(0);
  });

  it("have little gas, and who uses it up did not sign", async () => {
    for (const message of ["out of gas", "EVM error OutOfGas", "Transaction ran out of gas"]) {
      const { url, calls } = await node(() => ({ code: -32000, message }));
      const chain = await connect(url);
      expect(await chain.isValidSignature(wallet, digest, "0x")).to.equal(false);
      await chain.ownerOf(wallet, 1n).catch(() => {});
      expect(calls.map(({ gas }) => Number(gas))).to.deep.equal([3_000_000, 3_000_000]);
    }
  });

  it("have a breaker of their own: the node's failures at them leave the chain itself readable", async () => {
    let asked = 0;
    const url = await listen(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const { id, method } = JSON.parse(Buffer.concat(chunks).toString());
      asked += 1;
      if (method === "eth_call") response.writeHead(503).end();
      else response.end(JSON.stringify({ jsonrpc: "2.0", id, result: "0x7a69" }));
    });
    const breakers = new Breakers({ failures: 1 });
    const chain = await connectChain({
      chainId: 31337,
      ...{ marketplace: wallet, orders: wallet, credits: wallet },
      transport: rpcTransport(url, { breakers }),
      strangers: rpcTransport(url, { breakers, name: "strangers" }),
    });
    const refused = () => chain.isValidSignature(wallet, digest, "0x").catch(() => "failed");
    expect(await refused()).to.equal("failed");
    expect(breakers.states()).to.deep.equal({ rpc: "closed", strangers: "open" });
    const before = asked;
    expect(await refused()).to.equal("failed");
    expect(asked).to.equal(before);
    expect(await chain.balance(wallet)).to.equal(31337n);
  });
});
