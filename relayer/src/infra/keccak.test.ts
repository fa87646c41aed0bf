import { bidHash, createHasher } from "@plaza/sdk";
import { expect } from "chai";
import fc from "fast-check";
import { bytesToHex, toBytes, keccak256 as viemKeccak } from "viem";
import { addressOf, auctionOf, domain, people } from "../testing/house.ts";
import { bytesOf, hexOf } from "./hex.ts";
import { keccak256 } from "./keccak.ts";

describe("Keccak", () => {
  it("is viem's, for bytes of any length, one after the other", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => {
        expect(hexOf(keccak256(bytes))).to.equal(viemKeccak(bytes));
      }),
    );
  });

  it("makes the digests that the SDK makes", () => {
    const hash = createHasher(domain, "Bid", keccak256);
    fc.assert(
      fc.property(fc.bigInt(1n, 2n ** 256n - 1n), (maxAmount) => {
        const bid = { auctionId: auctionOf().id, bidder: addressOf(people.bob), maxAmount };
        expect(hash(bid)).to.equal(bidHash(domain, bid));
      }),
    );
  });

  it("comes with viem's hexadecimal, there and back, of part of a buffer too", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 100 }), (bytes) => {
        expect(hexOf(bytes.subarray(1))).to.equal(bytesToHex(bytes.subarray(1)));
        expect([...bytesOf(hexOf(bytes))]).to.deep.equal([...toBytes(bytesToHex(bytes))]);
      }),
    );
  });
});
