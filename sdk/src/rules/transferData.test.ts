import { expect } from "chai";
import fc from "fast-check";
import { decodeAbiParameters, parseAbiParameters, zeroAddress } from "viem";
import {
  encodeAuctionData,
  encodeListingData,
  MAX_AMOUNT,
  randomSalt,
  unpackAuctionRules,
  unpackSchedule,
} from "./index.ts";

const word = fc.bigInt({ min: 0n, max: 2n ** 256n - 1n });
const amount = fc.bigInt({ min: 0n, max: MAX_AMOUNT });
const time = fc.bigInt({ min: 0n, max: 2n ** 40n - 1n });
const taker = "0x00000000000000000000000000000000000000AA";
const layout = parseAbiParameters(
  "uint8, (uint256 price, uint256 schedule, address taker, uint256 maxRoyaltyBps, uint256 salt)",
);

describe("the data of a transfer", () => {
  it("says that it lists, and how", () => {
    const times = fc.record({ endPrice: amount, fallStart: time, fallEnd: time, expiry: time });
    fc.assert(
      fc.property(word, times, word, fc.nat(10_000), (price, schedule, salt, maxRoyaltyBps) => {
        const data = encodeListingData({ price, ...schedule, taker, maxRoyaltyBps, salt });
        expect(data.length).to.equal(2 + 6 * 64);
        const [kind, params] = decodeAbiParameters(layout, data);
        expect(kind).to.equal(1);
        expect(unpackSchedule(params.schedule)).to.deep.equal({ ...schedule, listedAt: 0n });
        expect(params).to.include({ price, taker, maxRoyaltyBps: BigInt(maxRoyaltyBps), salt });
      }),
    );
  });

  it("lists at a fixed price, for ever, for anyone and without a royalty unless told otherwise", () => {
    const [, params] = decodeAbiParameters(layout, encodeListingData({ price: 5n, salt: 9n }));
    expect(params).to.deep.equal({ price: 5n, schedule: 0n, taker: zeroAddress, maxRoyaltyBps: 0n, salt: 9n });
  });

  it("says that it auctions, and how", () => {
    const layout = parseAbiParameters("uint8, (uint256 startPrice, uint256 reservePrice, uint256 rules, uint256 salt)");
    const prices = fc.record({ startPrice: word, reservePrice: word, salt: word });
    const times = fc.record({ start: time, end: time });
    fc.assert(
      fc.property(prices, times, amount, fc.nat(10_000), (prices, times, buyoutPrice, maxRoyaltyBps) => {
        const params = { ...prices, ...times, incrementBps: 500n, buyoutPrice, maxRoyaltyBps };
        const [kind, { rules, ...rest }] = decodeAbiParameters(layout, encodeAuctionData(params));
        expect(kind).to.equal(2);
        expect(rest).to.deep.equal(prices);
        const expected = { ...times, incrementBps: 500n, buyoutPrice, maxRoyaltyBps: BigInt(maxRoyaltyBps) };
        expect(unpackAuctionRules(rules)).to.deep.equal(expected);
      }),
    );
  });

  it("carries a salt that does not repeat", () => {
    expect(new Set(Array.from({ length: 100 }, randomSalt)).size).to.equal(100);
  });
});
