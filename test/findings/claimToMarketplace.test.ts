import { expect } from "chai";
import { deployMarketplace, PRICE } from "../helpers/marketplace.ts";
import { outcomeOf } from "../helpers/reverts.ts";

/**
 * Finding: `claimItem(id, marketplace)` sent ERC-1155 units from the Marketplace to itself. Its own hook took them for a
 * pull of its own and accepted, the claim was cleared, and the units were nobody's for ever. A claim is
 * cleared only when its items went to somebody (MECHANISM.md 32).
 */
describe("finding: a claim sent to the Marketplace itself", () => {
  it("is refused, and stays a claim", async () => {
    const { actor, addressOf, fund, list, marketplace, money, stacks } = await deployMarketplace();
    const { account } = actor.alice;
    await fund(actor.alice, 3n * PRICE);
    const { terms, id } = await list({ quantity: 3n });
    await marketplace.write.buy([terms, 3n, 3n * PRICE, money.address], { account });

    const claim = outcomeOf(marketplace.write.claimItem([id, marketplace.address], { account }));
    expect((await claim).name).to.equal("InvalidRecipient");
    expect((await marketplace.read.claimOf([id, addressOf("alice")]))[2]).to.equal(3n);
    await marketplace.write.claimItem([id, addressOf("bob")], { account });
    expect(await stacks.read.balanceOf([addressOf("bob"), terms.tokenId])).to.equal(3n);
  });
});
