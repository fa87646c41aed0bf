import { ContractError, type ContractErrorName } from "../../errors/contract/base.ts";
import { ContractRevertError } from "../../errors/contract/revert.ts";

/** How a currency says that it may not be taken, and an item that it may not be moved. */
export const NOT_ALLOWED = {
  credits: ["ERC20InsufficientAllowance"],
  item: ["ERC721InsufficientApproval", "ERC1155MissingApprovalForAll"],
} as const satisfies Record<string, readonly ContractErrorName[]>;

export const isRefusedFor = (error: unknown, names: readonly ContractErrorName[]): boolean =>
  error instanceof ContractError && names.some((name) => name === error.errorName);

/**
 * Plays what a flow is for before anything is allowed or signed that only leads there: nobody shall pay for that where the rest cannot come.
 * It may lack yet what that gives, which foreign tokens say in words of their own, or by no more than a false.
 */
export async function rehearse(played: Promise<unknown>, lacks: readonly ContractErrorName[]): Promise<void> {
  try {
    await played;
  } catch (error) {
    if (!isRefusedFor(error, [...lacks, "SafeERC20FailedOperation"]) && !(error instanceof ContractRevertError))
      throw error;
  }
}
