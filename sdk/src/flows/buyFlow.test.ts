import { expect } from "chai";
import { type Address, createClient, encodeAbiParameters, http, zeroAddress } from "viem";
import { hardhat } from "viem/chains";
import { player } from "../../testing/node.ts";
import { rejection } from "../../testing/rejection.ts";
import type { PlazaDeployment } from "../deployment.ts";
import { FlowAbortedError } from "../errors/index.ts";
import { buyFlow } from "./buyFlow.ts";

const marketplace: Address = `0x${"12".repeat(20)}`;
const credits: Address = `0x${"34".repeat(20)}`;
const deployment = { chainId: 31_337, marketplace, credits } as PlazaDeployment;
const word = { type: "uint256" } as const;
const terms = {
  seller: marketplace,
  salt: 1n,
  token: credits,
  tokenId: 7n,
  quantity: 1n,
  schedule: 0n,
  taker: zeroAddress,
};

type Asked = { id: number; method: string; params: [{ to: Address }] };

/** A node that has an active listing for 5, a rich buyer with a large allowance, and counts what reaches it. */
function countingNode() {
  let requests = 0;
  const answers: Record<string, (asked: Asked) => unknown> = {
    eth_call: ({ params: [{ to }] }) =>
      to === credits
        ? encodeAbiParameters([word], [100n])
        : encodeAbiParameters([word, word, word, word, word, word], [5n, 1n, 0n, 0n, 0n, 1n]),
    eth_getBlockByNumber: () => ({ number: "0x2", timestamp: "0x1", transactions: [] }),
    eth_getTransactionCount: () => "0x0",
    eth_blockNumber: () => "0x2",
  };
  const fetchFn = async (_: unknown, init?: { body?: unknown }) => {
    requests++;
    const asked = [JSON.parse(String(init?.body))].flat() as Asked[];
    const replies = asked.map((each) => ({ jsonrpc: "2.0", id: each.id, result: answers[each.method]?.(each) }));
    return Response.json(replies);
  };
  const transport = http("http://node.test", { batch: true, fetchFn: fetchFn as typeof fetch });
  return { client: createClient({ account: player, chain: hardhat, transport }), requests: () => requests };
}

describe("buyFlow", () => {
  it("asks the chain four times before the wallet asks its owner, where the allowance suffices", async () => {
    const { client, requests } = countingNode();
    const flow = await buyFlow({ client, deployment }, { terms, maxTotal: 5n });
    expect(flow.requirements.map(({ type }) => type)).to.deep.equal(["transact"]);
    const reached = new AbortController();
    let asked = 0;
    const running = flow.run({
      signal: reached.signal,
      onState({ status }) {
        if (status !== "awaitingSignature") return;
        asked = requests();
        reached.abort();
      },
    });
    await rejection(running, FlowAbortedError);
    expect(asked).to.equal(4);
  });
});
