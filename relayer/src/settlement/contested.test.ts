import { expect } from "chai";
import type { Address, Hex } from "viem";
import { zeroHash } from "viem";
import { fundsOf } from "../domain/book.ts";
import type { AuctionEvent } from "../domain/chainEvents.ts";
import { placeBid } from "../intake/placeBid.ts";
import {
  addressOf,
  auctionOf,
  depositOf,
  type House,
  NOW,
  openHouse,
  people,
  signedBid,
  times,
} from "../testing/house.ts";
import {
  at,
  attemptOf,
  carolsWithdrawal,
  END,
  event,
  FINALIZABLE,
  id,
  look,
  OPEN,
  onChain,
  openWithBids,
  settlementsSent,
} from "../testing/settling.ts";
import { meansOf } from "./choice.ts";

const [alice, bob, carol] = [people.alice, people.bob, people.carol].map(addressOf) as [Address, Address, Address];

const posted = (bidder: Address, amount: bigint, endsAt = END, auctionId: Hex = id): AuctionEvent => ({
  name: "BidPosted",
  ...{ auctionId, bidder, amount, endsAt },
});
const presented = (bidder: Address, maxAmount: bigint, auctionId: Hex = id): AuctionEvent => ({
  name: "BidPresented",
  ...{ auctionId, bidder, maxAmount, amount: maxAmount, sequence: 1 },
});
const outcome = (house: House) => onChain(house)?.outcome;
const reservedBy = (house: House, account: Address) => {
  const { book, chain } = house.ledger.state;
  return fundsOf({ account, book, chain, settlerHash: house.settler.signerHash }).reserved;
};
const means = (house: House, bid: Parameters<typeof meansOf>[2]) => {
  const { state } = house.ledger;
  const auction = state.chain.auction(id);
  if (auction === undefined) throw new Error("the auction is there");
  const grounds = { state, chain: house.chain, queries: house.database, settlerHash: house.settler.signerHash };
  return meansOf(grounds, auction, bid, true);
};

