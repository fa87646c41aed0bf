import { expect } from "chai";
import { type Lot, openBidding, PRICE } from "../helpers/bidding.ts";

/**
 * Attack: an auction has a buyout price and its bids have gone past it. The seller's friend, or the seller's rival among the bidders, waits for
 * the end and takes the item for the buyout price, below what others had bid; or he buys it out when bidding is over and the item is as good
 * as sold. Here a buyout ends with bidding, and a posted bid is always below it, so that no post is bought from under (MECHANISM.md 12).
 */
describe("finding: buyout below bids", () => {
  let house: Awaited<ReturnType<typeof openBidding>>;
  let lot: Lot;
  const buyout = (at: Lot) =>
    house.said(
      house.marketplace.write.buyoutAuction([at.terms, house.addressOf("carol"), false], {
        account: house.actor.carol.account,
      }),
    );

  beforeEach(async () => {
    house = await openBidding();
    await house.fund(house.actor.carol, 3n * PRICE);
    lot = await house.auction({ buyoutPrice: 3n * PRICE });
  });

  it("is not possible once bidding is over: who bid more wins", async () => {
    await house.toEnd(lot);
    expect(await buyout(lot)).to.equal("AuctionNotRunning");
    expect(await house.present(lot, house.actor.alice, 5n * PRICE)).to.equal("yes");
    expect(await buyout(lot)).to.equal("AuctionNotRunning");
    await house.toSettlement(lot);
    expect(await house.settle(lot, house.actor.alice, 5n * PRICE)).to.equal("yes");
  });

  it("is never below a post, and gives the post back whole", async () => {
    expect(await house.post(lot, house.actor.bob, 3n * PRICE)).to.equal("BidReachesBuyout");
    expect(await house.post(lot, house.actor.bob, 3n * PRICE - 1n)).to.equal("yes");
    expect(await buyout(lot)).to.equal("yes");
    expect((await house.vaultOf(house.actor.bob)).credit).to.equal(3n * PRICE - 1n);
    expect(await house.ownerOf(lot)).to.equal(house.addressOf("carol"));
  });

  it("is not named at or below the first bid that counts", async () => {
    const low = house.auction({ reservePrice: 2n * PRICE, buyoutPrice: 2n * PRICE });
    expect(await house.said(low)).to.equal("BuyoutTooLow");
  });
});
