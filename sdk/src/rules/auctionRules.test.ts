import { expect } from "chai";
import fc from "fast-check";
import { InvalidParameterError } from "../errors/input.ts";
import { packAuctionRules, unpackAuctionRules } from "./index.ts";

const bits = (count: bigint) => fc.bigInt({ min: 0n, max: 2n ** count - 1n });
const parts = {
  buyoutPrice: bits(144n),
  start: bits(40n),
  end: bits(40n),
  incrementBps: bits(16n),
  maxRoyaltyBps: bits(16n),
};

describe("an auction's rules", () => {
  it("unpack to what was packed", () => {
    fc.assert(
      fc.property(fc.record(parts), (rules) => {
        expect(unpackAuctionRules(packAuctionRules(rules))).to.deep.equal(rules);
      }),
    );
  });

  it("are every word's: no bit means nothing", () => {
    fc.assert(
      fc.property(bits(256n), (word) => {
        expect(packAuctionRules(unpackAuctionRules(word))).to.equal(word);
      }),
    );
  });

  it("have neither buyout nor royalty unless they say so", () => {
    const { buyoutPrice, maxRoyaltyBps } = unpackAuctionRules(
      packAuctionRules({ start: 1n, end: 2n, incrementBps: 500n }),
    );
    expect([buyoutPrice, maxRoyaltyBps]).to.deep.equal([0n, 0n]);
  });

  it("take no part that does not fit", () => {
    const rules = { start: 1n, end: 2n, incrementBps: 500n };
    for (const wrong of [{ end: 2n ** 40n }, { maxRoyaltyBps: 65_536n }, { buyoutPrice: -1n }])
      expect(() => packAuctionRules({ ...rules, ...wrong }))
        .to.throw(InvalidParameterError)
        .that.includes({ field: Object.keys(wrong)[0] });
  });
});
