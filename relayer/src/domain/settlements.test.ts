import { expect } from "chai";
import fc from "fast-check";
import { type Hex, zeroHash } from "viem";
import { auctionOf, NOW, times } from "../testing/house.ts";
import { type AuctionOnChain, newAuction } from "./auctions.ts";
import { ChainState } from "./chainState.ts";
import {
  backoff,
  bumpedFees,
  freeAccountNonce,
  isBinding,
  isFinalizable,
  isSettleable,
  type SettlementAttempt,
  type SettlementPlan,
  verdictOn,
} from "./settlements.ts";

const { id, terms } = auctionOf();
const auction = newAuction(id, terms);
const END = NOW + 600;
const at = (head: number, finalized = head) => ({
  head: { number: 2, hash: "0x" as const, timestamp: head },
  finalized: { number: 1, timestamp: finalized },
});
const plan = {
  kind: "settle",
  winner: "0x01",
  amount: 100n,
  bid: { maxAmount: 100n, sequence: 1, signature: "0x" },
  nonce: 7n,
  deadline: END + 100,
  settlerSignature: "0x",
} satisfies SettlementPlan;
const attempt: SettlementAttempt = {
  id: 1,
  auctionId: id,
  plan,
  state: "failed",
  reason: null,
  transaction: null,
  block: null,
};
const place = { blockNumber: 9, blockHash: "0x09", transaction: "0x99" } as const;

describe("settlements", () => {
  it("open at the end and the challenge window, once the end is final (MECHANISM.md 7)", () => {
    expect(isSettleable(auction, at(END + 4), times)).to.equal(false);
    expect(isSettleable(auction, at(END + 5), times)).to.equal(true);
    expect(isSettleable(auction, at(END + 5, END - 1), times)).to.equal(false);
    expect(isSettleable({ ...auction, status: "settled" }, at(END + 5), times)).to.equal(false);
  });

  it("stay open while somebody finalizes", () => {
    expect(isSettleable({ ...auction, status: "finalizing" }, at(END + 900), times)).to.equal(true);
  });

  it("finalize from the hard end and grace on, in two calls (MECHANISM.md 7)", () => {
    expect(isFinalizable(auction, at(END + 179), times)).to.equal(false);
    expect(isFinalizable(auction, at(END + 180), times)).to.equal(true);
    const announced: AuctionOnChain = { ...auction, status: "finalizing", finalizableAt: END + 185 };
    expect(isFinalizable(announced, at(END + 184), times)).to.equal(false);
    expect(isFinalizable(announced, at(END + 185), times)).to.equal(true);
  });

  it("bind until their deadline has finally passed (MECHANISM.md 27)", () => {
    const chainAt = (...when: Parameters<typeof at>) => {
      const chain = new ChainState();
      chain.advance(at(...when));
      return chain;
    };
    expect(isBinding(undefined, chainAt(END), "0x5e")).to.equal(false);
    expect(isBinding(attempt, chainAt(END + 200, END + 100), "0x5e")).to.equal(true);
    expect(isBinding(attempt, chainAt(END + 200, END + 101), "0x5e")).to.equal(false);
    expect(isBinding({ ...attempt, plan: { kind: "announce" } }, chainAt(END), "0x5e")).to.equal(false);
  });

  it("bind no more once their nonce is finally burnt, by whose it is (MECHANISM.md 27)", () => {
    const chain = new ChainState();
    const burn = (signerHash: Hex, blockNumber: number) =>
      chain.apply([
        { ...place, blockNumber, logIndex: 0, event: { name: "NonceBurned", signerHash, nonce: plan.nonce } },
      ]);
    chain.advance(at(END));
    burn("0x77", 1);
    expect(isBinding(attempt, chain, "0x5e")).to.equal(true);
    burn("0x5e", 2);
    expect(isBinding(attempt, chain, "0x5e")).to.equal(true);
    chain.advance({ ...at(END), finalized: { number: 2, timestamp: END } });
    expect(isBinding(attempt, chain, "0x5e")).to.equal(false);
  });

  it("are judged by what the chain says, whoever sent them", () => {
    expect(verdictOn(plan, auction)).to.equal(undefined);
    const settled = {
      ...auction,
      status: "settled" as const,
      ended: place,
      outcome: { winner: "0x01" as const, amount: 100n, settler: "0x5e" as const, nonce: 7n, fromVault: true },
    };
    expect(verdictOn(plan, settled)).to.deep.equal({ done: place });
    expect(verdictOn({ ...plan, nonce: 8n }, settled)).to.have.property("contradicted");
    expect(verdictOn({ kind: "return" }, { ...auction, status: "returned", ended: place })).to.deep.equal({
      done: place,
    });
    const sold = { ...settled, outcome: { ...settled.outcome, settler: zeroHash, nonce: 0n } };
    expect(verdictOn({ kind: "return" }, sold), "finalize gave it to a post").to.deep.equal({ done: place });
    expect(verdictOn({ kind: "return" }, settled)).to.have.property("contradicted");
    expect(verdictOn({ kind: "announce" }, { ...auction, status: "finalizing", announced: place })).to.deep.equal({
      done: place,
    });
    expect(verdictOn({ kind: "return" }, { ...auction, status: "finalizing", announced: place })).to.equal(undefined);
  });

  it("take the lowest account nonce that is free", () => {
    expect(freeAccountNonce(3, [])).to.equal(3);
    expect(freeAccountNonce(3, [3, 4, 6])).to.equal(5);
    // Left over from before the chain was reset: they are no reason to leave a gap.
    expect(freeAccountNonce(0, [7, 8])).to.equal(0);
  });

  it("replace at a price that nodes accept", () => {
    const price = fc.bigInt({ min: 0n, max: 10n ** 15n });
    fc.assert(
      fc.property(price, price, price, (fee, tip, market) => {
        const bumped = bumpedFees(
          { maxFeePerGas: fee, maxPriorityFeePerGas: tip },
          { maxFeePerGas: market, maxPriorityFeePerGas: market },
        );
        expect(bumped.maxFeePerGas * 10n >= fee * 11n && bumped.maxFeePerGas > fee).to.equal(true);
        expect(bumped.maxPriorityFeePerGas * 10n >= tip * 11n && bumped.maxPriorityFeePerGas > tip).to.equal(true);
        expect(bumped.maxFeePerGas >= market).to.equal(true);
      }),
    );
  });

  it("wait ever longer, up to a limit, with jitter", () => {
    expect(backoff(1, 0)).to.equal(250);
    expect(backoff(2, 0)).to.equal(500);
    expect(backoff(2, 0.5)).to.equal(750);
    expect(backoff(100, 0)).to.equal(15_000);
    expect(backoff(100, 0.999)).to.be.below(30_000);
  });
});
