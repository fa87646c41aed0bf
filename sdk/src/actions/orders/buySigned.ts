import type { Address, Hex } from "viem";
import { ordersAbi } from "../../abi/generated.ts";
import { encodeSignedListing } from "../../orders/typedData.ts";
import type { SignedListing } from "../../orders/types.ts";
import { contractCall } from "../internal/contractCall.ts";
import { defineWrite } from "../internal/defineWrite.ts";
import { oneEvent } from "../internal/events.ts";

export type BuySignedParameters = {
  orders: Address;
  listing: SignedListing;
  /** The seller's. */
  signature: Hex;
  /** Units to buy. @default 1n */
  quantity?: bigint | undefined;
};

/**
 * Buys units of a signed listing, paid from the sender's wallet. Orders needs an allowance of `quantity * price` (`approveCredits` with
 * `spender: orders`).
 *
 * @throws OrderNonceUsedError when it was filled or cancelled, CounterMismatchError, OrderExpiredError, QuantityUnfilledError,
 * InvalidSignatureError, NotTakerError, FeeAboveMaximumError, ERC721IncorrectOwnerError when the seller has it no more,
 * ERC20InsufficientAllowanceError, ERC20InsufficientBalanceError.
 *
 * @example
 * ```ts
 * const { total } = await buySignedSync(client, { orders, listing, signature });
 * ```
 */
export const buySigned = /* @__PURE__ */ defineWrite({
  call: ({ orders, listing, signature, quantity = 1n }: BuySignedParameters) =>
    contractCall({
      abi: ordersAbi,
      address: orders,
      functionName: "buySigned",
      args: [encodeSignedListing(listing), quantity, signature],
    }),
  extract: /* @__PURE__ */ oneEvent(ordersAbi, "SignedListingBought"),
});

/** {@link buySigned}, and waits for the block. */
export const buySignedSync = buySigned.sync;
