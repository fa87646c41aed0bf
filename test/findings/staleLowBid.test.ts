import { expect } from "chai";
import { openBidding, PRICE } from "../helpers/bidding.ts";

/**
 * Attack: the relayer acknowledged a bid of 5, then settles to a friend at 1 and says that it lost the rest. Where the
 * settler alone picks the winner, seller and bidder can only complain. Here the receipt is a right: anyone presents the bid
 * with it in the challenge window, and from then on no settlement to another can be below that bid's maximum (MECHANISM.md
 * 22).
 */
describe("finding: stale low bid against a presented receipt", () => {
  it("cannot be settled below what was presented, and the right bidder wins without the relayer", async () => {
    const house = await openBidding();
    const { alice, bob } = house.actor;
    const lot = await house.auction();
    await house.toEnd(lot);
    expect(await house.present(lot, alice, 5n * PRICE, { amount: 4n * PRICE })).to.equal("yes");
    await house.toSettlement(lot);
    expect(await house.settle(lot, bob, PRICE)).to.equal("AmountBelowPresented");
    expect(await house.settle(lot, bob, 5n * PRICE - 1n)).to.equal("AmountBelowPresented");

    await house.finalize(lot);
    expect(await house.ownerOf(lot)).to.equal(house.addressOf("alice"));
    expect((await house.stateOf(lot)).amount).to.equal(4n * PRICE);
  });

  it("cannot be helped by settling another auction from under the presented bid", async () => {
    const house = await openBidding();
    const { alice, bob } = house.actor;
    const [lot, other] = [await house.auction(), await house.auction()];
    await house.toEnd(other);
    expect(await house.present(lot, alice, 10n * PRICE)).to.equal("yes");
    await house.toSettlement(other);
    expect(await house.settle(other, alice, PRICE)).to.equal("PresentedBidsUncovered");
    expect(await house.settle(lot, bob, 9n * PRICE)).to.equal("AmountBelowPresented");
  });
});
