import { expect } from "chai";
import { formatAgo, formatCountdown } from "./times.ts";

describe("times", () => {
  it("counts down coarsely when far and to the second when near", () => {
    expect(formatCountdown(2 * 86_400 + 4 * 3_600 + 59)).to.equal("2d 4h");
    expect(formatCountdown(3 * 3_600 + 7 * 60)).to.equal("3h 07m");
    expect(formatCountdown(245)).to.equal("4:05");
    expect(formatCountdown(9)).to.equal("0:09");
    expect(formatCountdown(-5)).to.equal("0:00");
  });

  it("tells how long ago something was", () => {
    expect(formatAgo(1_000, 1_010)).to.equal("just now");
    expect(formatAgo(1_000, 1_000 + 240)).to.equal("4 min ago");
    expect(formatAgo(1_000, 1_000 + 7_200)).to.equal("2 h ago");
    expect(formatAgo(1_000, 1_000 + 86_400)).to.equal("1 day ago");
    expect(formatAgo(1_000, 1_000 + 3_599), "no sixty minutes").to.equal("59 min ago");
    expect(formatAgo(1_000, 1_000 + 86_399)).to.equal("23 h ago");
  });
});
