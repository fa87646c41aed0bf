import { expect } from "chai";
import { shortId, titleCase } from "./words.ts";

describe("words", () => {
  it("shorten a token's number only where nobody could read it", () => {
    expect(shortId(7n)).to.equal("#7");
    expect(shortId(123_456_789_012n)).to.equal("#123456789012");
    expect(shortId(2n ** 256n - 1n)).to.equal("#11579…9935");
  });

  it("begin with a capital", () => {
    expect(titleCase("WARRIOR")).to.equal("Warrior");
    expect(titleCase("")).to.equal("");
  });
});
