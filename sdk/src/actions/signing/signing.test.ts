import { expect } from "chai";
import {
  type Address,
  decodeFunctionData,
  encodeFunctionResult,
  type Hex,
  recoverAddress,
  recoverTypedDataAddress,
  serializeSignature,
  zeroHash,
} from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { fakeNode, player } from "../../../testing/node.ts";
import { rejection } from "../../../testing/rejection.ts";
import { creditsAbi } from "../../abi/index.ts";
import { AccountRequiredError, UserRejectedError } from "../../errors/index.ts";
import { bidHash, settlementHash, withdrawalHash, withdrawalRequestHash } from "../../rules/index.ts";
import { signBid, signCreditsPermit, signSettlement, signWithdrawal, signWithdrawalRequest } from "./index.ts";

const marketplace: Address = `0x${"12".repeat(20)}`;
const bob: Address = `0x${"34".repeat(20)}`;
const domain = { chainId: 31337, marketplace };

describe("signatures", () => {
  it("of a bid are the bidder's", async () => {
    const { client, calls } = fakeNode();
    const signature = await signBid(client, { domain, auctionId: zeroHash, maxAmount: 5n });
    const hash = bidHash(domain, { auctionId: zeroHash, bidder: player.address, maxAmount: 5n });
    expect(await recoverAddress({ hash, signature })).to.equal(player.address);
    expect(calls).to.deep.equal([]);
  });

  it("of another account name that account", async () => {
    const other = privateKeyToAccount(`0x${"22".repeat(32)}`);
    const signature = await signBid(fakeNode().client, { domain, auctionId: zeroHash, maxAmount: 5n, account: other });
    const hash = bidHash(domain, { auctionId: zeroHash, bidder: other.address, maxAmount: 5n });
    expect(await recoverAddress({ hash, signature })).to.equal(other.address);
  });

  it("of a settlement and a withdrawal are the settler's", async () => {
    const { client } = fakeNode();
    const settlement = { auctionId: zeroHash, winner: bob, amount: 5n, nonce: 1n, deadline: 2n };
    const settled = await signSettlement(client, { domain, ...settlement });
    expect(await recoverAddress({ hash: settlementHash(domain, settlement), signature: settled })).to.equal(
      player.address,
    );
    const withdrawal = { account: bob, amount: 5n, recipient: bob, nonce: 1n, deadline: 2n };
    const signature = await signWithdrawal(client, { domain, withdrawal });
    expect(await recoverAddress({ hash: withdrawalHash(domain, withdrawal), signature })).to.equal(player.address);
  });

  it("of a withdrawal request pay the account itself unless told otherwise", async () => {
    const { client } = fakeNode();
    const request = { amount: 5n, issuedAt: 1n };
    for (const recipient of [undefined, bob]) {
      const signature = await signWithdrawalRequest(client, { domain, ...request, recipient });
      const message = { ...request, account: player.address, recipient: recipient ?? player.address };
      const signer = await recoverAddress({ hash: withdrawalRequestHash(domain, message), signature });
      expect(signer).to.equal(player.address);
    }
  });

  it("of a permit are the owner's, over his next nonce, split as the contract takes them", async () => {
    const { client } = fakeNode({
      eth_call: (data: unknown) => {
        const { functionName } = decodeFunctionData({ abi: creditsAbi, data: (data as [{ data: Hex }])[0].data });
        const result = functionName === "name" ? "Plaza Credits" : 4n;
        return encodeFunctionResult({ abi: creditsAbi, functionName, result } as Parameters<
          typeof encodeFunctionResult
        >[0]);
      },
    });
    const given = { chainId: 31337, credits: bob, spender: marketplace, value: 5n, deadline: 9n };
    const { r, s, v, ...rest } = await signCreditsPermit(client, given);
    expect(rest).to.deep.equal({ value: 5n, deadline: 9n });
    const signer = await recoverTypedDataAddress({
      domain: { name: "Plaza Credits", version: "1", chainId: 31337, verifyingContract: bob },
      types: {
        Permit: ["owner", "spender", "value", "nonce", "deadline"].map((name, at) => ({
          name,
          type: at < 2 ? "address" : "uint256",
        })),
      },
      primaryType: "Permit",
      message: { owner: player.address, spender: marketplace, value: 5n, nonce: 4n, deadline: 9n },
      signature: serializeSignature({ r, s, v: BigInt(v) }),
    });
    expect(signer).to.equal(player.address);
  });

  it("are the wallet's where the client has no key", async () => {
    const { client, calls } = fakeNode({ eth_signTypedData_v4: "0x1234" });
    expect(await signBid(client, { domain, auctionId: zeroHash, maxAmount: 5n, account: bob })).to.equal("0x1234");
    expect(calls[0]?.params[0]).to.equal(bob);
    expect(JSON.parse(String(calls[0]?.params[1]))).to.deep.include({ primaryType: "Bid" });
  });

  it("fail with typed errors", async () => {
    const no = () => {
      throw Object.assign(new Error("no"), { code: 4001 });
    };
    const { client } = fakeNode({ eth_signTypedData_v4: no });
    const bid = { domain, auctionId: zeroHash, maxAmount: 5n };
    await rejection(signBid(client, { ...bid, account: bob }), UserRejectedError);
    await rejection(signBid({ ...client, account: undefined }, bid), AccountRequiredError);
  });
});
