import { expect } from "chai";
import { type AstNode, analyze, readSource } from "../lib/solc.ts";
import { explain } from "./explained.ts";
import { type Judge, openJudge } from "./judge.ts";
import { applyMutant, type Mutant, mutantsOf } from "./mutants.ts";
import { sample } from "./sample.ts";
import { mutantsAt, schemaOf } from "./schema.ts";

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
        total = 1 << a;
        return a;
    }
}
`;

const tree = (text: string) => analyze(["Till.sol"], { "Till.sol": text })["Till.sol"] as AstNode;
const mutants = mutantsOf("Till.sol", source, tree(source));

describe("mutation", function () {
  // The compiler takes a second or more to load.
  this.timeout(180_000);

  it("changes comparisons, arithmetic, logic, statements, modifiers, constants and results", () => {
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
      "9 constant: a == 7 -> a == 8",
      "9 constant: a == 7 -> a == 6",
      "9 arithmetic: b - a -> b + a",
      "10 statement: total += a; -> {}",
      "10 assignment: total += a -> total -= a",
      "11 statement: delete total; -> {}",
      "12 statement: total = 1 << a; -> {}",
      "12 arithmetic: 1 << a -> 1 >> a",
      "12 constant: 1 << a -> 2 << a",
      "12 constant: 1 << a -> 0 << a",
      "13 return: a -> uint256(0)",
    ]);
  });

  it("leaves all but the place as it was", () => {
    const [open] = mutants;
    if (!open) throw new Error("the function has a modifier");
    expect(applyMutant(source, open)).to.equal(source.replace("external open returns", "external  returns"));
  });

  it("samples the same for the same seed", () => {
    const items = Array.from({ length: 100 }, (_, i) => i);
    expect(sample(items, 5, 1)).to.deep.equal(sample(items, 5, 1));
    expect(sample(items, 5, 1)).to.not.deep.equal(sample(items, 5, 2));
    expect(new Set(sample(items, 100, 3)).size).to.equal(100);
  });

  it("accepts a survivor with a reason, and no reason without its survivor", () => {
    const [first, second] = mutants as [Mutant, Mutant];
    const reasonFor = ({ file, before, after }: Mutant) => ({ file, before, after, code: "", reason: "no matter" });
    const survived = (mutant: Mutant) => mutant === first;
    const { explained, unexplained, stale } = explain(mutants, survived, () => "", [
      reasonFor(first),
      reasonFor(second),
    ]);
    expect([...explained]).to.deep.equal([[first, "no matter"]]);
    expect(unexplained).to.deep.equal([]);
    expect(stale).to.deep.equal([reasonFor(second)]);
    expect(explain(mutants, survived, () => "", []).unexplained).to.deep.equal([first]);
  });

  describe("of the Credits, all in one program", () => {
    const file = "contracts/credits/Credits.sol";
    let all: Mutant[];
    let judge: Judge;
    const find = (operator: string) => {
      const mutant = all.find((entry) => entry.operator === operator);
      if (!mutant) throw new Error(`the Credits have no mutant by ${operator}`);
      return mutant;
    };

    before(async () => {
      const asts = analyze([file]);
      all = mutantsOf(file, readSource(file), asts[file] as AstNode);
      // One that is no program stands aside, and those beside it are played all the same.
      all.push({ ...find("relational"), id: "unknown", after: "unknown < 1" });
      judge = await openJudge(all, asts);
    });

    it("finds all tests green while no mutant is switched on", () => expect([...judge.ignored]).to.deep.equal([]));

    for (const operator of ["statement", "modifier", "relational"]) {
      it(`kills a mutant by ${operator}`, async () => {
        expect((await judge.judge(find(operator))).outcome).to.equal("killed");
      });
    }

    it("names the test that kills, and its file", async () => {
      expect(await judge.judge(find("relational"))).to.deep.equal({
        outcome: "killed",
        by: "CreditsTest#test_Deploy_RevertWhen_CapExceeds96Bits()",
        suite: "contracts/credits/Credits.t.sol",
      });
    });

    it("says so where a change leaves no program", async () => {
      expect(await judge.judge(all.at(-1) as Mutant)).to.deep.equal({ outcome: "invalid" });
    });

    it("finds the mutant that an error of the compiler lies in", () => {
      const schema = schemaOf(all, analyze([file]));
      const at = Buffer.from(schema.changed[file] ?? "").indexOf("unknown < 1");
      expect(mutantsAt(schema, file, at, at + 7).map(({ id }) => id)).to.deep.equal(["unknown"]);
    });
  });
});
