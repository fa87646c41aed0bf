import { expect } from "chai";
import { openBidding, PRICE } from "../helpers/bidding.ts";

/**
 * Attack: the best bidder cannot pay, so the relayer signs a second settlement for the next one. While both are good, the
 * first bidder tops up and sends his old one as well, or waits which of the two suits him: with a nonce of the auction or
 * none, both are one attempt and the loser's cannot be taken back. Here each attempt has its own nonce, the settler can
 * burn it, an auction settles once, and deadlines are short (MECHANISM.md 27).
 */
describe("finding: overlapping settlements", () => {
  it("settle an auction once, whichever comes first", async () => {
    const house = await openBidding();
    const { alice, bob } = house.actor;
    const lot = await house.auction();
    await house.toSettlement(lot);
    const [first, second] = [
      await house.signSettlement(lot, alice, 11n * PRICE),
      await house.signSettlement(lot, bob, PRICE),
    ];
    expect(await house.sendSettlement(first)).to.equal("InsufficientFunds");
    expect(await house.sendSettlement(second)).to.equal("yes");
    await house.deposit(alice, PRICE);
    expect(await house.sendSettlement(first)).to.equal("AuctionAlreadySettled");
    expect((await house.vaultOf(alice)).free).to.equal(11n * PRICE);
  });

  it("are taken back by burning the nonce of the first", async () => {
    const house = await openBidding();
    const { alice, bob, settler } = house.actor;
    const lot = await house.auction();
    await house.toSettlement(lot);
    const first = await house.signSettlement(lot, alice, 11n * PRICE, { nonce: 7_000n });
    await house.marketplace.write.burnNonce([7_000n], { account: settler.account });
    await house.deposit(alice, PRICE);
    expect(await house.sendSettlement(first)).to.equal("NonceAlreadyUsed");
    expect(await house.settle(lot, bob, PRICE)).to.equal("yes");
  });

  it("are not kept for later: a settlement is void after its deadline", async () => {
    const house = await openBidding();
    const lot = await house.auction();
    await house.toSettlement(lot);
    const kept = await house.signSettlement(lot, house.actor.alice, PRICE);
    await house.time.increase(601n);
    expect(await house.sendSettlement(kept)).to.equal("DeadlinePassed");
  });
});
