import { expect } from "chai";
import { openBidding, PRICE } from "../helpers/bidding.ts";

/**
 * Attack: a bidder asks the relayer to co-sign a withdrawal of all he has before he bids, and keeps it. He bids, wins, and
 * in the minute before the settlement sends the withdrawal: he backs out of any auction that he does not like any more. A
 * consent that does not expire allows that; here its deadline is at most ten minutes ahead (MECHANISM.md 15), and a
 * presented bid keeps its money whatever was co-signed.
 */
describe("finding: banked withdrawal", () => {
  it("cannot be made: the contract takes no consent for longer than ten minutes", async () => {
    const { actor, marketplace, said, signWithdrawal } = await openBidding();
    const { account } = actor.alice;
    const banked = await signWithdrawal(actor.alice, 10n * PRICE, 86_400n);
    expect(await said(marketplace.write.withdraw(banked, { account }))).to.equal("DeadlineTooFar");
  });

  it("is void when the auction ends, and the settlement finds the money", async () => {
    const house = await openBidding();
    const { alice } = house.actor;
    const lot = await house.auction();
    const banked = await house.signWithdrawal(alice, 10n * PRICE, 600n);
    await house.toSettlement(lot);
    const withdraw = house.marketplace.write.withdraw(banked, { account: alice.account });
    expect(await house.said(withdraw)).to.equal("DeadlinePassed");
    expect(await house.settle(lot, alice, 10n * PRICE)).to.equal("yes");
  });

  it("leaves what a presented bid binds, however fresh the consent is", async () => {
    const house = await openBidding();
    const { alice } = house.actor;
    const lot = await house.auction();
    await house.toEnd(lot);
    expect(await house.present(lot, alice, 4n * PRICE)).to.equal("yes");
    const tooMuch = await house.signWithdrawal(alice, 6n * PRICE + 1n);
    const refused = house.marketplace.write.withdraw(tooMuch, { account: alice.account });
    expect(await house.said(refused)).to.equal("PresentedBidsUncovered");
    const rest = await house.signWithdrawal(alice, 6n * PRICE);
    expect(await house.said(house.marketplace.write.withdraw(rest, { account: alice.account }))).to.equal("yes");
  });
});
