import { expect } from "chai";
import { modelOf } from "./model.ts";
import { pagesOf } from "./pages.ts";
import { problemsOf } from "./problems.ts";

const source = (body: string) => `// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Till
/// @notice Takes money.
interface Till {
${body}
}
`;
const modelsOf = (body: string) => [modelOf("contracts/Till.sol", source(body))];

const documented = `
    /// @notice Somebody paid.
    event Paid(address indexed by);
    /// @notice Not enough.
    error Short();
    /// @notice Pays
    /// in coins.
    /// @dev Requirements: open.
    /// @param amount Smallest unit.
    /// @return change What is left.
    function pay(uint256 amount) external returns (uint256 change);
`;

describe("natspec", function () {
  // The first use of the compiler takes a second or more.
  this.timeout(60_000);

  it("is content where every public item has its words", () => {
    expect(problemsOf(modelsOf(documented))).to.deep.equal([]);
  });

  it("names each public item, parameter, result and member without", () => {
    const body = `
    event Paid(address indexed by);
    error Short();
    struct Coin { uint256 value; }
    /// @notice Pays.
    function pay(uint256 amount) external returns (uint256 change);
    function open() external;
`;
    expect(problemsOf(modelsOf(body)).map((line) => line.replace("contracts/Till.sol:", ""))).to.deep.equal([
      "8 event Paid has no NatSpec",
      "9 error Short has no NatSpec",
      "10 struct Coin has no NatSpec",
      "12 function pay has no @param amount",
      "12 function pay has no @return",
      "13 function open has no NatSpec",
    ]);
  });

  it("asks nothing of what inherits its words, nor of internal functions", () => {
    const body =
      "/// @inheritdoc Shop\nfunction pay(uint256 amount) external virtual {}\nfunction _count() internal {}";
    const text = source(body).replace("interface", "abstract contract");
    expect(problemsOf([modelOf("contracts/Till.sol", text)])).to.deep.equal([]);
  });

  it("makes a page of a contract and an index of all", () => {
    const pages = pagesOf(modelsOf(documented));
    expect([...pages.keys()]).to.deep.equal(["Till.md", "README.md"]);
    expect(pages.get("README.md")).to.contain("| [Till](Till.md) | interface | Takes money. |");
    const page = pages.get("Till.md");
    expect(page).to.contain(
      "### pay\n\n```solidity\nfunction pay(uint256 amount) external returns (uint256 change)\n```",
    );
    expect(page).to.contain("Pays in coins.");
    expect(page).to.contain("| `amount` | Smallest unit. |");
    expect(page).to.contain("| returns `change` | What is left. |");
  });
});
