import { expect } from "chai";
import { deployMarketplace, PRICE } from "../helpers/marketplace.ts";

/**
 * Finding: a basket had one maximum, for all of it. A seller of two listings cancelled the dear one and raised the price of the
 * cheap one to all that the buyer would have paid for both. The price is of what changes, and no id holds it (MECHANISM.md 3): so
 * each purchase now has a maximum of its own, as that of `buy`, and what is dearer is left out.
 */
describe("finding: a raised price that a skipped purchase pays", () => {
  it("is left out, as the purchase that is gone", async () => {
    const { actor, addressOf, list, fund, marketplace, money } = await deployMarketplace();
    const { terms: dear } = await list({ price: 100n * PRICE });
    const { terms: cheap, id } = await list({ price: PRICE });
    const most = 101n * PRICE;
    await fund(actor.alice, most);
    const seller = { account: actor.seller.account };
    await marketplace.write.cancelListing([dear], seller);
    await marketplace.write.updatePrice([cheap, most], seller);

    const purchases = [
      { terms: dear, quantity: 1n, maxTotal: 100n * PRICE },
      { terms: cheap, quantity: 1n, maxTotal: PRICE },
    ];
    await marketplace.write.buyMany([purchases, most, addressOf("alice")], { account: actor.alice.account });
    expect(await money.read.balanceOf([addressOf("alice")])).to.equal(most);
    expect((await marketplace.read.getListing([id])).remaining).to.equal(1n);
  });
});
