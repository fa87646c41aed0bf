import { expect } from "chai";
import fc from "fast-check";
import type { Address } from "viem";
import { type AuctionLead, type AuctionPrices, BPS, minimumNextBid, nextLead, type RivalBid } from "./index.ts";

const [alice, bob, carol]: Address[] = ["0x0a", "0x0b", "0x0c"];
const auction: AuctionPrices = { startPrice: 100n, reservePrice: 0n, incrementBps: 500n };
const proxy = (bidder: Address | undefined, maxAmount: bigint): RivalBid => ({
  bidder: bidder ?? "0x",
  maxAmount,
  proxy: true,
});
const plain = (bidder: Address | undefined, maxAmount: bigint): RivalBid => ({
  ...proxy(bidder, maxAmount),
  proxy: false,
});

/** Plays bids in their order. Bids that nobody would take are left out, as a relayer does. */
function play(auction: AuctionPrices, bids: readonly RivalBid[], post?: bigint) {
  let lead = null as AuctionLead | null;
  const taken: { bid: RivalBid; amount: bigint }[] = [];
  for (const bid of bids) {
    const next = minimumNextBid({ auction, currentPrice: lead?.price });
    const isNoRaise = lead?.bidder === bid.bidder && bid.maxAmount <= lead.maxAmount;
    if (bid.maxAmount < next || isNoRaise) continue;
    const step = nextLead({ auction, lead, bid, post });
    lead = step.lead;
    taken.push({ bid, amount: step.amount });
  }
  return { lead, taken };
}

/** The highest maximum, of equal ones the earliest. */
const strongest = (bids: readonly RivalBid[]): RivalBid | undefined =>
  bids.find(({ maxAmount }) => bids.every((other) => other.maxAmount <= maxAmount));

/** The same, slowly: from the whole list and each of its beginnings, by what the words say. */
function slowPrice(auction: AuctionPrices, bids: readonly RivalBid[]): bigint {
  const last = bids.at(-1);
  const earlier = bids.slice(0, -1);
  const before = strongest(earlier);
  if (last === undefined) return 0n;
  const above = (bid: RivalBid | undefined, most: bigint) => {
    const next = minimumNextBid({ auction, currentPrice: bid?.maxAmount });
    return next < most ? next : most;
  };
  if (strongest(bids) === last) {
    if (!last.proxy) return last.maxAmount;
    return before?.bidder === last.bidder ? slowPrice(auction, earlier) : above(before, last.maxAmount);
  }
  const rest = slowPrice(auction, earlier);
  if (before === undefined || before.bidder === last.bidder) return rest;
  const lifted = above(last, before.maxAmount);
  if (lifted <= rest) return rest;
  return lifted;
}

