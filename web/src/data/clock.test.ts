import { expect } from "chai";
import { chainNow, observeChainTime } from "./clock.ts";

describe("the page's clock", () => {
  const told = (seconds: number) => {
    observeChainTime(Date.now() + seconds * 1_000);
    return Math.round(chainNow() - Date.now() / 1_000);
  };

  it("follows the latest time that was told, and not slower news of it", () => {
    expect(told(0)).to.be.closeTo(0, 1);
    // A block of twelve seconds is told when it is indexed: the clock must not go back and forth between it and the relayer's.
    expect(told(-14)).to.be.closeTo(0, 1);
    expect(told(3_600), "a local chain's time was moved").to.be.closeTo(3_600, 1);
    expect(told(3_590)).to.be.closeTo(3_600, 1);
  });

  it("goes back where the device's clock was set, or another chain answers", () => {
    told(3_600);
    expect(told(0)).to.be.closeTo(0, 1);
  });
});
