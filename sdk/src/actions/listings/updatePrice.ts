import type { Address } from "viem";
import { listingPriceUpdatedEvent, updatePriceFunction } from "../../abi/generated/marketplace.ts";
import type { ListingTerms } from "../../rules/types.ts";
import { contractCall } from "../internal/contractCall.ts";
import { defineWrite } from "../internal/defineWrite.ts";
import { oneEvent } from "../internal/events.ts";

export type UpdatePriceParameters = {
  marketplace: Address;
  terms: ListingTerms;
  /** New price of one unit, smallest unit of the currency. */
  price: bigint;
};

/**
 * Changes the price of one unit. A buyer is protected by his `maxTotal`. Only the seller.
 *
 * @throws NotSellerError, ListingNotActiveError, ZeroPriceError, AmountTooLargeError.
 *
 * @example
 * ```ts
 * await updatePriceSync(client, { marketplace, terms, price: parseEther("12") });
 * ```
 */
export const updatePrice = /* @__PURE__ */ defineWrite({
  call: ({ marketplace, terms, price }: UpdatePriceParameters) =>
    contractCall(updatePriceFunction, marketplace, [terms, price]),
  extract: /* @__PURE__ */ oneEvent(listingPriceUpdatedEvent),
});

/** {@link updatePrice}, and waits for the block. */
export const updatePriceSync = updatePrice.sync;
