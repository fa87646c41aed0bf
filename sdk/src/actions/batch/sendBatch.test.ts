import { expect } from "chai";
import { encodeAbiParameters, encodeErrorResult, encodeEventTopics, type Hex, numberToHex, zeroHash } from "viem";
import { fakeNode, player, receiptOf, refusing } from "../../../testing/node.ts";
import { rejection } from "../../../testing/rejection.ts";
import { marketplaceAbi, plazaErrorsAbi } from "../../abi/index.ts";
import { ERC20InsufficientBalanceError } from "../../errors/contract/index.ts";
import { UserRejectedError } from "../../errors/wallet.ts";
import { approveCredits } from "../credits/approveCredits.ts";
import { deposit } from "../vault/deposit.ts";
import { sendBatch } from "./sendBatch.ts";

const marketplace = `0x${"12".repeat(20)}` as const;
const credits = `0x${"34".repeat(20)}` as const;
const wallet = { address: player.address, type: "json-rpc" } as const;
const calls = [
  approveCredits.call({ credits, spender: marketplace, amount: 5n }),
  deposit.call({ marketplace, amount: 5n, account: wallet }),
];

const capabilities = (status: string) => ({ [numberToHex(31_337)]: { atomic: { status } } });

const told = {
  address: marketplace,
  topics: encodeEventTopics({
    abi: marketplaceAbi,
    eventName: "Deposited",
    args: { account: player.address, payer: player.address },
  }),
  data: encodeAbiParameters([{ type: "uint256" }], [5n]),
  ...{ blockNumber: "0x2", blockHash: zeroHash, transactionHash: zeroHash, transactionIndex: "0x0", logIndex: "0x0" },
};

/** A wallet that can or cannot send several calls at once. */
function walletThat(
  status: "supported" | "unsupported" | "unknown",
  outcome = 200,
  answer = (): unknown => ({ id: "0x07" }),
) {
  const statusOf = { version: "2.0.0", id: "0x07", chainId: "0x7a69", status: outcome, atomic: true };
  const receipts = [{ ...receiptOf("0x1"), transactionHash: zeroHash }];
  const sent: unknown[] = [];
  const node = fakeNode(
    {
      wallet_getCapabilities: status === "unknown" ? refusing(undefined, "no such method") : capabilities(status),
      wallet_sendCalls: ([batch]: readonly unknown[]) => {
        sent.push(batch);
        return answer();
      },
      wallet_getCallsStatus: { ...statusOf, ...(outcome === 200 && { receipts }) },
      eth_getTransactionReceipt: receiptOf("0x1", [told]),
    },
    wallet as never,
  );
  return { ...node, sent, asked: () => node.calls.map(({ method }) => method) };
}

describe("sendBatch", () => {
  it("sends all with one question where the wallet can, and gives the receipts", async () => {
    const { client, sent, asked } = walletThat("supported");
    const { isAtomic, receipts } = await sendBatch(client, { calls });
    expect(isAtomic).to.equal(true);
    expect(sent).to.have.lengthOf(1);
    expect(sent[0]).to.deep.include({ atomicRequired: true, from: player.address });
    expect((sent[0] as { calls: { to: Hex; data: Hex }[] }).calls).to.deep.equal(
      calls.map(({ to, data }) => ({ to, data, value: undefined })),
    );
    expect(asked()).to.not.include("eth_sendTransaction");
    const logs = receipts.flatMap(({ logs }) => logs);
    expect(deposit.extractEvent(logs, { address: marketplace })).to.include({ amount: 5n });
  });

  for (const status of ["unsupported", "unknown"] as const)
    it(`sends one after the other where the wallet's support is ${status}`, async () => {
      const { client, calls: seen, asked } = walletThat(status);
      const { isAtomic, receipts } = await sendBatch(client, { calls });
      expect([isAtomic, receipts.length]).to.deep.equal([false, 2]);
      const sends = seen.filter(({ method }) => method === "eth_sendTransaction");
      expect(sends.map(({ params }) => (params[0] as { to: Hex }).to)).to.deep.equal([credits, marketplace]);
      // The second is asked for once the first is in a block.
      expect(asked().lastIndexOf("eth_sendTransaction")).to.be.above(asked().indexOf("eth_getTransactionReceipt"));
    });

  it("sends one after the other where its owner wants no account that could do it at once", async () => {
    const declined = () => {
      throw Object.assign(new Error("The upgrade was rejected."), { code: 5750 });
    };
    const { client, calls: asked } = walletThat("supported", 200, declined);
    const { isAtomic, receipts } = await sendBatch(client, { calls });
    expect([isAtomic, receipts.length]).to.deep.equal([false, 2]);
    expect(asked.filter(({ method }) => method === "eth_sendTransaction")).to.have.length(2);
  });

  it("says why a batch failed, as the chain tells it", async () => {
    const data = encodeErrorResult({
      abi: plazaErrorsAbi,
      errorName: "ERC20InsufficientBalance",
      args: [player.address, 1n, 5n],
    });
    const { client } = walletThat("supported", 500);
    const request = client.request;
    const failing = Object.assign(client, {
      request: (call: { method: string }) => (call.method === "eth_call" ? refusing(data)() : request(call as never)),
    });
    await rejection(sendBatch(failing as never, { calls }), ERC20InsufficientBalanceError);
  });

  it("ends with what its owner declines, and sends nothing after it", async () => {
    const decline = () => {
      throw Object.assign(new Error("no"), { code: 4001 });
    };
    const { client, calls: seen } = fakeNode(
      { eth_sendTransaction: decline, wallet_getCapabilities: {} },
      wallet as never,
    );
    await rejection(sendBatch(client, { calls }), UserRejectedError);
    expect(seen.filter(({ method }) => method === "eth_sendTransaction")).to.have.lengthOf(1);
  });
});
