import type { Address } from "viem";
import { cancelListingFunction, listingCancelledEvent } from "../../abi/generated/marketplace.ts";
import type { ListingTerms } from "../../rules/types.ts";
import { contractCall } from "../internal/contractCall.ts";
import { defineWrite } from "../internal/defineWrite.ts";
import { oneEvent } from "../internal/events.ts";

export type CancelListingParameters = {
  marketplace: Address;
  terms: ListingTerms;
};

/**
 * Ends a listing and takes back what is left. Works while paused and after expiry. Only the seller.
 *
 * @throws NotSellerError, ListingNotActiveError.
 *
 * @example
 * ```ts
 * const { returned } = await cancelListingSync(client, { marketplace, terms });
 * ```
 */
export const cancelListing = /* @__PURE__ */ defineWrite({
  call: ({ marketplace, terms }: CancelListingParameters) => contractCall(cancelListingFunction, marketplace, [terms]),
  extract: /* @__PURE__ */ oneEvent(listingCancelledEvent),
});

/** {@link cancelListing}, and waits for the block. */
export const cancelListingSync = cancelListing.sync;
