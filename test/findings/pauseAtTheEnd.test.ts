import { expect } from "chai";
import { type Lot, openBidding, PRICE } from "../helpers/bidding.ts";
import { EXIT_DELAY } from "../helpers/marketplace.ts";

/**
 * Attack: the pauser waits for the last minute of an auction that a friend leads and pauses: nobody can outbid him, nobody
 * can present, and when the challenge window is over business goes on and the friend wins. A pause that stops everything is
 * a weapon. Here it stops new business only: posts, Extensions, presentation, settlement, finalize and every way out go on
 * (MECHANISM.md 36).
 */
describe("finding: pause at the end", () => {
  let house: Awaited<ReturnType<typeof openBidding>>;
  let lot: Lot;
  beforeEach(async () => {
    house = await openBidding();
    lot = await house.auction();
    await house.time.increaseTo(lot.terms.end - 60n);
    await house.marketplace.write.pause({ account: house.actor.admin.account });
  });

  it("stops nobody from bidding, presenting and winning", async () => {
    const { alice, bob } = house.actor;
    expect(await house.post(lot, bob, 2n * PRICE)).to.equal("yes");
    const { endsAt } = await house.stateOf(lot);
    expect(endsAt).to.be.greaterThan(Number(lot.terms.end));
    expect(await house.extend(lot, BigInt(endsAt) + 60n)).to.equal("yes");
    await house.time.increaseTo(endsAt + 60);
    expect(await house.present(lot, alice, 5n * PRICE)).to.equal("yes");
    await house.time.increaseTo(endsAt + 60 + 300);
    expect(await house.settle(lot, bob, 3n * PRICE)).to.equal("AmountBelowPresented");
    expect(await house.settle(lot, alice, 3n * PRICE)).to.equal("yes");
    expect(await house.ownerOf(lot)).to.equal(house.addressOf("alice"));
  });

  it("traps nobody's money and no item", async () => {
    const { alice, carol } = house.actor;
    await house.finalize(lot);
    expect(await house.ownerOf(lot)).to.equal(house.addressOf("seller"));
    const consent = await house.signWithdrawal(alice, 10n * PRICE);
    expect(await house.said(house.marketplace.write.withdraw(consent, { account: alice.account }))).to.equal("yes");
    const { account } = carol;
    await house.marketplace.write.requestExit([10n * PRICE], { account });
    await house.time.increase(EXIT_DELAY);
    expect(await house.said(house.marketplace.write.executeExit([account.address], { account }))).to.equal("yes");
  });
});
