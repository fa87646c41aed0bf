import type { LiveAuction } from "@plaza/sdk/relayer";
import { expect } from "chai";
import fc from "fast-check";
import { parseEther } from "viem";
import { bidProblem, coverOf, firstShown, missingFor, neatMinimum, raisedBy, STEP, takenWords } from "./bidRules.ts";

const alice = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
const bob = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";
const amounts = fc.bigInt({ min: 1n, max: 2n ** 90n });

describe("what a bid dialog offers", () => {
  it("never suggests less than the minimum", () => {
    fc.assert(
      fc.property(amounts, fc.constantFrom(0n, 10n, 25n, 50n), (minimum, percent) => {
        expect(neatMinimum(minimum) >= minimum).to.equal(true);
        expect(raisedBy(minimum, percent) >= minimum).to.equal(true);
      }),
    );
  });

  it("rounds the minimum up to two decimals", () => {
    expect(neatMinimum(parseEther("59.4057384375"))).to.equal(parseEther("59.41"));
    expect(neatMinimum(parseEther("43"))).to.equal(parseEther("43"));
  });

  it("says why a bid will not do", () => {
    expect(bidProblem(undefined, 1n, null)).to.match(/amount/);
    expect(bidProblem(parseEther("9"), parseEther("10"), null)).to.match(/at least 10 Credits/);
    expect(bidProblem(2n ** 96n, 1n, null)).to.match(/more Credits/);
    expect(bidProblem(parseEther("10"), parseEther("10"), null)).to.equal(undefined);
    expect(bidProblem(parseEther("11"), parseEther("10"), parseEther("11"))).to.match(/buy it at once/);
    expect(bidProblem(parseEther("11") - 1n, parseEther("10"), parseEther("11"))).to.equal(undefined);
  });

  it("counts one's own standing bid as cover, for the new one takes its place", () => {
    const live = { topBid: { bidder: alice, amount: 70n } } as unknown as LiveAuction;
    expect(coverOf(30n, live, alice)).to.equal(100n);
    expect(coverOf(30n, live, bob)).to.equal(30n);
  });

  it("shows the newest bids of an auction that has very many", () => {
    for (const newest of [0, 1, 100, 199, 200]) expect(firstShown(newest), String(newest)).to.equal(0);
    expect([201, 300, 301, 1_000].map(firstShown)).to.deep.equal([100, 100, 200, 800]);
    fc.assert(
      fc.property(fc.nat(), (newest) => {
        const shown = newest - firstShown(newest);
        expect(shown).to.be.at.most(2 * STEP);
        expect(shown).to.be.at.least(Math.min(newest, STEP));
      }),
    );
  });

  it("says that a bid leads only where it does", () => {
    const live = (leader: typeof alice | typeof bob, sequence: number) =>
      ({ leader, currentPrice: 70n, post: null, sequence }) as const;
    const amount = parseEther("12.345");
    const words = (...of: Parameters<typeof live>) => takenWords(amount, { sequence: 4n }, live(...of), alice);
    expect(words(alice, 4)).to.match(/^You lead with 12.345 Credits/);
    expect(words(bob, 3), "not yet counted").to.match(/^Your bid of 12.345 Credits was taken, and/);
    expect(words(bob, 5)).to.match(/a higher one stands\.$/);
  });

  it("asks for a deposit of what is not covered, and for none while that is unknown", () => {
    expect(missingFor(100n, 30n)).to.equal(70n);
    expect(missingFor(100n, 100n)).to.equal(0n);
    expect(missingFor(undefined, 30n)).to.equal(0n);
    expect(missingFor(100n, undefined)).to.equal(0n);
  });
});
