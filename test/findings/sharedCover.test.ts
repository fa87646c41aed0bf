import { expect } from "chai";
import { openBidding, PRICE } from "../helpers/bidding.ts";

/**
 * Attack: one deposit of 10 stands behind bids of 10 in two auctions. Both bind rivals there, and when the one is settled
 * the other binds no more: its item goes for the reserve to the bidder's accomplice. Counting cover auction by auction
 * allows that. Here what is presented adds up per account, and nothing leaves below the sum: no withdrawal, no exit, no
 * settlement elsewhere (MECHANISM.md 15 and 25).
 */
describe("finding: shared cover", () => {
  it("binds one auction at a time: the second bid is not taken", async () => {
    const house = await openBidding();
    const { alice } = house.actor;
    const [one, other] = [await house.auction(), await house.auction()];
    await house.toEnd(other);
    expect(await house.present(one, alice, 10n * PRICE)).to.equal("yes");
    expect(await house.present(other, alice, PRICE)).to.equal("InsufficientFunds");
    expect((await house.vaultOf(alice)).presented).to.equal(10n * PRICE);
  });

  it("is not spent in another auction while it binds in one, and is free when that is over", async () => {
    const house = await openBidding();
    const { alice, bob } = house.actor;
    const [one, other] = [await house.auction(), await house.auction()];
    await house.toEnd(other);
    expect(await house.present(one, alice, 8n * PRICE)).to.equal("yes");
    await house.toSettlement(other);
    expect(await house.settle(other, alice, 3n * PRICE)).to.equal("PresentedBidsUncovered");
    expect(await house.settle(one, bob, 8n * PRICE)).to.equal("yes");
    expect(await house.settle(other, alice, 3n * PRICE)).to.equal("yes");
    expect((await house.vaultOf(alice)).free).to.equal(7n * PRICE);
  });
});
