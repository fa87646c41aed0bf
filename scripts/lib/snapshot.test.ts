import { expect } from "chai";
import { MAX_CODE_SIZE, problemsOf, updated } from "./snapshot.ts";

const committed = { gas: { buy: 80_000 }, size: { Marketplace: 20_000 } };

describe("snapshot", () => {
  it("allows 1 % more, and any saving", () => {
    expect(problemsOf({ gas: { buy: 80_800 }, size: { Marketplace: 19_000 } }, committed)).to.deep.equal([]);
  });

  it("names what grew by more, with both figures", () => {
    expect(problemsOf({ gas: { buy: 80_801 }, size: { Marketplace: 20_400 } }, committed)).to.deep.equal([
      "buy: 80000 -> 80801 gas, 1.0 % more",
      "Marketplace: 20000 -> 20400 bytes, 2.0 % more",
    ]);
  });

  it("names what is new and what is gone", () => {
    expect(problemsOf({ gas: { list: 1 }, size: committed.size }, committed)).to.deep.equal([
      "list is not in the snapshot (1 gas)",
      "buy is in the snapshot, but nothing measures it any more",
    ]);
  });

  it("refuses code over EIP-170 even where the snapshot has it", () => {
    const size = { Marketplace: MAX_CODE_SIZE + 1 };
    expect(problemsOf({ gas: {}, size }, { gas: {}, size })).to.deep.equal([
      "Marketplace has 24577 bytes of code; EIP-170 allows 24576",
    ]);
  });

  it("updates real changes only", () => {
    const measured = { gas: { buy: 80_012, list: 5 }, size: { Marketplace: 20_001 } };
    expect(updated(measured, committed)).to.deep.equal({
      gas: { buy: 80_000, list: 5 },
      size: { Marketplace: 20_001 },
    });
  });
});
