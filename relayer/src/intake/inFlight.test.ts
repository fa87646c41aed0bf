import { expect } from "chai";
import { InFlight } from "./inFlight.ts";

describe("work under way", () => {
  it("is done once for all who ask the same meanwhile, and again for who asks later", async () => {
    const inFlight = new InFlight<number>();
    let runs = 0;
    const run = async () => {
      runs += 1;
      return runs;
    };
    const both = await Promise.all([inFlight.share("a", run), inFlight.share("a", run), inFlight.share("b", run)]);
    expect(both).to.deep.equal([
      { value: 1, isFirst: true },
      { value: 1, isFirst: false },
      { value: 2, isFirst: true },
    ]);
    expect(await inFlight.share("a", run)).to.deep.equal({ value: 3, isFirst: true });
  });

  it("fails for all who wait, and is forgotten then too", async () => {
    const inFlight = new InFlight<number>();
    const fail = () => Promise.reject(new Error("away"));
    const both = await Promise.allSettled([inFlight.share("a", fail), inFlight.share("a", fail)]);
    expect(both.map(({ status }) => status)).to.deep.equal(["rejected", "rejected"]);
    expect(await inFlight.share("a", async () => 1)).to.deep.equal({ value: 1, isFirst: true });
  });
});
