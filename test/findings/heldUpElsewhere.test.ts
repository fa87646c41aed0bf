import { expect } from "chai";
import { openBidding, PRICE } from "../helpers/bidding.ts";

/**
 * Finding: a presented bid bound its bidder's money until its auction ended, whether or not somebody had outbid it. Whoever presented
 * an outbid bid of a leader in an auction that could not be settled held up his win elsewhere for a day of grace: on an item that
 * its seller never lets move, or with two leaders whose old bids hold up each other. Now the best presented bid alone binds: what
 * outbid him is presented too, by anyone, and he is free (MECHANISM.md 15 and 22).
 */
describe("finding: a win held up by an outbid bid elsewhere", () => {
  it("is free as soon as the bid that outbid it is presented, though that auction never settles", async () => {
    const house = await openBidding();
    const { alice, bob } = house.actor;
    const [stuck, other] = [await house.auction(), await house.auction()];
    await house.toEnd(other);
    expect(await house.present(stuck, alice, 2n * PRICE, { sequence: 1n })).to.equal("yes");
    await house.toSettlement(other);
    expect(await house.settle(other, alice, 10n * PRICE)).to.equal("PresentedBidsUncovered");
    expect(await house.present(stuck, bob, 3n * PRICE, { sequence: 2n })).to.equal("yes");
    expect(await house.settle(other, alice, 10n * PRICE)).to.equal("yes");
    expect((await house.vaultOf(bob)).presented).to.equal(3n * PRICE);
  });

  it("does not bind two leaders whose old bids were presented against each other", async () => {
    const house = await openBidding();
    const { alice, bob } = house.actor;
    const [one, two] = [await house.auction(), await house.auction()];
    await house.toEnd(two);
    expect(await house.present(one, bob, 2n * PRICE, { sequence: 1n })).to.equal("yes");
    expect(await house.present(two, alice, 2n * PRICE, { sequence: 1n })).to.equal("yes");
    await house.toSettlement(two);
    expect(await house.settle(one, alice, 10n * PRICE)).to.equal("PresentedBidsUncovered");
    expect(await house.settle(two, bob, 10n * PRICE)).to.equal("PresentedBidsUncovered");

    expect(await house.present(one, alice, 3n * PRICE, { sequence: 2n })).to.equal("yes");
    expect(await house.settle(two, bob, 10n * PRICE)).to.equal("yes");
    expect(await house.settle(one, alice, 10n * PRICE)).to.equal("yes");
  });

  it("does not bind a ring of outbid bids, whose winners are presented together", async () => {
    const house = await openBidding();
    const { alice, bob } = house.actor;
    const [one, two] = [await house.auction(), await house.auction()];
    await house.toEnd(two);
    expect(await house.present(one, alice, 8n * PRICE, { sequence: 1n })).to.equal("yes");
    expect(await house.present(two, bob, 3n * PRICE, { sequence: 1n })).to.equal("yes");
    // What outbid either is not covered while the other's is bound.
    expect(await house.present(one, bob, 9n * PRICE, { sequence: 2n })).to.equal("InsufficientFunds");
    expect(await house.present(two, alice, 4n * PRICE, { sequence: 2n })).to.equal("InsufficientFunds");
    const together = [
      await house.presentation(one, bob, 9n * PRICE, { sequence: 2n }),
      await house.presentation(two, alice, 4n * PRICE, { sequence: 2n }),
    ];
    expect(await house.said(house.marketplace.write.presentBids([together]))).to.equal("yes");
    await house.toSettlement(two);
    expect(await house.settle(one, bob, 9n * PRICE)).to.equal("yes");
    expect(await house.settle(two, alice, 4n * PRICE)).to.equal("yes");
  });

  it("is not bound by a bid that a post had beaten, which cannot be presented", async () => {
    const house = await openBidding();
    const { alice, bob } = house.actor;
    const lot = await house.auction();
    expect(await house.post(lot, bob, 3n * PRICE)).to.equal("yes");
    await house.toEnd(lot);
    expect(await house.present(lot, alice, 3n * PRICE)).to.equal("AmountBelowPost");
    expect((await house.vaultOf(alice)).presented).to.equal(0n);
  });
});
