import type { Address, Hex } from "viem";
import { buySignedForFunction, buySignedFunction, signedListingBoughtEvent } from "../../abi/generated/orders.ts";
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
  /** Who receives the item; the sender by default, which costs the least gas. */
  recipient?: Address | undefined;
};

/**
 * Buys units of a signed listing, paid from the sender's wallet. Orders needs an allowance of what the units cost at that moment
 * (`signedPriceAt`), never more than `quantity * price` (`approveCredits` with `spender: orders`).
 *
 * @throws OrderNonceUsedError when it was filled or cancelled, CounterMismatchError, OrderExpiredError, QuantityUnfilledError,
 * InvalidSignatureError, NotTakerError, FeeAboveMaximumError, InvalidFallError, InvalidRecipientError, ERC721IncorrectOwnerError when the
 * seller has it no more, ERC20InsufficientAllowanceError, ERC20InsufficientBalanceError.
 *
 * @example
 * ```ts
 * const { total } = await buySignedSync(client, { orders, listing: signedListing, signature });
 * ```
 */
export const buySigned = /* @__PURE__ */ defineWrite({
  call: ({ orders: address, listing, signature, quantity = 1n, recipient }: BuySignedParameters) => {
    const terms = encodeSignedListing(listing);
    return recipient === undefined
      ? contractCall(buySignedFunction, address, [terms, quantity, signature])
      : contractCall(buySignedForFunction, address, [terms, quantity, recipient, signature]);
  },
  extract: /* @__PURE__ */ oneEvent(signedListingBoughtEvent),
});

/** {@link buySigned}, and waits for the block. */
export const buySignedSync = buySigned.sync;
