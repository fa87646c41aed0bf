import { settlerHash } from "@plaza/sdk";
import { expect } from "chai";
import { openBidding, PRICE } from "../helpers/bidding.ts";

/**
 * Attack: a settler's key leaks and is removed, its thief has signed a stack of settlements and withdrawals. Months later the
 * admin adds the same key again, by mistake or under pressure, and all that was signed lives again, with nonces that were never
 * used. Here a removed settler is retired for ever, and a new one signs only after a delay (MECHANISM.md 28).
 */
describe("finding: settler re-added", () => {
  it("is refused for ever, and nothing that he signed revives", async () => {
    const house = await openBidding();
    const { actor, marketplace } = house;
    const { account } = actor.admin;
    const settler = actor.settler.account.address;
    const lot = await house.auction();
    await house.toSettlement(lot);
    const stolen = await house.signSettlement(lot, actor.alice, PRICE);
    await marketplace.write.removeSettler([settler], { account });
    expect(await house.sendSettlement(stolen)).to.equal("UnauthorizedSettler");
    expect(await house.said(marketplace.write.addSettler([settler], { account }))).to.equal("SettlerRetired");
    // Nor by the back door of the receipt keys.
    expect(await house.said(marketplace.write.addReceiptKey([settler], { account }))).to.equal("SettlerExists");
    expect(await marketplace.read.isNonceUsed([settlerHash(settler), stolen[1].nonce])).to.equal(false);
    expect(await house.sendSettlement(stolen)).to.equal("UnauthorizedSettler");
  });

  it("is not replaced in secret: who is added cannot sign at once", async () => {
    const house = await openBidding();
    const { actor, marketplace } = house;
    const lot = await house.auction();
    await house.toSettlement(lot);
    const bob = actor.bob.account.address;
    await marketplace.write.addSettler([bob], { account: actor.admin.account });
    const early = await house.signSettlement(lot, actor.alice, PRICE, { by: actor.bob });
    expect(await house.sendSettlement(early)).to.equal("UnauthorizedSettler");
    await house.time.increase(21_600n);
    const due = await house.signSettlement(lot, actor.alice, PRICE, { by: actor.bob });
    expect(await house.sendSettlement(due)).to.equal("yes");
  });
});
