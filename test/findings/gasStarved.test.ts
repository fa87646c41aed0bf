import { marketplaceAbi } from "@plaza/sdk/abi";
import { expect } from "chai";
import { encodeFunctionData } from "viem";
import { EXTENSION_LIMIT, openBidding, PRICE } from "../helpers/bidding.ts";
import { CHALLENGE, GRACE } from "../helpers/marketplace.ts";
import { outcomeOf } from "../helpers/reverts.ts";

/**
 * Attack: the last call that finalizes an auction tries to hand over the item, and where it cannot, the item returns. Its
 * sender gives just so little gas that the item's transfer runs out of it while the rest succeeds: the winner loses what he
 * won and the seller has item and a new try. That works wherever a failed call is caught and its gas is the caller's
 * choice. Here whoever calls must bring the full cap and what follows it, or the whole transaction reverts (MECHANISM.md
 * 33).
 */
describe("finding: gas starved at a capped call", () => {
  it("ends the auction in favour of the winner or not at all, with any gas", async () => {
    const house = await openBidding();
    const { actor, client } = house;
    const lot = await house.auction();
    expect(await house.post(lot, actor.bob, 2n * PRICE)).to.equal("yes");
    await house.time.increaseTo(lot.terms.end + EXTENSION_LIMIT + GRACE);
    await house.marketplace.write.finalizeAuction([lot.terms]);
    await house.time.increase(CHALLENGE);

    const data = encodeFunctionData({ abi: marketplaceAbi, functionName: "finalizeAuction", args: [lot.terms] });
    let starved = 0;
    for (let gas = 60_000n; gas <= 600_000n; gas += 20_000n) {
      const before = await house.test.snapshot();
      const { name } = await outcomeOf(
        actor.carol
          .sendTransaction({ to: house.address, data, gas })
          .then((hash) => client.getTransactionReceipt({ hash })),
      );
      if (name === "yes") expect(await house.ownerOf(lot), `with ${gas} gas`).to.equal(house.addressOf("bob"));
      else starved += 1;
      await house.test.revert({ id: before });
    }
    expect(starved).to.be.greaterThan(5);
  });
});
