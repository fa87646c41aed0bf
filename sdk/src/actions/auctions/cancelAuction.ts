import type { Address } from "viem";
import { auctionCancelledEvent, cancelAuctionFunction } from "../../abi/generated/marketplace.ts";
import type { AuctionTerms } from "../../rules/types.ts";
import { contractCall } from "../internal/contractCall.ts";
import { defineWrite } from "../internal/defineWrite.ts";
import { oneEvent } from "../internal/events.ts";

export type CancelAuctionParameters = {
  marketplace: Address;
  terms: AuctionTerms;
};

/**
 * Ends an auction that has not started and takes the item back. Only the seller.
 *
 * @throws AuctionAlreadyStartedError, NotSellerError, NotInAuctionError.
 *
 * @example
 * ```ts
 * await cancelAuctionSync(client, { marketplace, terms });
 * ```
 */
export const cancelAuction = /* @__PURE__ */ defineWrite({
  call: ({ marketplace, terms }: CancelAuctionParameters) => contractCall(cancelAuctionFunction, marketplace, [terms]),
  extract: /* @__PURE__ */ oneEvent(auctionCancelledEvent),
});

/** {@link cancelAuction}, and waits for the block. */
export const cancelAuctionSync = cancelAuction.sync;
