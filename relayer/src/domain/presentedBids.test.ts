import { expect } from "chai";
import fc from "fast-check";
import type { Address } from "viem";
import type { PresentedBid } from "./auctions.ts";
import { counting, floorFor, present, releaseBelow } from "./presentedBids.ts";

const bid = (bidder: Address, maxAmount: bigint, sequence: number): PresentedBid => ({
  ...{ bidder, maxAmount, sequence, amount: maxAmount, replacedAt: undefined, outbidAt: undefined },
  place: { blockNumber: 1, blockHash: "0x01", transaction: "0x02" },
});

describe("presented bids", () => {
  it("keep the best two of distinct bidders, of equal ones the earlier (MECHANISM.md 23)", () => {
    let kept: readonly PresentedBid[] = [];
    for (const [index, next] of [
      bid("0x0a", 100n, 1),
      bid("0x0b", 200n, 3),
      bid("0x0c", 150n, 2),
      bid("0x0b", 300n, 4),
      bid("0x0d", 150n, 1),
    ].entries())
      kept = present(kept, next, index);
    expect(counting(kept).map(({ bidder, maxAmount }) => [bidder, maxAmount])).to.deep.equal([
      ["0x0b", 300n],
      ["0x0d", 150n],
    ]);
    expect(kept.map(({ replacedAt }) => replacedAt)).to.deep.equal([2, 3, 4, undefined, undefined]);
  });

  it("bind nobody but the bidder of the best, and he whom it outbids no more (MECHANISM.md 23)", () => {
    let kept: readonly PresentedBid[] = [];
    for (const [block, next] of [
      bid("0x0a", 100n, 1),
      bid("0x0b", 90n, 2),
      bid("0x0c", 200n, 3),
      bid("0x0c", 300n, 4),
    ].entries())
      kept = present(kept, next, block);
    expect(kept.map(({ outbidAt }) => outbidAt)).to.deep.equal([2, 1, 3, undefined]);
    expect(releaseBelow(kept, 299n, 4)).to.equal(kept);
    const beaten = releaseBelow(kept, 300n, 4);
    expect(counting(beaten)).to.deep.equal([]);
    expect(beaten.map(({ outbidAt }) => outbidAt)).to.deep.equal([2, 1, 3, 4]);
  });

  it("set no floor for their own bidder (MECHANISM.md 22)", () => {
    const kept = [bid("0x0a", 100n, 1), bid("0x0b", 200n, 2), { ...bid("0x0c", 900n, 3), replacedAt: 5 }];
    expect(floorFor("0x0b", kept)).to.equal(100n);
    expect(floorFor("0x0a", kept)).to.equal(200n);
    expect(floorFor("0x0c", kept)).to.equal(200n);
    expect(floorFor("0x0a", [])).to.equal(0n);
  });

  it("are those that a sort over all would keep, where each is better than whom it replaces", () => {
    const bids = fc.array(
      fc.record({
        bidder: fc.constantFrom<Address>("0x0a", "0x0b", "0x0c", "0x0d"),
        maxAmount: fc.bigInt({ min: 1n, max: 30n }),
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(bids, (bids) => {
        let kept: readonly PresentedBid[] = [];
        const taken = new Map<Address, bigint>();
        for (const [sequence, { bidder, maxAmount }] of bids.entries()) {
          // The contract takes a bid only where it improves on the one that it replaces.
          const places = counting(kept);
          const own = places.find((entry) => entry.bidder === bidder);
          const least =
            own ?? (places.length < 2 ? undefined : places.toSorted((a, b) => Number(a.maxAmount - b.maxAmount))[0]);
          if (least && maxAmount <= least.maxAmount) continue;
          kept = present(kept, bid(bidder, maxAmount, sequence), sequence);
          taken.set(bidder, maxAmount);
        }
        const best = [...taken.values()].toSorted((a, b) => Number(b - a)).slice(0, 2);
        const found = counting(kept)
          .map(({ maxAmount }) => maxAmount)
          .toSorted((a, b) => Number(b - a));
        expect(found).to.deep.equal(best);
      }),
    );
  });
});
