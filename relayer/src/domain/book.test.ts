import { createHasher } from "@plaza/sdk";
import { expect } from "chai";
import fc from "fast-check";
import type { Address, Hex } from "viem";
import { addressOf, auctionOf, depositOf, domain, NOW, people, times } from "../testing/house.ts";
import { Book, Draft, fundsOf } from "./book.ts";
import type { AuctionEvent, VaultEvent } from "./chainEvents.ts";
import { ChainState } from "./chainState.ts";
import { decideBid, decideWithdrawal } from "./decide.ts";
import { Refusal } from "./refusal.ts";
import type { SettlementAttempt } from "./settlements.ts";

const settlerHash: Hex = "0x5e";
const hashReceipt = createHasher(domain, "Receipt");
const bob = addressOf(people.bob);
const carol = addressOf(people.carol);
const auctions = [1n, 2n, 3n, 4n].map((salt) => auctionOf({ salt }));
const idOf = (index: number) => auctions[index % auctions.length]?.id ?? "0x";

function chainWith(events: (AuctionEvent | VaultEvent)[], { finalized = 100, time = NOW } = {}): ChainState {
  const chain = new ChainState();
  chain.apply(
    events.map((event, logIndex) => ({ blockNumber: 1, blockHash: "0x01", logIndex, transaction: "0x", event })),
  );
  chain.advance({
    head: { number: 100, hash: "0x", timestamp: time },
    finalized: { number: finalized, timestamp: time },
  });
  return chain;
}

const open = auctions.map(({ event }) => event);
const sign = <value>(list: readonly value[]) => list.map((item) => ({ ...item, settlerSignature: "0x" as const }));

/** Places a bid and makes it part of the book. */
function bidOn(book: Book, chain: ChainState, auctionId: Hex, bidder: Address, maxAmount: bigint): void {
  const draft = new Draft(book);
  const bid = { auctionId, bidder, maxAmount, signature: "0x" as const, proxy: false };
  decideBid({ hashReceipt, chain, settlerHash, times }, draft, {
    kind: "bid",
    bid,
    bidHash: auctionId,
    receivedAt: NOW,
  });
  draft.publish([]);
}

const availableTo = (account: Address, book: Book | Draft, chain: ChainState, except?: Hex) =>
  fundsOf({ account, book, chain, settlerHash, except }).available;

