import { marketplaceAbi } from "@plaza/sdk";
import { expect } from "chai";
import { encodeErrorResult, FeeCapTooLowError, InsufficientFundsError, NonceTooLowError } from "viem";
import { classify } from "./errors.ts";

describe("chain failures", () => {
  const data = encodeErrorResult({ abi: marketplaceAbi, errorName: "DeadlinePassed", args: [7n] });

  it("are named by what the contract reverted with, however deep it lies", () => {
    const node = Object.assign(new Error("execution reverted"), { data });
    const hardhat = Object.assign(new Error("VM Exception"), { data: { data, message: "reverted" } });
    for (const error of [node, hardhat, new Error("estimate failed", { cause: new Error("rpc", { cause: node }) })])
      expect(classify(error)).to.deep.equal({ kind: "reverted", error: "DeadlinePassed" });
  });

  it("of an unknown contract error are reverts too", () => {
    const unknown = Object.assign(new Error("execution reverted"), { data: "0xdeadbeef" });
    expect(classify(unknown)).to.deep.equal({ kind: "reverted", error: "unknown error 0xdeadbeef" });
    expect(classify(new Error("execution reverted")).kind).to.equal("reverted");
  });

  it("are classed by meaning, in the words of different nodes", () => {
    const cases: [Error, string][] = [
      [new Error("already known"), "known"],
      [new Error("AlreadyKnown: transaction already imported"), "known"],
      [new NonceTooLowError(), "nonce"],
      [new Error("Nonce too low. Expected nonce to be 3 but got 2."), "nonce"],
      [new Error("replacement transaction underpriced"), "underpriced"],
      [new FeeCapTooLowError(), "underpriced"],
      [new InsufficientFundsError(), "gas"],
      [new Error("Sender doesn't have enough funds to send tx"), "gas"],
      [new Error("fetch failed"), "unreachable"],
      [new Error("The request timed out."), "unreachable"],
    ];
    for (const [error, kind] of cases) expect(classify(error).kind, error.message).to.equal(kind);
  });
});
