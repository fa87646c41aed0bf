import { expect } from "chai";
import fc from "fast-check";
import { decodeAbiParameters, parseAbiParameters } from "viem";
import { encodeAuctionData, encodeListingData, randomSalt } from "./index.ts";

const word = fc.bigInt({ min: 0n, max: 2n ** 256n - 1n });

describe("the data of a transfer", () => {
  it("says that it lists, and how", () => {
    const layout = parseAbiParameters("uint8 kind, uint256 price, uint256 expiry, uint256 salt");
    fc.assert(
      fc.property(word, word, word, (price, expiry, salt) => {
        const data = encodeListingData({ price, expiry, salt });
        expect(data.length).to.equal(2 + 4 * 64);
        expect(decodeAbiParameters(layout, data)).to.deep.equal([1, price, expiry, salt]);
      }),
    );
  });

  it("says that it auctions, and how", () => {
    const layout = parseAbiParameters(
      "uint8, (uint256 startPrice, uint256 reservePrice, uint256 start, uint256 end, uint256 incrementBps, uint256 salt)",
    );
    const params = { startPrice: word, reservePrice: word, start: word, end: word, incrementBps: word, salt: word };
    fc.assert(
      fc.property(fc.record(params), (params) => {
        expect(decodeAbiParameters(layout, encodeAuctionData(params))).to.deep.equal([2, params]);
      }),
    );
  });

  it("carries a salt that does not repeat", () => {
    expect(new Set(Array.from({ length: 100 }, randomSalt)).size).to.equal(100);
  });
});
