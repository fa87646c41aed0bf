import { bidTypedData, settlementTypedData } from "@plaza/sdk";
import { expect } from "chai";
import { CHALLENGE, deployMarketplace, PRICE } from "../helpers/marketplace.ts";

/**
 * Finding: a settlement that took all that was exiting left `exitableAt` standing, though there was no exit any more: a
 * reader was told of an exit of nothing, which could neither be executed nor cancelled. An exit is
 * an amount with a time, or neither (MECHANISM.md 14).
 */
describe("finding: the time of an exit that a settlement spent", () => {
  it("is forgotten with the exit", async () => {
    const { actor, addressOf, auction, deposit, domain, marketplace, time } = await deployMarketplace();
    const { account } = actor.alice;
    await deposit(actor.alice, 2n * PRICE);
    await marketplace.write.requestExit([2n * PRICE], { account });
    const { terms, id } = await auction();
    await time.increaseTo(terms.end + CHALLENGE);
    const deadline = BigInt(await time.latest()) + 600n;
    const outcome = { auctionId: id, winner: addressOf("alice"), amount: 2n * PRICE, nonce: 0n, deadline };
    const bid = { auctionId: id, bidder: addressOf("alice"), maxAmount: 2n * PRICE };
    await marketplace.write.settleAuction([
      terms,
      outcome,
      2n * PRICE,
      await actor.settler.signTypedData(settlementTypedData(domain, outcome)),
      await actor.alice.signTypedData(bidTypedData(domain, bid)),
    ]);
    const funds = await marketplace.read.vaultOf([addressOf("alice")]);
    expect(funds).to.deep.equal({ free: 0n, exiting: 0n, exitableAt: 0, credit: 0n, presented: 0n });
  });
});
