import { expect } from "chai";
import fc from "fast-check";
import { blindMaximum } from "./index.ts";

describe("blindMaximum", () => {
  it("stays within a thousandth below the amount, and never goes above it", () => {
    const bytes = fc.uint8Array({ minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 96n - 1n }), bytes, (amount, random) => {
        const blinded = blindMaximum(amount, random);
        expect(blinded <= amount && amount - blinded <= amount / 1_000n).to.equal(true);
        expect(amount - blinded < 1n << 50n).to.equal(true);
      }),
    );
  });

  it("is another one each time", () => {
    const drawn = new Set(Array.from({ length: 50 }, () => blindMaximum(500n * 10n ** 18n)));
    expect(drawn.size).to.equal(50);
  });
});
