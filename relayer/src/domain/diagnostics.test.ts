import { expect } from "chai";
import { Diagnostics, figuresOf, type Operation, verdictOf } from "./diagnostics.ts";

const operation = (milliseconds: number, ok = true, name = "POST /v1/bids"): Operation => ({
  ...{ name, ok, milliseconds },
  requestId: `request-${milliseconds}`,
  at: "2027-01-15T08:00:00.000Z",
});

describe("diagnostics", () => {
  it("judges by success rate and mean duration", () => {
    const verdict = (successRate: number, meanMs: number) =>
      verdictOf({ count: 1, successRate, meanMs, p95Ms: meanMs });
    expect(verdict(0.95, 2_000)).to.equal("excellent");
    expect(verdict(0.95, 2_001)).to.equal("good");
    expect(verdict(0.949, 1)).to.equal("good");
    expect(verdict(0.9, 5_000)).to.equal("good");
    expect(verdict(0.9, 5_001)).to.equal("fair");
    expect(verdict(0.8, 10_000)).to.equal("fair");
    expect(verdict(0.8, 10_001)).to.equal("poor");
    expect(verdict(0.79, 1)).to.equal("poor");
    expect(verdictOf(figuresOf([]))).to.equal("no_data");
  });

  it("counts, averages, and takes the nearest rank for the 95th percentile", () => {
    const operations = Array.from({ length: 20 }, (_, place) => operation(20 - place, place !== 0));
    expect(figuresOf(operations)).to.deep.equal({ count: 20, successRate: 0.95, meanMs: 10.5, p95Ms: 19 });
  });

  it("reports each operation, the last ten first, and no more than the newest thousand", () => {
    const diagnostics = new Diagnostics();
    expect(diagnostics.report()).to.deep.include({ verdict: "no_data", count: 0, operations: [], last: [] });
    diagnostics.record(operation(1_000_000, false));
    for (let turn = 0; turn < 999; turn++) diagnostics.record(operation(1));
    expect(diagnostics.report().meanMs).to.be.above(1_000);
    diagnostics.record(operation(2, true, "GET /v1/keys"));
    const { verdict, count, operations, last } = diagnostics.report();
    expect({ verdict, count }).to.deep.equal({ verdict: "excellent", count: 1_000 });
    expect(operations.map(({ name, count }) => [name, count])).to.deep.equal([
      ["GET /v1/keys", 1],
      ["POST /v1/bids", 999],
    ]);
    expect(last.length).to.equal(10);
    expect(last[0]?.requestId).to.equal("request-2");
  });
});