describe("settling what was posted or presented on chain", () => {
  it("settles above the best post (MECHANISM.md 19)", async () => {
    const house = await openWithBids();
    house.chain.mine({ events: [posted(alice, 104n)] });
    await at(house, OPEN);
    expect(outcome(house)).to.include({ winner: carol, amount: 105n });
  });

  for (const amount of [105n, 300n])
    it(`settles with the post at its price, without a Bid, where it is not below: ${amount} (MECHANISM.md 19)`, async () => {
      const house = await openWithBids();
      house.chain.mine({ events: [posted(alice, amount)] });
      await at(house, OPEN);
      expect(outcome(house)).to.include({ winner: alice, amount });
      expect(attemptOf(house)).to.include({ state: "final" });
      expect(reservedBy(house, carol)).to.equal(0n);
    });

  it("settles an auction that nobody bid on but by post", async () => {
    const house = await openHouse();
    house.chain.mine({ events: [event, posted(alice, 100n)] });
    await at(house, OPEN);
    expect(outcome(house)).to.include({ winner: alice, amount: 100n });
  });

  it("takes the post where the better bid cannot pay", async () => {
    const house = await openWithBids();
    house.chain.mine({ events: [posted(alice, 101n), carolsWithdrawal] });
    await at(house, OPEN);
    expect(outcome(house)).to.include({ winner: alice, amount: 101n });
  });

  it("asks the next bid for the increment above the post, and refuses what the post beats", async () => {
    const house = await openWithBids();
    house.chain.mine({ events: [posted(alice, 200n)] });
    await house.follower.sync();
    const low = placeBid(house, await signedBid(people.bob, id, 209n), NOW + 2).catch((error) => error);
    expect(await low).to.include({ code: "bid_too_low" });
    expect((await low).values).to.deep.equal({ currentPrice: 200n, minimum: 210n });
    await placeBid(house, await signedBid(people.bob, id, 210n), NOW + 2);
  });

  it("waits until the end to which a post prolonged it (MECHANISM.md 5 and 7)", async () => {
    const house = await openWithBids();
    house.chain.mine({ events: [posted(alice, 100n, END + 30)] });
    await at(house, OPEN + 29);
    expect(attemptOf(house)).to.equal(undefined);
    await at(house, OPEN + 30);
    expect(onChain(house)).to.include({ status: "settled" });
  });

  it("settles at no less than what somebody else presented (MECHANISM.md 22)", async () => {
    const house = await openWithBids();
    await at(house, END);
    house.chain.mine({ events: [presented(bob, 104n)] });
    await at(house, OPEN);
    expect(outcome(house)).to.include({ winner: carol, amount: 105n });
  });

  it("settles with whoever presented, where his bid is the best that can pay", async () => {
    const house = await openWithBids();
    house.chain.mine({ events: [carolsWithdrawal, presented(bob, 100n)] });
    await at(house, OPEN);
    expect(outcome(house)).to.include({ winner: bob, amount: 100n });
  });

  it("leaves an auction to finalize where somebody presented more than it knows of (MECHANISM.md 24)", async () => {
    const house = await openWithBids();
    house.chain.mine({ events: [depositOf(people.alice, 500n), presented(alice, 400n)] });
    await at(house, OPEN);
    expect(attemptOf(house)).to.equal(undefined);
    expect(house.worker.report().lastError).to.include("presented");
    await at(house, FINALIZABLE);
    expect(onChain(house)).to.include({ status: "finalizing" });
    await at(house, FINALIZABLE + 60);
    expect(outcome(house)).to.include({ winner: alice, amount: 400n, settler: zeroHash });
    expect(attemptOf(house)).to.include({ state: "final" });
    expect(reservedBy(house, carol)).to.equal(0n);
  });

  it("waits for a winner whose money is bound by what he presented elsewhere, and then settles (decision 0011)", async () => {
    const other = auctionOf({ salt: 2n, end: BigInt(NOW + 620) });
    const house = await openWithBids();
    house.chain.mine({ events: [other.event] });
    await house.follower.sync();
    await placeBid(house, await signedBid(people.bob, other.id, 100n), NOW + 2);
    house.chain.mine({ events: [presented(carol, 950n, other.id)] });
    await at(house, OPEN);
    expect(attemptOf(house)).to.equal(undefined);
    expect(house.worker.report().lastError).to.include("bound");
    // Nobody can settle the other auction with Bob below what Carol presented there. Finalize gives it to her, and frees the rest.
    const sold = {
      name: "AuctionSettled",
      auctionId: other.id,
      winner: carol,
      amount: 100n,
      fee: 0n,
      royalty: 0n,
    } as const;
    house.chain.mine({ events: [{ ...sold, settler: zeroHash, nonce: 0n }] });
    house.pass(60_000);
    await look(house);
    expect(outcome(house)).to.include({ winner: carol, amount: 105n });
  });

  it("charges a bidder who was outbid no more than he presented here, where he promised the rest elsewhere since", async () => {
    const house = await openHouse();
    const other = auctionOf({ salt: 2n, end: BigInt(NOW + 100_000) });
    const deposits = [people.bob, people.carol].map((account) => depositOf(account, 1_000n));
    house.chain.mine({ events: [event, other.event, ...deposits], timestamp: NOW + 1 });
    await house.follower.sync();
    for (const [account, auctionId, amount] of [
      [people.bob, id, 100n],
      [people.bob, id, 500n],
      [people.carol, id, 525n],
      [people.bob, other.id, 900n],
    ] as const)
      await placeBid(house, await signedBid(account, auctionId, amount), NOW + 1);
    house.chain.mine({ events: [carolsWithdrawal] });
    await at(house, END);
    house.chain.mine({ events: [presented(bob, 100n)] });
    await at(house, OPEN);
    expect(settlementsSent(house.chain), "his bid of 500 would leave 900 elsewhere without cover").to.deep.equal([]);
    for (const wait of [0, 2 * times.challenge]) {
      house.pass(30_000);
      await at(house, FINALIZABLE + wait);
    }
    expect(outcome(house)).to.include({ winner: bob, amount: 100n });
  });

  it("counts a bid of the winner's that was outbid here as free at once, for what the rest of his money binds", async () => {
    const other = auctionOf({ salt: 2n, end: BigInt(NOW + 500) });
    const house = await openWithBids({ finality: "finalized" });
    house.chain.finalityDepth = 2;
    house.chain.mine({ events: [other.event] });
    await at(house, OPEN);
    const bids = [presented(carol, 105n), presented(alice, 106n), presented(carol, 950n, other.id)];
    house.chain.mine({ events: [depositOf(people.alice, 106n), ...bids] });
    await house.follower.sync();
    expect(await means(house, { bidder: carol })).to.deep.equal({ payable: 50n, bound: 950n });
    expect(reservedBy(house, carol), "what she presented here may be brought back by a reorg").to.equal(1_055n);
  });

  it("takes what a bid key presented elsewhere from its cap or from the vault, and not twice", async () => {
    const other = auctionOf({ salt: 2n, end: BigInt(NOW + 500) });
    const house = await openWithBids();
    house.chain.mine({ events: [other.event, presented(bob, 400n, other.id)] });
    await house.follower.sync();
    house.chain.keyRoom = 600n;
    expect(await means(house, { bidder: bob, key: "0x0c" })).to.deep.equal({ payable: 600n, bound: 400n });
    house.chain.keyRoom = 100n;
    expect(await means(house, { bidder: bob, key: "0x0c" })).to.deep.equal({ payable: 100n, bound: 400n });
    house.chain.mine({ events: [presented(bob, 100n)] });
    await house.follower.sync();
    expect(await means(house, { bidder: bob, key: "0x0c" }), "his own key signed that").to.include({ payable: 100n });
  });

  it("passes over him once the auction could be finalized: it may not wait for ever", async () => {
    const other = auctionOf({ salt: 2n, end: BigInt(NOW + 620) });
    const house = await openWithBids();
    house.chain.mine({ events: [other.event, presented(carol, 950n, other.id)] });
    await at(house, FINALIZABLE);
    expect(outcome(house)).to.include({ winner: bob, amount: 100n });
  });

  it("chooses anew, after the first settlement's deadline, where a bid was presented too late for it", async () => {
    const house = await openWithBids({ settlementSeconds: 60 });
    house.chain.mine({ events: [depositOf(people.alice, 500n)] });
    house.chain.automine = false;
    await at(house, OPEN);
    house.chain.mine({ events: [presented(alice, 105n)] });
    await look(house);
    expect(outcome(house), "a tie with what was presented is enough").to.include({ winner: carol, amount: 105n });

    const contested = await openWithBids({ settlementSeconds: 60 });
    contested.chain.mine({ events: [depositOf(people.alice, 500n)] });
    contested.chain.automine = false;
    await at(contested, OPEN);
    contested.chain.mine({ events: [presented(alice, 106n)] });
    await look(contested);
    expect(attemptOf(contested)).to.include({ state: "failed", reason: "AmountBelowPresented" });
    contested.chain.automine = true;
    for (const wait of [0, times.challenge + 1]) await at(contested, FINALIZABLE + 70 + wait);
    expect(outcome(contested)).to.include({ winner: alice, amount: 106n });
  });

  it("ends in the book, and frees the cover, when others end the auction", async () => {
    for (const end of [
      { name: "AuctionCancelled", auctionId: id },
      { name: "AuctionReturned", auctionId: id },
      {
        name: "AuctionSettled",
        auctionId: id,
        winner: alice,
        amount: 700n,
        fee: 0n,
        royalty: 0n,
        settler: zeroHash,
        nonce: 0n,
      },
    ] as const) {
      const house = await openWithBids();
      expect(reservedBy(house, carol)).to.equal(105n);
      house.chain.mine({ events: end.name === "AuctionSettled" ? [depositOf(people.alice, 700n), end] : [end] });
      await at(house, OPEN);
      expect(reservedBy(house, carol), end.name).to.equal(0n);
      expect(settlementsSent(house.chain)).to.deep.equal([]);
      const late = placeBid(house, await signedBid(people.bob, id, 500n), NOW + 2).catch(({ code }) => code);
      expect(await late).to.equal("auction_ended");
    }
  });

  it("holds what an account presented, until it is replaced or the auction is over for good (MECHANISM.md 15 and 17)", async () => {
    const house = await openWithBids({ finality: "finalized" });
    house.chain.finalityDepth = 2;
    expect(reservedBy(house, bob)).to.equal(0n);
    house.chain.mine({ events: [presented(bob, 100n)] });
    await house.follower.sync();
    expect(reservedBy(house, bob)).to.equal(100n);
    house.chain.mine({ events: [presented(carol, 105n)] });
    await house.follower.sync();
    expect(reservedBy(house, bob), "a reorg could bring it back").to.equal(100n);
    house.chain.mine();
    house.chain.mine();
    await house.follower.sync();
    expect(reservedBy(house, bob)).to.equal(0n);
    expect(reservedBy(house, carol), "once, though it stands and was presented").to.equal(105n);
  });
});
