import { settlementHash } from "@plaza/sdk";
import { expect } from "chai";
import { recoverAddress } from "viem";
import type { AcceptedBid } from "../domain/bids.ts";
import { placeBid } from "../intake/placeBid.ts";
import { auctionOf, depositOf, domain, type House, NOW, openHouse, people, signedBid } from "../testing/house.ts";

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

  it("signs what the winner bid, for so long, with a nonce of its own (MECHANISM.md 26 and 27)", async () => {
    const attempt = await house.settlements.settle(top, 1, 60);
    const { plan } = attempt ?? {};
    if (plan?.kind !== "settle") throw new Error("Nothing was signed.");
    expect(plan).to.include({ winner: top.bidder, amount: 100n, maxAmount: 100n, bidSignature: top.signature });
    expect(plan.deadline).to.equal(NOW + 760);
    const hash = settlementHash(domain, { ...plan, auctionId: id, deadline: BigInt(plan.deadline) });
    expect(await recoverAddress({ hash, signature: plan.settlerSignature })).to.equal(house.settler.address);
  });

  it("does not settle among fewer bids than there are", async () => {
    expect(await house.settlements.settle(top, 0, 60)).to.equal(undefined);
  });

  it("has one attempt at a time, and none while an earlier one binds", async () => {
    const attempt = await house.settlements.settle(top, 1, 60);
    if (!attempt) throw new Error("Nothing was signed.");
    expect(await house.settlements.settle(top, 1, 60)).to.equal(undefined);
    expect(await house.settlements.finalize(id, "announce")).to.equal(undefined);
    await house.settlements.record(attempt, { state: "failed", reason: "InsufficientFunds" });
    expect(await house.settlements.settle(top, 1, 60)).to.equal(undefined);
    house.chain.mine({ timestamp: NOW + 761 });
    await house.follower.sync();
    const next = await house.settlements.settle(top, 1, 60);
    expect(next?.id).to.equal(attempt.id + 1);
    expect(next?.plan)
      .to.have.property("nonce")
      .that.does.not.equal((attempt.plan as { nonce: bigint }).nonce);
  });

  it("begins nothing for an auction that has ended on the chain", async () => {
    house.chain.mine({ events: [{ name: "AuctionReturned", auctionId: id }] });
    await house.follower.sync();
    expect(await house.settlements.settle(top, 1, 60)).to.equal(undefined);
    expect(await house.settlements.finalize(id, "return")).to.equal(undefined);
  });
});
