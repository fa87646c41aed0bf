import { expect } from "chai";
import { openBidding, PRICE } from "../helpers/bidding.ts";

const SETTLER_DELAY = 21_600n;

/**
 * Finding: a receipt key was good from the block in which it was added. Whoever stole the settler admin's key could add one after
 * the close, and forge a receipt by which an accomplice's bid of a moment ago counted: the winner's settlement was stopped. A
 * new key now waits for SETTLER_DELAY, as a settler does, and vouches only for what is received from then on (MECHANISM.md 20).
 */
describe("finding: receipt key added after the close", () => {
  it("says nothing at once, and later nothing of an auction that has ended", async () => {
    const house = await openBidding();
    const { actor, marketplace } = house;
    const lot = await house.auction();
    await house.toEnd(lot);
    await marketplace.write.addReceiptKey([actor.carol.account.address], { account: actor.admin.account });
    const forged = () => house.present(lot, actor.alice, 5n * PRICE, { by: actor.carol });
    expect(await forged()).to.equal("UnauthorizedReceiptKey");
    await house.time.increase(SETTLER_DELAY);
    expect(await forged()).to.equal("ReceivedOutsideAuction");
    expect(await house.settle(lot, actor.bob, PRICE)).to.equal("yes");
  });

  it("can be stopped before it says anything", async () => {
    const house = await openBidding();
    const { actor, marketplace } = house;
    const { account } = actor.admin;
    const key = actor.carol.account.address;
    await marketplace.write.addReceiptKey([key], { account });
    await marketplace.write.removeReceiptKey([key], { account });
    await house.time.increase(SETTLER_DELAY);
    const lot = await house.auction();
    await house.toEnd(lot);
    expect(await house.present(lot, actor.alice, 5n * PRICE, { by: actor.carol })).to.equal("UnauthorizedReceiptKey");
  });
});
