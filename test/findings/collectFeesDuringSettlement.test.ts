import { bidTypedData, settlementTypedData } from "@plaza/sdk";
import { marketplaceAbi } from "@plaza/sdk/abi";
import { expect } from "chai";
import { encodeFunctionData, parseAbi } from "viem";
import { CHALLENGE, deployMarketplace, PRICE } from "../helpers/marketplace.ts";

/**
 * Finding: a settlement lowers `totalOwed` before it pays the seller. With a currency that has a hook, `collectFees` called
 * from within that payment took the proceeds for fees and sent them to the treasury; the payment then came out of other
 * people's funds. A settlement pays the winner's money to its seller and nobody else (MECHANISM.md 26).
 */
describe("finding: fees collected from within a settlement", () => {
  it("are refused, and everybody's funds stay covered", async () => {
    const place = await deployMarketplace({ currency: "ReentrantERC20" });
    const { actor, address, addressOf, client, domain, marketplace, money } = place;
    await place.deposit(actor.alice, 2n * PRICE);
    await place.deposit(actor.bob, 5n * PRICE);
    const { terms, id } = await place.auction();
    await place.time.increaseTo(terms.end + CHALLENGE);
    const deadline = BigInt(await place.time.latest()) + 600n;
    const outcome = { auctionId: id, winner: addressOf("alice"), amount: 2n * PRICE, nonce: 0n, deadline };
    const bid = { auctionId: id, bidder: addressOf("alice"), maxAmount: 2n * PRICE };
    const signatures = [
      await actor.settler.signTypedData(settlementTypedData(domain, outcome)),
      await actor.alice.signTypedData(bidTypedData(domain, bid)),
    ] as const;

    const hookAbi = parseAbi([
      "function setCall(address target, bytes call)",
      "function called() view returns (bool)",
      "function succeeded() view returns (bool)",
    ]);
    const hook = { abi: hookAbi, address: money.address } as const;
    const data = encodeFunctionData({ abi: marketplaceAbi, functionName: "collectFees" });
    await actor.carol.writeContract({ ...hook, functionName: "setCall", args: [address, data] });
    await marketplace.write.settleAuction([terms, outcome, 2n * PRICE, ...signatures]);

    expect(await client.readContract({ ...hook, functionName: "called" })).to.equal(true);
    expect(await client.readContract({ ...hook, functionName: "succeeded" })).to.equal(false);
    expect(await money.read.balanceOf([addressOf("treasury")])).to.equal(0n);
    expect(await money.read.balanceOf([address])).to.equal(5n * PRICE + PRICE / 10n);
    expect(await marketplace.read.totalOwed()).to.equal(5n * PRICE);
  });
});
