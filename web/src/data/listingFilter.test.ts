import { expect } from "chai";
import { parseEther } from "viem";
import { listingFilter } from "./listingFilter.ts";

describe("what the market asks the indexer for", () => {
  it("asks for nothing special by default, so that the indexer shows what is active", () => {
    expect(Object.values(listingFilter({})).every((value) => value === undefined)).to.equal(true);
  });

  it("turns Credits into the smallest unit and one-sided bounds into one-sided ranges", () => {
    const filter = listingFilter({ priceMax: "12.5", powerMin: 10, luckMin: 1, luckMax: 5 });
    expect(filter.price).to.deep.equal({ min: undefined, max: parseEther("12.5") });
    expect(filter.power).to.deep.equal({ min: 10, max: undefined });
    expect(filter.luck).to.deep.equal({ min: 1, max: 5 });
    expect(filter.speed).to.equal(undefined);
  });
});
