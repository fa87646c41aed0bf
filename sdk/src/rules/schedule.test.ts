import { expect } from "chai";
import fc from "fast-check";
import { InvalidParameterError } from "../errors/input.ts";
import { MAX_AMOUNT, packSchedule, priceAt, unpackSchedule } from "./index.ts";

const time = fc.bigInt({ min: 0n, max: 2n ** 40n - 1n });
const amount = fc.bigInt({ min: 1n, max: MAX_AMOUNT - 1n });

describe("a listing's schedule", () => {
  it("unpacks to what was packed", () => {
    const parts = { endPrice: amount, fallStart: time, fallEnd: time, expiry: time, listedAt: time };
    fc.assert(
      fc.property(fc.record(parts), (schedule) => {
        expect(unpackSchedule(packSchedule(schedule))).to.deep.equal(schedule);
      }),
    );
    expect(packSchedule({})).to.equal(0n);
  });

  it("takes no part that does not fit", () => {
    expect(() => packSchedule({ expiry: 2n ** 40n }))
      .to.throw(InvalidParameterError)
      .that.includes({ field: "expiry" });
    expect(() => packSchedule({ endPrice: -1n }))
      .to.throw(InvalidParameterError)
      .that.includes({ field: "endPrice" });
  });
});

describe("priceAt", () => {
  it("is the price itself where it does not fall", () => {
    expect(priceAt({ price: 7n, schedule: packSchedule({ expiry: 5n, listedAt: 1n }), time: 9n })).to.equal(7n);
  });

  it("falls on a straight line, rounded up", () => {
    const schedule = packSchedule({ endPrice: 50n, fallStart: 100n, fallEnd: 200n });
    const at = (time: bigint) => priceAt({ price: 75n, schedule, time });
    expect([0n, 100n, 101n, 150n, 199n, 200n, 999n].map(at)).to.deep.equal([75n, 75n, 75n, 63n, 51n, 50n, 50n]);
  });

  it("never rises, and stays between both prices", () => {
    fc.assert(
      fc.property(amount, amount, time, time, time, time, (a, b, c, d, e, f) => {
        const [endPrice, price] = a < b ? [a, b] : [b, a + 1n];
        const [fallStart, fallEnd] = c < d ? [c, d] : [d, c + 1n];
        const [early, late] = e < f ? [e, f] : [f, e];
        const schedule = packSchedule({ endPrice, fallStart, fallEnd: fallEnd & (2n ** 40n - 1n) });
        if (fallEnd >= 2n ** 40n) return;
        const [first, then] = [priceAt({ price, schedule, time: early }), priceAt({ price, schedule, time: late })];
        expect(first <= price && then <= first && endPrice <= then).to.equal(true);
      }),
    );
  });
});
