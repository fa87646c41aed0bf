import { settlementHash } from "@plaza/sdk";
import { expect } from "chai";
import { recoverAddress } from "viem";
import type { AcceptedBid } from "../domain/bids.ts";
import type { Choice } from "../domain/outcome.ts";
import { findAttempts } from "../infra/database/settlements.ts";
import { placeBid } from "../intake/placeBid.ts";
import {
  addressOf,
  auctionOf,
  depositOf,
  domain,
  type House,
  NOW,
  openHouse,
  people,
  signedBid,
} from "../testing/house.ts";

const { id, event } = auctionOf();

describe("settlement log", () => {
  let house: House;
  let top: AcceptedBid;
  beforeEach(async () => {
    house = await openHouse();
    house.chain.mine({
      events: [event, depositOf(people.bob, 1_000n), depositOf(people.carol, 1_000n)],
      timestamp: NOW + 1,
    });
    await house.follower.sync();
    top = (await placeBid(house, await signedBid(people.bob, id, 100n), NOW + 1)).bid;
    house.chain.mine({ timestamp: NOW + 700 });
    await house.follower.sync();
  });

  const settle = (bidCount = 1, choice: Choice = { winner: top.bidder, amount: top.amount, bid: top }) => {
    const auction = house.ledger.state.chain.auction(id);
    if (auction === undefined) throw new Error("The auction is unknown.");
    return house.settlements.settle(choice, { auction, bidCount }, 60);
  };

  it("signs what the winner bid, for so long, with a nonce of its own (MECHANISM.md 26 and 27)", async () => {
    const attempt = await settle();
    const { plan } = attempt ?? {};
    if (plan?.kind !== "settle") throw new Error("Nothing was signed.");
    expect(plan).to.include({ winner: top.bidder, amount: 100n });
    expect(plan.bid).to.deep.equal({ maxAmount: 100n, sequence: 1, signature: top.signature });
    expect(plan.deadline).to.equal(NOW + 760);
    const hash = settlementHash(domain, { ...plan, auctionId: id, deadline: BigInt(plan.deadline) });
    expect(await recoverAddress({ hash, signature: plan.settlerSignature })).to.equal(house.settler.address);
  });

  it("does not settle among fewer bids than there are", async () => {
    expect(await settle(0)).to.equal(undefined);
  });

  it("does not settle as it chose before something was presented", async () => {
    const auction = house.ledger.state.chain.auction(id);
    if (auction === undefined) throw new Error("The auction is unknown.");
    const carol = addressOf(people.carol);
    const presented = {
      name: "BidPresented",
      auctionId: id,
      bidder: carol,
      maxAmount: 105n,
      amount: 105n,
      sequence: 2,
    } as const;
    house.chain.mine({ events: [presented] });
    await house.follower.sync();
    const choice = { winner: top.bidder, amount: top.amount, bid: top };
    expect(await house.settlements.settle(choice, { auction, bidCount: 1 }, 60)).to.equal(undefined);
  });

  it("settles with a posted bid without any Bid, and remembers that it did (MECHANISM.md 19)", async () => {
    const attempt = await settle(1, { winner: addressOf(people.carol), amount: 300n, bid: null });
    expect(attempt?.plan).to.include({ kind: "settle", amount: 300n, bid: null });
    const [stored] = await findAttempts(house.database, [id]);
    expect(stored?.plan).to.deep.equal(attempt?.plan);
  });

  it("has one attempt at a time, and none while an earlier one binds", async () => {
    const attempt = await settle();
    if (!attempt) throw new Error("Nothing was signed.");
    expect(await settle()).to.equal(undefined);
    expect(await house.settlements.finalize(id, "announce")).to.equal(undefined);
    await house.settlements.record(attempt, { state: "failed", reason: "InsufficientFunds" });
    expect(await settle()).to.equal(undefined);
    house.chain.mine({ timestamp: NOW + 761 });
    await house.follower.sync();
    const next = await settle();
    expect(next?.id).to.equal(attempt.id + 1);
    expect(next?.plan)
      .to.have.property("nonce")
      .that.does.not.equal((attempt.plan as { nonce: bigint }).nonce);
  });

  it("begins nothing for an auction that has ended on the chain", async () => {
    house.chain.mine({ events: [{ name: "AuctionReturned", auctionId: id }] });
    await house.follower.sync();
    expect(await settle()).to.equal(undefined);
    expect(await house.settlements.finalize(id, "return")).to.equal(undefined);
  });
});
