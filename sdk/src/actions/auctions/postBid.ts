import type { Address } from "viem";
import { bidPostedEvent, postBidFunction } from "../../abi/generated/marketplace.ts";
import type { AuctionTerms } from "../../rules/types.ts";
import { contractCall } from "../internal/contractCall.ts";
import { defineWrite } from "../internal/defineWrite.ts";
import { oneEvent } from "../internal/events.ts";

export type PostBidParameters = {
  marketplace: Address;
  terms: AuctionTerms;
  /** What the caller pays if he wins with it, smallest unit of the currency. */
  amount: bigint;
  /** Whether the caller's credit pays first, as far as it goes; false by default. */
  useCredit?: boolean | undefined;
};

/**
 * Bids on chain, paid at once, where the relayer would not take the bid: a settlement must beat it. Raising one's own post pays
 * the difference; a post that is beaten returns as credit.
 *
 * @throws BidTooLowError, BidReachesBuyoutError, AuctionNotRunningError, BidderIsSellerError, NotInAuctionError, ERC20InsufficientAllowanceError.
 *
 * @example
 * ```ts
 * const { endsAt } = await postBidSync(client, { marketplace, terms, amount });
 * ```
 */
export const postBid = /* @__PURE__ */ defineWrite({
  call: ({ marketplace, terms, amount, useCredit = false }: PostBidParameters) =>
    contractCall(postBidFunction, marketplace, [terms, amount, useCredit]),
  extract: /* @__PURE__ */ oneEvent(bidPostedEvent),
});

/** {@link postBid}, and waits for the block. */
export const postBidSync = postBid.sync;
