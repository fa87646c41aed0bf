import { expect } from "chai";
import { openBidding, PRICE } from "../helpers/bidding.ts";
import { EXIT_DELAY } from "../helpers/marketplace.ts";

/**
 * Attack: bidding is over and the house does not like who won. It removes its receipt key in the next block: all receipts
 * that it gave are void, and it settles to whom it likes. Where a removal holds at once, an acknowledgement is worth what
 * the house wants. Here a removed key's receipts stay good for EXIT_DELAY, longer than any auction with its grace
 * (MECHANISM.md 20).
 */
describe("finding: receipt key removed after the close", () => {
  it("still binds: its receipts can be presented, and settlements must reach them", async () => {
    const house = await openBidding();
    const { actor, marketplace } = house;
    const lot = await house.auction();
    await house.toEnd(lot);
    await marketplace.write.removeReceiptKey([actor.receiptKeeper.account.address], { account: actor.admin.account });
    expect(await house.present(lot, actor.alice, 5n * PRICE)).to.equal("yes");
    await house.toSettlement(lot);
    expect(await house.settle(lot, actor.bob, PRICE)).to.equal("AmountBelowPresented");
    await house.finalize(lot);
    expect(await house.ownerOf(lot)).to.equal(house.addressOf("alice"));
  });

  it("is worth nothing once EXIT_DELAY is over, and never again", async () => {
    const house = await openBidding();
    const { actor, marketplace } = house;
    const { account } = actor.admin;
    const key = actor.receiptKeeper.account.address;
    await marketplace.write.removeReceiptKey([key], { account });
    await house.time.increase(EXIT_DELAY);
    expect(await house.said(marketplace.write.addReceiptKey([key], { account }))).to.equal("ReceiptKeyExists");
    const lot = await house.auction();
    await house.toEnd(lot);
    expect(await house.present(lot, actor.alice, 5n * PRICE)).to.equal("UnauthorizedReceiptKey");
  });
});
