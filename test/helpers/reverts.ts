import { creditsAbi, gameItemsAbi, gameResourcesAbi, marketplaceAbi, ordersAbi } from "@plaza/sdk/abi";
import { type Abi, BaseError, decodeErrorResult, type Hex, parseAbi } from "viem";

const abi: Abi = [
  ...marketplaceAbi,
  ...ordersAbi,
  ...creditsAbi,
  ...gameItemsAbi,
  ...gameResourcesAbi,
  ...parseAbi([
    "error ERC20InsufficientBalance(address sender, uint256 balance, uint256 needed)",
    "error ERC721IncorrectOwner(address sender, uint256 tokenId, address owner)",
    "error ERC1155InsufficientBalance(address sender, uint256 balance, uint256 needed, uint256 tokenId)",
    // Of the desks, when one is called itself.
    "error NotDelegated()",
  ]),
];

/** The data that a call reverted with, where an error carries it. */
function revertData(error: unknown): Hex | undefined {
  if (typeof error !== "object" || error === null || !("data" in error)) return undefined;
  const { data } = error;
  if (typeof data === "string" && data.startsWith("0x")) return data as Hex;
  return revertData(data);
}

/**
 * What a call came to: `yes`, the name of the error that it reverted with, or `""` where it reverted without one (out of
 * gas). Anything else that goes wrong is thrown.
 */
export async function outcomeOf(call: Promise<unknown>): Promise<{ name: string; args?: readonly unknown[] }> {
  try {
    await call;
    return { name: "yes" };
  } catch (error) {
    const data =
      error instanceof BaseError ? revertData(error.walk((cause) => revertData(cause) !== undefined)) : undefined;
    if (data === "0x") return { name: "" };
    if (data === undefined) {
      if (error instanceof BaseError && /out of gas/i.test(error.details)) return { name: "" };
      throw error;
    }
    const { errorName, args } = decodeErrorResult({ abi, data });
    return { name: errorName, ...(args && { args }) };
  }
}