describe("nextLead (MECHANISM 9)", () => {
  const leadOf = (...bids: RivalBid[]) => play(auction, bids).lead;

  it("has a plain bid stand at its maximum, as ever", () => {
    expect(leadOf(plain(alice, 100n), plain(bob, 105n))).to.deep.equal({ bidder: bob, maxAmount: 105n, price: 105n });
  });

  it("begins a proxy bid at start price or reserve", () => {
    expect(leadOf(proxy(alice, 500n))?.price).to.equal(100n);
    const reserved = { ...auction, reservePrice: 300n };
    expect(play(reserved, [proxy(alice, 500n)]).lead?.price).to.equal(300n);
  });

  it("bids for its bidder, the increment above whoever is beaten, rounded up", () => {
    expect(leadOf(proxy(alice, 500n), plain(bob, 201n))).to.deep.equal({ bidder: alice, maxAmount: 500n, price: 212n });
    expect(leadOf(proxy(alice, 500n), proxy(bob, 800n))).to.deep.equal({ bidder: bob, maxAmount: 800n, price: 525n });
  });

  it("never goes above the leader's own maximum", () => {
    expect(leadOf(proxy(alice, 500n), plain(bob, 490n))?.price).to.equal(500n);
    expect(leadOf(proxy(alice, 500n), proxy(bob, 510n))).to.deep.equal({ bidder: bob, maxAmount: 510n, price: 510n });
  });

  it("lets the earlier bid win a tie, at its maximum", () => {
    expect(leadOf(proxy(alice, 500n), proxy(bob, 500n))).to.deep.equal({ bidder: alice, maxAmount: 500n, price: 500n });
  });

  it("lets a leader raise his own maximum without raising his price, and a plain bid raise both", () => {
    expect(leadOf(proxy(alice, 500n), plain(bob, 200n), proxy(alice, 900n))).to.deep.equal({
      bidder: alice,
      maxAmount: 900n,
      price: 210n,
    });
    expect(leadOf(proxy(alice, 500n), plain(alice, 600n))?.price).to.equal(600n);
  });

  it("is not below what the leader bid himself once: a plain bid before a proxy one stays", () => {
    expect(leadOf(plain(alice, 300n), proxy(alice, 900n))?.price).to.equal(300n);
  });

  it("counts a bid that somebody posted like a rival's", () => {
    expect(nextLead({ auction, lead: null, bid: proxy(alice, 500n), post: 200n }).amount).to.equal(210n);
    expect(nextLead({ auction, lead: null, bid: proxy(alice, 205n), post: 200n }).amount).to.equal(205n);
  });

  it("gives what its slow twin gives, for any bids in any order", () => {
    const bid = fc.record({
      bidder: fc.constantFrom(alice, bob, carol) as fc.Arbitrary<Address>,
      maxAmount: fc.bigInt({ min: 1n, max: 400n }),
      proxy: fc.boolean(),
    });
    const prices = fc.record({
      startPrice: fc.bigInt({ min: 1n, max: 50n }),
      reservePrice: fc.bigInt({ min: 0n, max: 80n }),
      incrementBps: fc.bigInt({ min: 100n, max: BPS }),
    });
    fc.assert(
      fc.property(prices, fc.array(bid, { maxLength: 12 }), (auction, bids) => {
        const { lead, taken } = play(auction, bids);
        const all = taken.map(({ bid }) => bid);
        expect(lead && [lead.bidder, lead.maxAmount, lead.price]).to.deep.equal(
          lead && [strongest(all)?.bidder, strongest(all)?.maxAmount, slowPrice(auction, all)],
        );
        for (const { bid, amount } of taken)
          expect(amount > 0n && amount <= bid.maxAmount && (bid.proxy || amount === bid.maxAmount)).to.equal(true);
        if (lead) expect(lead.price <= lead.maxAmount && lead.price >= minimumNextBid({ auction })).to.equal(true);
      }),
    );
  });

  it("never lets the price fall, and never lifts it by leaving a bidder out", () => {
    const bid = fc.record({
      bidder: fc.constantFrom(alice, bob, carol) as fc.Arbitrary<Address>,
      maxAmount: fc.bigInt({ min: 100n, max: 4_000n }),
      proxy: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(bid, { maxLength: 12 }), (bids) => {
        const { lead, taken } = play(auction, bids);
        let last = 0n;
        for (let count = 1; count <= taken.length; count++) {
          const { lead } = play(
            auction,
            taken.slice(0, count).map(({ bid }) => bid),
          );
          expect((lead?.price ?? 0n) >= last).to.equal(true);
          last = lead?.price ?? 0n;
        }
        // As if the leader had never bid: everybody else's bids are still taken, and the next pays no more than he would have.
        const rest = taken.map(({ bid }) => bid).filter(({ bidder }) => bidder !== lead?.bidder);
        let without = null as AuctionLead | null;
        for (const bid of rest) without = nextLead({ auction, lead: without, bid }).lead;
        if (lead && without) expect(without.price <= lead.price).to.equal(true);
      }),
    );
  });
});
