import { expect } from "chai";
import { EXTENSION_LIMIT, openBidding, PRICE } from "../helpers/bidding.ts";
import { CHALLENGE, GRACE } from "../helpers/marketplace.ts";

/**
 * Attack: the chain halts for longer than the grace. In its first block the seller, who has seen that the item is worth
 * more by now, finalizes: nobody could settle or present, so that he gets it back though it was sold. With one call to
 * finalize that works. Here it takes two, a challenge window apart, and settlement and presentation stay open in between
 * (MECHANISM.md 7).
 */
describe("finding: a halt longer than grace", () => {
  it("leaves time to settle after the first call", async () => {
    const house = await openBidding();
    const lot = await house.auction();
    await house.time.increaseTo(lot.terms.end + EXTENSION_LIMIT + 3n * GRACE);
    expect(await house.finalizeOnce(lot)).to.equal("yes");
    expect(await house.finalizeOnce(lot)).to.equal("FinalizeNotOpen");
    expect(await house.settle(lot, house.actor.alice, 3n * PRICE)).to.equal("yes");
    expect(await house.ownerOf(lot)).to.equal(house.addressOf("alice"));
  });

  it("leaves time to present, and who presented wins by the second call", async () => {
    const house = await openBidding();
    const lot = await house.auction();
    await house.time.increaseTo(lot.terms.end + EXTENSION_LIMIT + 3n * GRACE);
    expect(await house.finalizeOnce(lot)).to.equal("yes");
    expect(await house.present(lot, house.actor.alice, 5n * PRICE, { amount: 2n * PRICE })).to.equal("yes");
    await house.time.increase(CHALLENGE);
    expect(await house.finalizeOnce(lot)).to.equal("yes");
    expect(await house.ownerOf(lot)).to.equal(house.addressOf("alice"));
    expect((await house.stateOf(lot)).amount).to.equal(2n * PRICE);
  });
});
