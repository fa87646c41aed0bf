import { expect } from "chai";
import fc from "fast-check";
import { type Deed, reputationOf } from "./reputation.ts";

const review = (rating: number): Deed => ({ kind: "review", trade: "t", rating, at: 1 });
const sale: Deed = { kind: "sale", trade: "t", at: 1 };

describe("reputation", () => {
  it("begins in the middle, and one review makes nobody the best", () => {
    expect(reputationOf([]).score).to.equal(60);
    expect(reputationOf([review(5)]).score).to.equal(67);
    expect(reputationOf([review(1)]).score).to.equal(53);
  });

  it("grows with trades, up to a limit that reviews can outweigh", () => {
    const scoreAfter = (trades: number) => reputationOf(Array(trades).fill(sale)).score;
    expect([9, 10, 100, 10_000].map(scoreAfter)).to.deep.equal([60, 63, 73, 73]);
    expect(reputationOf([...Array(10_000).fill(sale), ...Array(50).fill(review(1))]).score).to.be.below(40);
  });

  it("keeps the newest hundred deeds, newest first, and stays between 0 and 100", () => {
    const deeds = fc.array(fc.oneof(fc.constant(sale), fc.integer({ min: 1, max: 5 }).map(review)), { maxLength: 300 });
    fc.assert(
      fc.property(deeds, (all) => {
        const { score, history } = reputationOf(all);
        expect(score).to.be.within(0, 100);
        expect(history.length).to.equal(Math.min(100, all.length));
        if (history[0]) expect(history[0].score).to.equal(score);
      }),
    );
  });
});
