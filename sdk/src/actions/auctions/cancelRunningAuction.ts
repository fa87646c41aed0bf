import type { Address, Hex } from "viem";
import { auctionCancelledEvent, cancelRunningAuctionFunction } from "../../abi/generated/marketplace.ts";
import type { AuctionTerms } from "../../rules/types.ts";
import { contractCall } from "../internal/contractCall.ts";
import { defineWrite } from "../internal/defineWrite.ts";
import { oneEvent } from "../internal/events.ts";

export type CancelRunningAuctionParameters = {
  marketplace: Address;
  terms: AuctionTerms;
  /** Unix seconds, as signed. */
  deadline: bigint;
  /** A settler's signature over `Cancellation`. */
  settlerSignature: Hex;
};

/**
 * Ends an auction that runs and takes the item back, with a settler's consent that nobody has bid. Only the seller.
 *
 * @throws AuctionHasBidsError, AuctionNotRunningError, NotSellerError, UnauthorizedSettlerError, DeadlinePassedError,
 * DeadlineTooFarError.
 *
 * @example
 * ```ts
 * await cancelRunningAuctionSync(client, { marketplace, terms, deadline, settlerSignature });
 * ```
 */
export const cancelRunningAuction = /* @__PURE__ */ defineWrite({
  call: ({ marketplace, terms, deadline, settlerSignature }: CancelRunningAuctionParameters) =>
    contractCall(cancelRunningAuctionFunction, marketplace, [terms, deadline, settlerSignature]),
  extract: /* @__PURE__ */ oneEvent(auctionCancelledEvent),
});

/** {@link cancelRunningAuction}, and waits for the block. */
export const cancelRunningAuctionSync = cancelRunningAuction.sync;
