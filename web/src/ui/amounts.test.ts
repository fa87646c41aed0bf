import { expect } from "chai";
import fc from "fast-check";
import { parseEther } from "viem";
import { exactCredits, formatCost, formatCredits, parseCredits } from "./amounts.ts";

describe("amounts of Credits", () => {
  it("groups thousands and keeps two decimals", () => {
    expect(formatCredits(parseEther("1250"))).to.equal("1,250");
    expect(formatCredits(parseEther("44812.5"))).to.equal("44,812.50");
    expect(formatCredits(parseEther("1234567.891"))).to.equal("1,234,567.89");
  });

  it("never rounds up, and never calls something nothing", () => {
    expect(formatCredits(parseEther("0.999999"))).to.equal("0.99");
    expect(formatCredits(1n)).to.equal("<0.01");
    expect(formatCredits(1n, 0)).to.equal("<1");
    expect(formatCredits(0n)).to.equal("0");
  });

  it("shows every digit where the exact sum matters", () => {
    expect(formatCredits(parseEther("18.375"), 18)).to.equal("18.375");
  });

  it("never shows less than is to be paid", () => {
    expect(formatCost(parseEther("0.999999"))).to.equal("1");
    expect(formatCost(parseEther("12.341"))).to.equal("12.35");
    expect(formatCost(parseEther("1250"))).to.equal("1,250");
    expect(formatCost(parseEther("0.001"))).to.equal("0.001");
    expect(formatCost(0n)).to.equal("0");
  });

  it("reads commas that group thousands, and no others: they may have been meant as the point", () => {
    expect(parseCredits("1,250")).to.equal(parseEther("1250"));
    expect(parseCredits("1,234,567.5")).to.equal(parseEther("1234567.5"));
    for (const text of ["1,5", "12,50", "1,2345", ",5", "1,,000", "1234,567", "12.5,0"])
      expect(parseCredits(text), text).to.equal(undefined);
  });

  it("reads back what it wrote, to the last digit", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 96n - 1n }), (amount) => {
        expect(parseCredits(exactCredits(amount))).to.equal(amount);
        expect(parseCredits(formatCredits(amount, 18))).to.equal(amount);
      }),
    );
  });

  for (const text of ["", " ", "-1", "1e3", "0x10", "1.2.3", "1.0000000000000000001", "ten", "."]) {
    it(`takes ${JSON.stringify(text)} for no amount`, () => {
      expect(parseCredits(text)).to.equal(undefined);
    });
  }
});
