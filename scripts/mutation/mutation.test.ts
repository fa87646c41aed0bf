import { expect } from "chai";
import { parse, readSource } from "../lib/solc.ts";
import { createJudge } from "./judge.ts";
import { applyMutant, mutantsOf } from "./mutants.ts";
import { sample } from "./sample.ts";

const source = `// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;
/// Überschrift: offsets are bytes.
contract Till {
    uint256 total;
    modifier open() { _; }
    error Short(uint256 by);
    function pay(uint256 a, uint256 b) external open returns (uint256) {
        if (a < b || !(a == 7)) revert Short(b - a);
        total += a;
        delete total;
        return a;
    }
}
`;

describe("mutation", function () {
  // The compiler takes a second or more to load, and some for each mutant.
  this.timeout(180_000);

  it("changes comparisons, arithmetic, logic, statements, modifiers, constants and results", () => {
    const mutants = mutantsOf("Till.sol", source, parse("Till.sol", source));
    expect(
      mutants.map(({ line, operator, before, after }) => `${line} ${operator}: ${before} -> ${after}`),
    ).to.deep.equal([
      "8 modifier: open -> ",
      "9 statement: if (a < b || !(a == 7)) revert Short(b - a); -> {}",
      "9 logical: a < b || !(a == 7) -> a < b && !(a == 7)",
      "9 operand: a < b || !(a == 7) -> a < b",
      "9 operand: a < b || !(a == 7) -> !(a == 7)",
      "9 relational: a < b -> a <= b",
      "9 relational: a < b -> a >= b",
      "9 negation: !(a == 7) -> (a == 7)",
      "9 relational: a == 7 -> a != 7",
      "9 constant: 7 -> 8",
      "9 constant: 7 -> 6",
      "9 arithmetic: b - a -> b + a",
      "10 statement: total += a; -> {}",
      "10 assignment: total += a -> total -= a",
      "11 statement: delete total; -> {}",
      "12 return: a -> 0",
    ]);
  });

  it("leaves all but the place as it was", () => {
    const [open] = mutantsOf("Till.sol", source, parse("Till.sol", source));
    if (!open) throw new Error("the function has a modifier");
    expect(applyMutant(source, open)).to.equal(source.replace("external open returns", "external  returns"));
  });

  it("samples the same for the same seed", () => {
    const items = Array.from({ length: 100 }, (_, i) => i);
    expect(sample(items, 5, 1)).to.deep.equal(sample(items, 5, 1));
    expect(sample(items, 5, 1)).to.not.deep.equal(sample(items, 5, 2));
    expect(new Set(sample(items, 100, 3)).size).to.equal(100);
  });

  describe("of the Credits", () => {
    const file = "contracts/credits/Credits.sol";
    const mutants = mutantsOf(file, readSource(file), parse(file));
    const judge = createJudge();
    const find = (operator: string) => {
      const mutant = mutants.find((entry) => entry.operator === operator);
      if (!mutant) throw new Error(`the Credits have no mutant by ${operator}`);
      return mutant;
    };

    it("finds all tests green while nothing is changed", async () => {
      expect(await judge.baseline(file)).to.deep.equal([]);
    });

    for (const operator of ["statement", "modifier", "relational"]) {
      it(`kills a mutant by ${operator}`, async () => {
        expect((await judge.judge(find(operator))).outcome).to.equal("killed");
      });
    }

    it("lets one survive where the test that would kill it does not count", async () => {
      const mutant = find("relational");
      const { by = "" } = await judge.judge(mutant);
      expect(by).to.equal("CreditsTest#test_Deploy_RevertWhen_CapExceeds96Bits()");
      expect((await judge.judge(mutant, new Set([by]))).outcome).to.equal("survived");
    });

    it("says so where a change leaves no program, or the same one", async () => {
      const mutant = find("modifier");
      expect((await judge.judge({ ...mutant, after: "nothing" })).outcome).to.equal("invalid");
      expect((await judge.judge({ ...mutant, after: `${mutant.before} ` })).outcome).to.equal("same");
    });
  });
});
