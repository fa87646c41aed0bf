import { expect } from "chai";
import { openBidding, PRICE } from "../helpers/bidding.ts";

/**
 * Attack: the contract keeps only two presented bids. Two friends of the relayer present higher ones, so that the victim's
 * is forgotten, and then pull their money out: nothing binds any more and the item goes to a third friend for the reserve.
 * That works where an eviction costs nothing. Here whoever takes a place is covered when he does. The best one's money is bound
 * until the auction ends, and what the next best went up to is the least that he pays, even if its money is gone (MECHANISM.md 15, 21
 * and 23).
 */
describe("finding: an evicted presentation", () => {
  it("is replaced only by money that stays: the price cannot fall behind it", async () => {
    const house = await openBidding();
    const { alice, bob, carol } = house.actor;
    const lot = await house.auction();
    await house.toEnd(lot);
    expect(await house.present(lot, alice, 5n * PRICE, { sequence: 1n })).to.equal("yes");
    // A bluff takes no place.
    expect(await house.present(lot, bob, 11n * PRICE, { sequence: 2n })).to.equal("InsufficientFunds");
    expect(await house.present(lot, bob, 9n * PRICE, { sequence: 2n })).to.equal("yes");
    expect(await house.present(lot, carol, 8n * PRICE, { sequence: 3n })).to.equal("yes");
    expect((await house.vaultOf(alice)).presented).to.equal(0n);

    const leave = async (friend: typeof bob) =>
      house.said(
        house.marketplace.write.withdraw(await house.signWithdrawal(friend, 10n * PRICE), { account: friend.account }),
      );
    expect(await leave(bob)).to.equal("PresentedBidsUncovered");
    expect(await leave(carol)).to.equal("yes");
    await house.toSettlement(lot);
    // Below what the next best presented the best cannot win either.
    expect(await house.settle(lot, carol, 8n * PRICE)).to.equal("AmountBelowPresented");
    expect(await house.settle(lot, alice, 5n * PRICE)).to.equal("AmountBelowPresented");
    expect(await house.settle(lot, bob, PRICE)).to.equal("AmountBelowPresented");
    expect(await house.settle(lot, bob, 8n * PRICE)).to.equal("yes");
  });

  it("is not made by the worse of two, nor by an equal one that came later", async () => {
    const house = await openBidding();
    const { alice, bob, carol } = house.actor;
    const lot = await house.auction();
    await house.toEnd(lot);
    expect(await house.present(lot, alice, 5n * PRICE, { sequence: 1n })).to.equal("yes");
    expect(await house.present(lot, bob, 6n * PRICE, { sequence: 2n })).to.equal("yes");
    expect(await house.present(lot, carol, 5n * PRICE, { sequence: 3n })).to.equal("NotAmongTheBest");
    expect((await house.presentedIn(lot)).map(({ maxAmount }) => maxAmount)).to.deep.equal([6n * PRICE, 5n * PRICE]);
  });
});
