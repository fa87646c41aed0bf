import { expect } from "chai";
import { parseAbi } from "viem";
import { deployMarketplace, PRICE } from "../helpers/marketplace.ts";

/**
 * Attack: a collection asks 2.5 % when an item is listed and 95 % when it is bought. A contract that pays what ERC-2981
 * answers at the sale gives the collection what the seller thought was his. Here the seller names the most that he bears
 * when he lists, and no more is paid, whatever the collection answers later (MECHANISM.md 34).
 */
describe("finding: royalty raised after listing", () => {
  const royaltyAbi = parseAbi(["function ask(address receiver, uint256 amount)"]);

  it("is paid up to the seller's maximum, and his proceeds are what he counted on", async () => {
    const place = await deployMarketplace({ collection: "RoyaltyERC721" });
    const { actor, addressOf, marketplace, money } = place;
    const ask = (amount: bigint) =>
      actor.carol.writeContract({
        address: place.items.address,
        abi: royaltyAbi,
        functionName: "ask",
        args: [addressOf("carol"), amount],
      });
    await ask(PRICE / 40n);
    const { terms } = await place.list({ maxRoyaltyBps: 250 });
    await ask((PRICE * 95n) / 100n);
    await place.fund(actor.alice, PRICE);
    await marketplace.write.buy([terms, 1n, PRICE, addressOf("alice")], { account: actor.alice.account });
    expect(await money.read.balanceOf([addressOf("carol")])).to.equal(PRICE / 40n);
    expect(await money.read.balanceOf([addressOf("seller")])).to.equal(PRICE - PRICE / 20n - PRICE / 40n);
  });

  it("is not paid at all where the seller agreed to none", async () => {
    const place = await deployMarketplace({ collection: "RoyaltyERC721" });
    const { actor, addressOf, marketplace, money } = place;
    const { terms } = await place.list();
    await actor.carol.writeContract({
      address: place.items.address,
      abi: royaltyAbi,
      functionName: "ask",
      args: [addressOf("carol"), PRICE],
    });
    await place.fund(actor.alice, PRICE);
    await marketplace.write.buy([terms, 1n, PRICE, addressOf("alice")], { account: actor.alice.account });
    expect(await money.read.balanceOf([addressOf("carol")])).to.equal(0n);
    expect(await money.read.balanceOf([addressOf("seller")])).to.equal((PRICE * 95n) / 100n);
  });
});
