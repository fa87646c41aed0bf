import { expect } from "chai";
import { zeroAddress } from "viem";
import { rejection } from "../../../testing/rejection.ts";
import { ERC20InsufficientBalanceError, SafeERC20FailedOperationError } from "../../errors/contract/erc20.ts";
import { ContractRevertError } from "../../errors/contract/revert.ts";
import { NOT_ALLOWED, rehearse } from "./rehearse.ts";

const refused = (error: Error) => rehearse(Promise.reject(error), NOT_ALLOWED.credits);

describe("a rehearsal", () => {
  it("believes no token that says no without saying why", async () => {
    await refused(new ContractRevertError({ reason: "ERC20: insufficient allowance", data: "0x" }));
    await refused(new SafeERC20FailedOperationError({ token: zeroAddress }));
  });

  it("tells every other refusal", async () => {
    const poor = new ERC20InsufficientBalanceError({ sender: zeroAddress, balance: 0n, needed: 1n });
    expect(await rejection(refused(poor), ERC20InsufficientBalanceError)).to.equal(poor);
  });
});
