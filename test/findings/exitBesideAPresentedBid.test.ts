import { expect } from "chai";
import { openBidding, PRICE } from "../helpers/bidding.ts";
import { EXIT_DELAY } from "../helpers/marketplace.ts";

/**
 * Finding: a ripe exit was all or nothing. One presented bid of a bidder, however small, held all of what he had asked out nine days
 * before, until its auction ended. Now it holds what it binds, and the rest leaves (MECHANISM.md 15).
 */
describe("finding: a ripe exit beside a presented bid", () => {
  it("pays what the bid does not bind, and the rest when it ends", async () => {
    const house = await openBidding();
    const { actor, addressOf, marketplace, money } = house;
    const { account } = actor.alice;
    await marketplace.write.requestExit([10n * PRICE], { account });
    await house.time.increase(EXIT_DELAY);
    const lot = await house.auction();
    await house.toEnd(lot);
    expect(await house.present(lot, actor.alice, 2n * PRICE)).to.equal("yes");
    await marketplace.write.executeExit([account.address], { account });
    expect(await money.read.balanceOf([addressOf("alice")])).to.equal(8n * PRICE);
    expect(await house.vaultOf(actor.alice)).to.include({ free: 0n, exiting: 2n * PRICE, presented: 2n * PRICE });
    expect(await house.said(marketplace.write.executeExit([account.address], { account }))).to.equal(
      "PresentedBidsUncovered",
    );

    await house.toSettlement(lot);
    expect(await house.settle(lot, actor.bob, 2n * PRICE)).to.equal("yes");
    await marketplace.write.executeExit([account.address], { account });
    expect(await money.read.balanceOf([addressOf("alice")])).to.equal(10n * PRICE);
    expect(await house.vaultOf(actor.alice)).to.include({ exiting: 0n, exitableAt: 0 });
  });
});
