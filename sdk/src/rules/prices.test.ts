import { expect } from "chai";
import fc from "fast-check";
import { InvalidParameterError } from "../errors/input.ts";
import { BPS, feeSplit, MAX_AMOUNT, minimumNextBid } from "./index.ts";

const amount = fc.oneof(fc.bigInt({ min: 0n, max: 20_000n }), fc.bigInt({ min: 0n, max: MAX_AMOUNT }));
const auction = fc.record({
  startPrice: amount,
  reservePrice: amount,
  incrementBps: fc.bigInt({ min: 100n, max: BPS }),
});

describe("minimumNextBid (MECHANISM 11)", () => {
  it("asks of the first bid start price, reserve and one", () => {
    const ask = (startPrice: bigint, reservePrice: bigint) =>
      minimumNextBid({ auction: { startPrice, reservePrice, incrementBps: 500n } });
    expect([ask(10n, 0n), ask(10n, 30n), ask(0n, 0n)]).to.deep.equal([10n, 30n, 1n]);
  });

  it("asks of a later one the increment, rounded up and at least one", () => {
    const ask = (currentPrice: bigint) =>
      minimumNextBid({ auction: { startPrice: 1n, reservePrice: 0n, incrementBps: 500 }, currentPrice });
    expect([ask(1n), ask(20n), ask(21n), ask(100n)]).to.deep.equal([2n, 21n, 23n, 105n]);
  });

  it("always asks for more than stands, by no less than the increment and no more than one above it", () => {
    fc.assert(
      fc.property(auction, amount, (auction, above) => {
        const currentPrice = minimumNextBid({ auction }) + above;
        const next = minimumNextBid({ auction, currentPrice });
        const exact = currentPrice * auction.incrementBps;
        expect(next > currentPrice).to.equal(true);
        expect((next - currentPrice) * BPS >= exact).to.equal(true);
        expect(next - currentPrice === 1n || (next - currentPrice - 1n) * BPS < exact).to.equal(true);
      }),
    );
  });

  it("never falls below the first bid's minimum", () => {
    fc.assert(
      fc.property(auction, amount, (auction, currentPrice) => {
        expect(minimumNextBid({ auction, currentPrice }) >= minimumNextBid({ auction })).to.equal(true);
      }),
    );
  });
});

describe("feeSplit (MECHANISM 34)", () => {
  it("rounds the fee up", () => {
    expect(feeSplit({ amount: 101n, feeBps: 500 })).to.deep.equal({ fee: 6n, royalty: 0n, proceeds: 95n });
    expect(feeSplit({ amount: 1n, feeBps: 1n })).to.deep.equal({ fee: 1n, royalty: 0n, proceeds: 0n });
    expect(feeSplit({ amount: 100n, feeBps: 0 })).to.deep.equal({ fee: 0n, royalty: 0n, proceeds: 100n });
  });

  it("loses and makes nothing", () => {
    fc.assert(
      fc.property(amount, fc.bigInt({ min: 0n, max: BPS }), (amount, feeBps) => {
        const { fee, proceeds } = feeSplit({ amount, feeBps });
        expect(fee + proceeds).to.equal(amount);
        expect(proceeds >= 0n && fee * BPS >= amount * feeBps && (fee - 1n) * BPS < amount * feeBps).to.equal(true);
      }),
    );
  });

  it("pays the royalty that is asked, at most its cap, rounded down, and what the fee leaves", () => {
    const royalty = (amount: bigint, feeBps: bigint, asked: bigint, maxRoyaltyBps: bigint) =>
      feeSplit({ amount, feeBps, royalty: { asked, maxRoyaltyBps } }).royalty;
    expect(royalty(1_000n, 500n, 20n, 250n)).to.equal(20n);
    expect(royalty(1_000n, 500n, 900n, 250n)).to.equal(25n);
    expect(royalty(999n, 500n, 900n, 250n)).to.equal(24n);
    expect(royalty(1_000n, 500n, 5_000n, BPS)).to.equal(950n);
    expect(royalty(1_000n, 500n, 5_000n, 0n)).to.equal(0n);
  });

  it("loses and makes nothing with a royalty either", () => {
    const bps = fc.bigInt({ min: 0n, max: BPS });
    fc.assert(
      fc.property(amount, bps, amount, bps, (amount, feeBps, asked, maxRoyaltyBps) => {
        const { fee, royalty, proceeds } = feeSplit({ amount, feeBps, royalty: { asked, maxRoyaltyBps } });
        expect(fee + royalty + proceeds).to.equal(amount);
        expect(royalty >= 0n && royalty <= asked && proceeds >= 0n && royalty * BPS <= amount * maxRoyaltyBps).to.equal(
          true,
        );
      }),
    );
  });

  it("refuses what is no amount and no share", () => {
    const share = (amount: bigint, feeBps: bigint) => () => feeSplit({ amount, feeBps });
    expect(share(-1n, 5n)).to.throw(InvalidParameterError).that.includes({ field: "amount" });
    expect(share(1n, -5n)).to.throw(InvalidParameterError).that.includes({ field: "feeBps" });
    expect(share(1n, BPS + 1n))
      .to.throw(InvalidParameterError)
      .that.includes({ field: "feeBps" });
  });
});
