import { expect } from "chai";
import fc from "fast-check";
import { addressOf, auctionOf, NOW, people } from "../testing/house.ts";
import { newAuction } from "./auctions.ts";
import { checkBid, checkCover, minimumBid, NO_BIDS, receiptTime, type Standing } from "./bids.ts";

const { id, terms } = auctionOf();
const auction = newAuction(id, terms);
const bob = addressOf(people.bob);
const standingAt = (amount: bigint): Standing => ({
  count: 1,
  top: { bidder: bob, maxAmount: amount, price: amount, sequence: 1, receivedAt: NOW + 10, bidHash: "0x01" },
  receivedAt: NOW + 10,
  receiptHash: "0x02",
  extendedTo: null,
});

describe("bids", () => {
  const check = (changes: Partial<Parameters<typeof checkBid>[0]> & { maxAmount?: bigint; bidder?: `0x${string}` }) =>
    checkBid({
      bid: { auctionId: id, bidder: changes.bidder ?? bob, maxAmount: changes.maxAmount ?? 100n },
      auction,
      standing: NO_BIDS,
      closed: false,
      cancelling: false,
      receivedAt: NOW,
      ...changes,
    })?.code;

  it("accepts the first bid at the start price", () => {
    expect(check({})).to.equal(undefined);
  });

  it("refuses a bid on an unknown auction", () => {
    expect(
      checkBid({
        bid: { auctionId: id, bidder: bob, maxAmount: 1n },
        auction: undefined,
        standing: NO_BIDS,
        closed: false,
        cancelling: false,
        receivedAt: NOW,
      })?.code,
    ).to.equal("auction_not_found");
  });

  it("counts bids in [start, end) (MECHANISM.md 6)", () => {
    expect(check({ receivedAt: NOW - 1 })).to.equal("auction_not_started");
    expect(check({ receivedAt: NOW })).to.equal(undefined);
    expect(check({ receivedAt: NOW + 599 })).to.equal(undefined);
    expect(check({ receivedAt: NOW + 600 })).to.equal("auction_ended");
  });

  it("refuses bids once the outcome is chosen, whatever the clock says", () => {
    expect(check({ closed: true })).to.equal("auction_ended");
    expect(check({ cancelling: true })).to.equal("auction_cancelling");
    expect(check({ auction: { ...auction, status: "cancelled" } })).to.equal("auction_ended");
    expect(check({ auction: { ...auction, status: "settled" } })).to.equal("auction_ended");
  });

  it("refuses the seller (MECHANISM.md 11)", () => {
    expect(check({ bidder: addressOf(people.seller) })).to.equal("bidder_is_seller");
  });

  it("refuses a first bid below start price and reserve, and tells the minimum (MECHANISM.md 11)", () => {
    const refusal = checkBid({
      bid: { auctionId: id, bidder: bob, maxAmount: 149n },
      auction: { ...auction, terms: { ...terms, reservePrice: 150n } },
      standing: NO_BIDS,
      closed: false,
      cancelling: false,
      receivedAt: NOW,
    });
    expect(refusal?.code).to.equal("bid_too_low");
    expect(refusal?.field).to.equal("maxAmount");
    expect(refusal?.values).to.deep.equal({ currentPrice: 0n, minimum: 150n });
  });

  it("takes bids below the buyout price only (MECHANISM.md 12)", () => {
    const { terms } = auctionOf({ buyoutPrice: 200n });
    const running = { ...auction, terms };
    expect(check({ auction: running, maxAmount: 199n })).to.equal(undefined);
    expect(check({ auction: running, maxAmount: 200n })).to.equal("bid_reaches_buyout");
    expect(check({ auction: running, maxAmount: 10n ** 30n })).to.equal("bid_reaches_buyout");
  });

  it("asks each next bid for the increment, rounded up (MECHANISM.md 11)", () => {
    expect(minimumBid(auction, standingAt(101n))).to.equal(107n);
    expect(check({ standing: standingAt(101n), maxAmount: 106n })).to.equal("bid_too_low");
    expect(check({ standing: standingAt(101n), maxAmount: 107n })).to.equal(undefined);
  });

  it("tells what is available where cover does not suffice", () => {
    expect(checkCover(100n, 100n)).to.equal(undefined);
    expect(checkCover(101n, 100n)?.values).to.deep.equal({ available: 100n, required: 101n });
  });

  it("never lets receipts run backwards, and never past the end", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: NOW, max: NOW + 599 }), { minLength: 1 }), (stamps) => {
        let standing: Standing = NO_BIDS;
        let last = 0;
        for (const stamp of stamps) {
          const receivedAt = receiptTime(standing, stamp);
          expect(receivedAt)
            .to.be.at.least(last)
            .and.below(NOW + 600);
          last = receivedAt;
          standing = { ...standing, receivedAt };
        }
      }),
    );
  });
});
