import { expect } from "chai";
import { type Hex, zeroHash } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { bidHash, bidTypedData, receiptHash, receiptTypedData } from "../rules/index.ts";
import type { BidRecord } from "./types.ts";
import { verifyBidLog } from "./verifyBidLog.ts";

const relayer = privateKeyToAccount(`0x${"11".repeat(32)}`);
const [alice, bob] = [privateKeyToAccount(`0x${"a1".repeat(32)}`), privateKeyToAccount(`0x${"b1".repeat(32)}`)];
const domain = { chainId: 31337, marketplace: `0x${"22".repeat(20)}` } as const;
const auctionId = `0x${"33".repeat(32)}` as const;
const auction = { startPrice: 100n, reservePrice: 0n, incrementBps: 500n };

/** One entry of a log, signed by whom it should be. */
async function entry(
  bidder: typeof alice,
  {
    maxAmount,
    amount = maxAmount,
    sequence,
    previous,
  }: { maxAmount: bigint; amount?: bigint; sequence: bigint; previous: Hex },
): Promise<BidRecord> {
  const bid = { auctionId, bidder: bidder.address, maxAmount };
  const message = {
    auctionId,
    bidHash: bidHash(domain, bid),
    amount,
    sequence,
    receivedAt: 1_000n + sequence,
    previous,
  };
  const signature = await relayer.signTypedData(receiptTypedData(domain, message));
  return {
    bidder: bidder.address,
    maxAmount,
    proxy: amount !== maxAmount,
    amount,
    sequence: Number(sequence),
    receivedAt: new Date(Number(message.receivedAt) * 1_000),
    bidHash: message.bidHash,
    signature: await bidder.signTypedData(bidTypedData(domain, bid)),
    key: null,
    receipt: { ...message, hash: receiptHash(domain, message), signature, extension: null },
  };
}

describe("verifyBidLog (MECHANISM 20)", () => {
  let log: [BidRecord, BidRecord, BidRecord];
  before(async () => {
    const first = await entry(alice, { maxAmount: 500n, amount: 100n, sequence: 1n, previous: zeroHash });
    const second = await entry(bob, { maxAmount: 200n, sequence: 2n, previous: first.receipt.hash });
    log = [first, second, await entry(bob, { maxAmount: 300n, sequence: 3n, previous: second.receipt.hash })];
  });
  const verify = (bids: readonly BidRecord[], more: Partial<Parameters<typeof verifyBidLog>[0]> = {}) =>
    verifyBidLog({ domain, auctionId, auction, bids, signer: relayer.address, ...more });
  const faultsOf = async (...parameters: Parameters<typeof verify>) =>
    (await verify(...parameters)).faults.map(({ sequence, fault }) => `${sequence} ${fault}`);

  it("finds nothing wrong with a whole log, and tells who led at which price", async () => {
    const lead = { bidder: alice.address, maxAmount: 500n, price: 315n };
    expect(await verify(log)).to.deep.equal({ faults: [], secret: 0, lead });
    expect(await verify([])).to.deep.equal({ faults: [], secret: 0, lead: null });
  });

  it("counts what is still secret, and names no leader then", async () => {
    const hidden = { ...log[0], maxAmount: null, signature: null };
    expect(await verify([hidden, log[1]])).to.deep.equal({ faults: [], secret: 1, lead: null });
  });

  it("finds a bid that was left out", async () => {
    expect(await faultsOf([log[0], log[2]])).to.deep.equal(["3 gap", "3 fork"]);
    expect(await faultsOf([log[1], log[2]])).to.deep.equal(["2 gap", "2 fork"]);
  });

  it("finds a bid that was put in another's place, by the receipt that he kept", async () => {
    const other = await entry(bob, { maxAmount: 210n, sequence: 2n, previous: log[0].receipt.hash });
    expect(await faultsOf([log[0], other])).to.deep.equal([]);
    expect(await faultsOf([log[0], other], { kept: [log[1].receipt] })).to.deep.equal(["2 fork"]);
    expect(await faultsOf(log, { kept: [log[1].receipt] })).to.deep.equal([]);
  });

  it("finds receipts that nobody signed, or for another auction", async () => {
    expect(await faultsOf([log[0]], { signer: bob.address })).to.deep.equal(["1 receipt"]);
    expect(await faultsOf([log[0]], { auctionId: zeroHash })).to.deep.equal(["1 receipt", "1 bid"]);
    const changed = { ...log[0], receipt: { ...log[0].receipt, receivedAt: 5n } };
    expect(await faultsOf([changed])).to.deep.equal(["1 receipt"]);
  });

  it("finds bids that their bidders did not sign, or not so high", async () => {
    expect(await faultsOf([{ ...log[0], signature: log[1].signature }])).to.deep.equal(["1 bid"]);
    expect(await faultsOf([{ ...log[0], signature: "0x12" }])).to.deep.equal(["1 bid"]);
    expect(await faultsOf([{ ...log[0], maxAmount: 501n }])).to.deep.equal(["1 bid"]);
    const dear = await entry(alice, { maxAmount: 100n, amount: 101n, sequence: 1n, previous: zeroHash });
    expect(await faultsOf([dear])).to.deep.equal(["1 amount"]);
  });

  it("finds a log that says otherwise than its receipts, and one that runs backwards", async () => {
    expect(await faultsOf([{ ...log[0], amount: 99n }])).to.deep.equal(["1 record"]);
    const early = await entry(bob, { maxAmount: 600n, sequence: 2n, previous: log[0].receipt.hash });
    const late = { ...log[0], receipt: { ...log[0].receipt, receivedAt: 9_999n } };
    expect(await faultsOf([late, early])).to.include("2 time");
  });
});
