import { expect } from "chai";
import {
  type AbiParameter,
  BaseError,
  ContractFunctionRevertedError,
  encodeErrorResult,
  type Hex,
  RawContractError,
  RpcRequestError,
  zeroAddress,
  zeroHash,
} from "viem";
import { type creditsAbi, marketplaceAbi, plazaErrorsAbi } from "../../abi/index.ts";
import { PlazaError, recoveries } from "../base.ts";
import { ContractError, snakeCase } from "./base.ts";
import { contractErrors } from "./contractErrors.ts";
import {
  ContractRevertError,
  decodeContractError,
  ERC20InsufficientBalanceError,
  ListingNotActiveError,
} from "./index.ts";

/** Any value of a parameter's type. */
function sample({ type }: AbiParameter): unknown {
  if (type === "address") return zeroAddress;
  if (type === "bytes32") return zeroHash;
  if (type === "bytes") return "0x12";
  if (type === "string") return "text";
  const bits = Number(/^u?int(\d+)$/.exec(type)?.[1] ?? expect.fail(`no sample of ${type}`));
  return bits <= 48 ? 7 : 7n;
}

const dataOf = (errorName: string, args: readonly unknown[]) =>
  encodeErrorResult({ abi: plazaErrorsAbi, errorName, args } as Parameters<typeof encodeErrorResult>[0]);

describe("the contracts' custom errors", () => {
  it("have a class each, and no class has none", () => {
    expect(Object.keys(contractErrors)).to.have.members(plazaErrorsAbi.map(({ name }) => name));
  });

  for (const { name, inputs } of plazaErrorsAbi)
    it(`decode ${name}`, () => {
      const args = (inputs as readonly AbiParameter[]).map(sample);
      const error = decodeContractError(dataOf(name, args));
      expect(error).to.be.instanceOf(contractErrors[name]).and.instanceOf(PlazaError).and.instanceOf(BaseError);
      expect(error).to.include({ name: `${name}Error`, errorName: name, code: snakeCase(name) });
      expect(error).to.have.deep.property(
        "args",
        Object.fromEntries(inputs.map(({ name }, index) => [name, args[index]])),
      );
      // Words for people: a sentence that does not show what Solidity calls it.
      expect(error?.shortMessage)
        .to.match(/^[A-Z][^_(]*\.$/)
        .and.not.include(name);
      expect(recoveries).to.include(error?.recovery);
      expect(error?.metaMessages?.[0]).to.equal(`Error: ${name}`);
    });

  it("say how much is missing", () => {
    const credit = 10n ** 18n;
    const error = decodeContractError(
      dataOf("ERC20InsufficientBalance", [zeroAddress, credit, 13n * credit + credit / 2n]),
    );
    expect(error).to.include({ shortMessage: "You need 12.5 more Credits.", recovery: "top_up" });
  });

  it("have codes that do not meet", () => {
    const codes = plazaErrorsAbi.map(({ name }) => snakeCase(name));
    expect(new Set(codes).size).to.equal(codes.length);
    expect(snakeCase("ERC20InsufficientBalance")).to.equal("erc20_insufficient_balance");
    expect(snakeCase("NotASingleItem")).to.equal("not_a_single_item");
  });
});

describe("decodeContractError", () => {
  const args = [zeroHash] as const;
  const data = dataOf("ListingNotActive", args);
  const revert = (options: { abi?: typeof marketplaceAbi | typeof creditsAbi; data?: Hex; message?: string }) =>
    new ContractFunctionRevertedError({ abi: marketplaceAbi, functionName: "buy", ...options });

  it("finds what viem's errors carry, at any depth", () => {
    const inner = revert({ data });
    for (const error of [inner, new BaseError("outer", { cause: inner }), new Error("outer", { cause: inner })]) {
      const decoded = decodeContractError(error);
      expect(decoded).to.be.instanceOf(ListingNotActiveError);
      expect(decoded?.cause).to.equal(error);
      expect(decoded?.walk((cause) => cause === inner)).to.equal(inner);
    }
  });

  it("finds the error of another contract than the one that was called", () => {
    const foreign = dataOf("ERC20InsufficientBalance", [zeroAddress, 1n, 2n]);
    const decoded = decodeContractError(revert({ data: foreign }));
    expect(decoded).to.be.instanceOf(ERC20InsufficientBalanceError);
    expect((decoded as ERC20InsufficientBalanceError).args).to.deep.equal({
      sender: zeroAddress,
      balance: 1n,
      needed: 2n,
    });
  });

  it("finds data wherever nodes and wallets put it", () => {
    const rpc = (data: unknown) =>
      new RpcRequestError({ body: {}, url: "http://node.test", error: { code: 3, message: "reverted", data } });
    const shapes = [
      new RawContractError({ data }),
      new RawContractError({ data: { data } }),
      rpc(data),
      rpc({ data }),
      rpc({ originalError: { data } }),
      Object.assign(new Error("wallet"), { data }),
    ];
    for (const shape of shapes) expect(decodeContractError(shape)).to.be.instanceOf(ListingNotActiveError);
  });

  it("keeps an error that was decoded before", () => {
    const known = new ListingNotActiveError({ listingId: zeroHash });
    expect(decodeContractError(new Error("outer", { cause: known }))).to.equal(known);
  });

  it("tells words, panics, unknown errors and silence apart", () => {
    // Error("no luck"), Panic(0x11), and an error that nobody knows.
    const words = encodeErrorResult({
      abi: [{ type: "error", name: "Error", inputs: [{ name: "message", type: "string" }] }],
      errorName: "Error",
      args: ["no luck"],
    });
    const panic = `0x4e487b71${"0".repeat(62)}11` as const;
    const decoded = [words, panic, "0xdeadbeef" as const].map((data) => decodeContractError(revert({ data })));
    for (const error of decoded) expect(error).to.be.instanceOf(ContractRevertError).and.not.instanceOf(ContractError);
    expect(decoded.map((error) => (error as ContractRevertError).reason)).to.deep.equal([
      "no luck",
      "Panic(17)",
      undefined,
    ]);
    const silent = decodeContractError(revert({ message: "out of luck" })) as ContractRevertError;
    expect(silent).to.include({ data: "0x", reason: "out of luck", code: "contract_reverted" });
  });

  it("is not fooled by data that only begins like an error", () => {
    const cut = data.slice(0, 20) as Hex;
    expect(decodeContractError(revert({ data: cut }))).to.be.instanceOf(ContractRevertError);
  });

  it("knows when no contract refused anything", () => {
    const circular = new Error("circle");
    circular.cause = circular;
    for (const error of [new Error("offline"), circular, undefined, null, "text", 7, {}, "0x1234"])
      expect(decodeContractError(error)).to.equal(undefined);
  });
});
