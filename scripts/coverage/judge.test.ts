import { expect } from "chai";
import { failuresOf, gapsOf, parseCoverage } from "./judge.ts";

const printed = `
║ contracts/marketplace/Vault.sol   │ 66.67  │ 75.00       │ 2                ║
║ contracts/marketplace/Admin.sol   │ 100.00 │ 100.00      │ -                ║
`;
const lcov =
  "TN:\nSF:contracts/marketplace/Vault.sol\nDA:1,1\nDA:2,0\nDA:3,1\nend_of_record\nSF:contracts/marketplace/Admin.sol\nDA:1,1\nend_of_record\n";
const source = () => "deposit();\n  withdraw();\nexit();";

describe("coverage", () => {
  const coverage = parseCoverage(printed, lcov);

  it("reads Hardhat's table and lcov file", () => {
    expect(coverage).to.deep.equal([
      { file: "contracts/marketplace/Vault.sol", lines: 66.67, statements: 75, uncovered: [2] },
      { file: "contracts/marketplace/Admin.sol", lines: 100, statements: 100, uncovered: [] },
    ]);
  });

  it("names each line that nothing ran", () => {
    expect(gapsOf(coverage, [], source)).to.deep.equal(["contracts/marketplace/Vault.sol:2 withdraw();"]);
  });

  it("accepts a line with a reason, and no reason without its line", () => {
    const exception = { file: "contracts/marketplace/Vault.sol", line: "withdraw();", reason: "unreachable" };
    expect(gapsOf(coverage, [exception], source)).to.deep.equal([]);
    expect(gapsOf([], [exception], source)).to.deep.equal([
      "contracts/marketplace/Vault.sol has an exception that is covered or gone: withdraw();",
    ]);
  });

  it("sees a statement left out on a line that ran", () => {
    const partly = [{ file: "contracts/A.sol", lines: 100, statements: 97.5, uncovered: [] }];
    expect(gapsOf(partly, [], source)).to.deep.equal(["contracts/A.sol: 97.5 % of its statements"]);
  });

  it("names the tests that failed", () => {
    expect(failuresOf("  1) MarketplaceTest#test_Constructor_FitsIntoOneContract()\n    Error: no")).to.deep.equal([
      "MarketplaceTest#test_Constructor_FitsIntoOneContract",
    ]);
  });
});
