import { expect } from "chai";
import { openBidding, PRICE } from "../helpers/bidding.ts";
import { DAY, EXIT_DELAY } from "../helpers/marketplace.ts";

/**
 * Attack: a bidder keeps an exit that matured long ago. He bids with money that looks like cover, and when he wins and does
 * not like it, he executes the exit in the block before the settlement. Where an exit is a permission, or takes whatever is
 * there, that is a free retraction. Here it is an amount: later deposits never join it, a new request restarts the clock,
 * and what was asked for after the bid still pays the settlement (MECHANISM.md 13 and 14).
 */
describe("finding: standing exit", () => {
  it("takes what was asked for long ago, and nothing that was deposited for the bid", async () => {
    const house = await openBidding();
    const { alice } = house.actor;
    const { account } = alice;
    await house.marketplace.write.requestExit([10n * PRICE], { account });
    await house.time.increase(EXIT_DELAY);
    await house.deposit(alice, 5n * PRICE);
    const lot = await house.auction();
    await house.toSettlement(lot);
    const exit = house.marketplace.write.executeExit([account.address], { account });
    expect(await house.said(exit)).to.equal("yes");
    expect((await house.vaultOf(alice)).free).to.equal(5n * PRICE);
    expect(await house.settle(lot, alice, 5n * PRICE)).to.equal("yes");
  });

  it("does not grow: asking for more starts the clock again", async () => {
    const house = await openBidding();
    const { account } = house.actor.alice;
    await house.marketplace.write.requestExit([1n], { account });
    await house.time.increase(EXIT_DELAY);
    await house.marketplace.write.requestExit([10n * PRICE], { account });
    const exit = house.marketplace.write.executeExit([account.address], { account });
    expect(await house.said(exit)).to.equal("ExitNotReady");
  });

  it("that is asked for in the longest auction ends after it, and pays the settlement", async () => {
    const house = await openBidding();
    const { alice } = house.actor;
    const { account } = alice;
    const start = BigInt(await house.time.latest()) + 1n;
    const lot = await house.auction({ start, end: start + 7n * DAY - 3_600n });
    await house.marketplace.write.requestExit([10n * PRICE], { account });
    await house.toSettlement(lot);
    const exit = house.marketplace.write.executeExit([account.address], { account });
    expect(await house.said(exit)).to.equal("ExitNotReady");
    expect(await house.settle(lot, alice, 10n * PRICE)).to.equal("yes");
    expect(await house.ownerOf(lot)).to.equal(house.addressOf("alice"));
  });
});
