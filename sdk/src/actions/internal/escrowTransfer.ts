import type { Address, Hex } from "viem";
import { safeTransferFrom4Function } from "../../abi/generated/gameItems.ts";
import { safeTransferFromFunction } from "../../abi/generated/gameResources.ts";
import { InvalidParameterError } from "../../errors/input.ts";
import type { TokenStandard } from "../../vocabulary.ts";
import { contractCall } from "./contractCall.ts";

/** What of which collection, and how many. */
export type Goods = {
  /** ERC-721 or ERC-1155 contract. */
  token: Address;
  /** Which of both it is. */
  standard: TokenStandard;
  tokenId: bigint;
  /** Units; always 1 for ERC-721. @default 1n */
  quantity?: bigint | undefined;
};

/** The transfer that hands an item to the Marketplace and says what for: no approval, one transaction. */
export function escrowTransfer(
  { token, standard, tokenId, quantity = 1n }: Goods,
  from: Address,
  to: Address,
  data: Hex,
) {
  if (standard === "ERC1155") return contractCall(safeTransferFromFunction, token, [from, to, tokenId, quantity, data]);
  if (quantity !== 1n)
    throw new InvalidParameterError({ field: "quantity", value: quantity, expected: "1 for an ERC-721 item" });
  return contractCall(safeTransferFrom4Function, token, [from, to, tokenId, data]);
}
