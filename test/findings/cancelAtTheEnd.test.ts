import { expect } from "chai";
import { type Lot, openBidding, PRICE } from "../helpers/bidding.ts";

/**
 * Attack: a seller waits until bidding is over, sees that the best bid is below what he hoped for, and cancels, with the
 * relayer's help or without it. He has sold an option for nothing, and every bidder's money stood bound for a joke. A
 * contract that lets a seller cancel until the settlement plays along; here nobody cancels from `endsAt` on, nor while a
 * bid is on chain (MECHANISM.md 30).
 */
describe("finding: cancel at the end", () => {
  let house: Awaited<ReturnType<typeof openBidding>>;
  let lot: Lot;
  beforeEach(async () => {
    house = await openBidding();
    lot = await house.auction();
  });

  it("is refused to the seller alone as soon as bids count", async () => {
    const cancel = house.marketplace.write.cancelAuction([lot.terms], { account: house.actor.seller.account });
    expect(await house.said(cancel)).to.equal("AuctionAlreadyStarted");
  });

  it("is refused to seller and relayer together from the end on, and the winner gets the item", async () => {
    await house.toEnd(lot);
    expect(await house.cancelRunning(lot)).to.equal("AuctionNotRunning");
    await house.toSettlement(lot);
    expect(await house.settle(lot, house.actor.alice, PRICE)).to.equal("yes");
    expect(await house.ownerOf(lot)).to.equal(house.addressOf("alice"));
  });

  it("is refused to both while a bid is posted", async () => {
    expect(await house.post(lot, house.actor.bob, PRICE)).to.equal("yes");
    expect(await house.cancelRunning(lot)).to.equal("AuctionHasBids");
  });

  it("is refused to both where an Extension reopens bidding behind a presented bid", async () => {
    await house.toEnd(lot);
    expect(await house.present(lot, house.actor.alice, 2n * PRICE)).to.equal("yes");
    expect(await house.extend(lot, lot.terms.end + 600n)).to.equal("yes");
    expect(await house.cancelRunning(lot)).to.equal("AuctionHasBids");
  });
});