describe("book", () => {
  it("reserves a standing top bid across all auctions, and frees it when outbid (MECHANISM.md 17)", () => {
    const book = new Book();
    const chain = chainWith([...open, depositOf(people.bob, 1_000n), depositOf(people.carol, 1_000n)]);
    bidOn(book, chain, idOf(0), bob, 400n);
    bidOn(book, chain, idOf(1), bob, 500n);
    expect(availableTo(bob, book, chain)).to.equal(100n);
    bidOn(book, chain, idOf(0), carol, 420n);
    expect(availableTo(bob, book, chain)).to.equal(500n);
    expect(availableTo(carol, book, chain)).to.equal(580n);
  });

  it("replaces the reservation of a bidder who raises his own bid", () => {
    const book = new Book();
    const chain = chainWith([...open, depositOf(people.bob, 500n)]);
    bidOn(book, chain, idOf(0), bob, 400n);
    expect(availableTo(bob, book, chain, idOf(0))).to.equal(500n);
    bidOn(book, chain, idOf(0), bob, 500n);
    expect(availableTo(bob, book, chain)).to.equal(0n);
  });

  it("holds a co-signed withdrawal until it is executed or surely expired", () => {
    const book = new Book();
    const withdrawal = { account: bob, amount: 300n, recipient: bob, requestHash: "0x" as const, nonce: 5n };
    book.addWithdrawal({ ...withdrawal, deadline: NOW + 100, settlerSignature: "0x" });
    const deposit = depositOf(people.bob, 1_000n);
    expect(availableTo(bob, book, chainWith([deposit]))).to.equal(700n);
    expect(availableTo(bob, book, chainWith([deposit], { time: NOW + 100 }))).to.equal(700n);
    expect(availableTo(bob, book, chainWith([deposit], { time: NOW + 101 }))).to.equal(1_000n);
    const executed: VaultEvent = { name: "Withdrawn", account: bob, amount: 300n, settler: settlerHash, nonce: 5n };
    expect(availableTo(bob, book, chainWith([deposit, executed]))).to.equal(700n);
    // A withdrawal of another settler with the same nonce is another one.
    expect(availableTo(bob, book, chainWith([deposit, { ...executed, settler: "0x77" }]))).to.equal(400n);
  });

  it("frees cover only when the auction's end is final", () => {
    const book = new Book();
    const events: (AuctionEvent | VaultEvent)[] = [...open, depositOf(people.bob, 1_000n)];
    bidOn(book, chainWith(events), idOf(0), bob, 400n);
    const returned: AuctionEvent = { name: "AuctionReturned", auctionId: idOf(0) };
    const young = chainWith([], { finalized: 1 });
    young.apply([
      ...events.map((event, logIndex) => ({
        blockNumber: 1,
        blockHash: "0x01" as const,
        logIndex,
        transaction: "0x" as const,
        event,
      })),
      { blockNumber: 2, blockHash: "0x02", logIndex: 0, transaction: "0x", event: returned },
    ]);
    expect(availableTo(bob, book, young)).to.equal(600n);
    expect(availableTo(bob, book, chainWith([...events, returned]))).to.equal(1_000n);
  });

  it("does not hold what the winner has paid a second time, final or not", () => {
    const book = new Book();
    const events: (AuctionEvent | VaultEvent)[] = [...open, depositOf(people.bob, 1_000n)];
    bidOn(book, chainWith(events), idOf(0), bob, 400n);
    const settled: AuctionEvent = {
      name: "AuctionSettled",
      auctionId: idOf(0),
      winner: bob,
      amount: 400n,
      fee: 0n,
      royalty: 0n,
      settler: settlerHash,
      nonce: 1n,
    };
    expect(availableTo(bob, book, chainWith([...events, settled]))).to.equal(600n);
    const young = chainWith(events, { finalized: 1 });
    young.apply([{ blockNumber: 2, blockHash: "0x02", logIndex: 0, transaction: "0x", event: settled }]);
    expect(availableTo(bob, book, young)).to.equal(600n);
  });

  it("holds a bid of who bought out until that is final: his vault paid nothing", () => {
    const book = new Book();
    const events: (AuctionEvent | VaultEvent)[] = [...open, depositOf(people.bob, 1_000n)];
    bidOn(book, chainWith(events), idOf(0), bob, 400n);
    const bought: AuctionEvent = {
      name: "AuctionBoughtOut",
      auctionId: idOf(0),
      buyer: bob,
      amount: 500n,
      fee: 0n,
      royalty: 0n,
    };
    const young = chainWith(events, { finalized: 1 });
    young.apply([{ blockNumber: 2, blockHash: "0x02", logIndex: 0, transaction: "0x", event: bought }]);
    expect(availableTo(bob, book, young)).to.equal(600n);
    expect(availableTo(bob, book, chainWith([...events, bought]))).to.equal(1_000n);
  });

  it("moves the reservation to the bidder who is being settled", () => {
    const book = new Book();
    const chain = chainWith([...open, depositOf(people.bob, 1_000n), depositOf(people.carol, 1_000n)]);
    bidOn(book, chain, idOf(0), carol, 400n);
    bidOn(book, chain, idOf(0), bob, 500n);
    const attempt: SettlementAttempt = {
      id: 1,
      auctionId: idOf(0),
      state: "signed",
      reason: null,
      transaction: null,
      block: null,
      plan: {
        kind: "settle",
        winner: carol,
        amount: 400n,
        bid: { maxAmount: 400n, sequence: 1, signature: "0x" },
        nonce: 1n,
        deadline: NOW,
        settlerSignature: "0x",
      },
    };
    book.setAttempt(attempt);
    expect(availableTo(bob, book, chain)).to.equal(1_000n);
    expect(availableTo(carol, book, chain)).to.equal(600n);
  });

  it("keeps decisions of a draft to itself until they are published", () => {
    const book = new Book();
    const chain = chainWith([...open, depositOf(people.bob, 1_000n)]);
    const draft = new Draft(book);
    const grounds = { hashReceipt, chain, settlerHash, times };
    const bid = { auctionId: idOf(0), bidder: bob, maxAmount: 700n, signature: "0x" as const, proxy: false };
    decideBid(grounds, draft, { kind: "bid", bid, bidHash: idOf(0), receivedAt: NOW });
    expect(availableTo(bob, draft, chain)).to.equal(300n);
    expect(availableTo(bob, book, chain)).to.equal(1_000n);
    draft.publish([]);
    expect(availableTo(bob, book, chain)).to.equal(300n);
  });

  it("never promises the same money twice, whatever comes in whatever order (MECHANISM.md 17)", () => {
    const action = fc.record({
      account: fc.constantFrom(bob, carol),
      kind: fc.constantFrom("bid", "withdrawal", "publish"),
      auction: fc.nat({ max: auctions.length - 1 }),
      amount: fc.bigInt({ min: 1n, max: 900n }),
    });
    const chain = chainWith([...open, depositOf(people.bob, 1_000n), depositOf(people.carol, 700n)]);
    const grounds = { hashReceipt, chain, settlerHash, times };
    fc.assert(
      fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
        const book = new Book();
        let draft = new Draft(book);
        let nonce = 0n;
        for (const { account, kind, auction, amount } of actions) {
          try {
            if (kind === "publish") {
              draft.publish(sign(draft.cosigned));
              draft = new Draft(book);
            } else if (kind === "bid") {
              const bid = {
                auctionId: idOf(auction),
                bidder: account,
                maxAmount: amount,
                signature: "0x" as const,
                proxy: false,
              };
              decideBid(grounds, draft, { kind, bid, bidHash: idOf(0), receivedAt: NOW });
            } else {
              nonce += 1n;
              const request = { account, amount, recipient: account, requestHash: `0x${nonce.toString(16)}` as Hex };
              decideWithdrawal(grounds, draft, { kind, request, deadline: NOW + 100 }, nonce);
            }
          } catch (error) {
            if (!(error instanceof Refusal)) throw error;
          }
          for (const [person, deposit] of [
            [bob, 1_000n],
            [carol, 700n],
          ] as const) {
            // Summed up the slow way: over every auction there is.
            let promised = 0n;
            for (const { id } of auctions) {
              const { top } = draft.standing(id);
              if (top?.bidder === person) promised += top.maxAmount;
            }
            for (const withdrawal of draft.withdrawals(person)) promised += withdrawal.amount;
            expect(promised <= deposit).to.equal(true);
            expect(availableTo(person, draft, chain)).to.equal(deposit - promised);
          }
        }
      }),
    );
  });
});
