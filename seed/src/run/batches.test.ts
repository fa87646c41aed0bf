import { expect } from "chai";
import fc from "fast-check";
import { batches, groupBy } from "./batches.ts";

describe("batches", () => {
  it("loses nothing, keeps the order, and weighs no batch of several above the limit", () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 20 })), fc.integer({ min: 1, max: 30 }), (weights, limit) => {
        const result = batches(weights, limit, (weight) => weight);
        expect(result.flat()).to.deep.equal(weights);
        for (const batch of result) {
          expect(batch).not.to.have.length(0);
          if (batch.length > 1) expect(batch.reduce((sum, weight) => sum + weight, 0)).to.be.at.most(limit);
        }
      }),
    );
  });
});

describe("groupBy", () => {
  it("keeps the order of keys and within them", () => {
    expect([...groupBy([3, 1, 4, 1, 5, 9], (value) => value % 2 === 0)]).to.deep.equal([
      [false, [3, 1, 1, 5, 9]],
      [true, [4]],
    ]);
  });
});
