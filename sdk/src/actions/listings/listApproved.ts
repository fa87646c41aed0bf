import type { Address } from "viem";
import { listFunction, listingCreatedEvent } from "../../abi/generated/marketplace.ts";
import { randomSalt } from "../../rules/salt.ts";
import { type ListingParams, packListingParams } from "../../rules/transferData.ts";
import { contractCall } from "../internal/contractCall.ts";
import { defineWrite } from "../internal/defineWrite.ts";
import { oneEvent } from "../internal/events.ts";

export type ListApprovedParameters = {
  marketplace: Address;
  /** ERC-721 or ERC-1155 contract. */
  token: Address;
  tokenId: bigint;
  /** Units; always 1 for ERC-721. @default 1n */
  quantity?: bigint | undefined;
  /** Unique among the seller's listings of one second; random by default. */
  salt?: bigint | undefined;
} & Omit<ListingParams, "salt">;

/**
 * Lists an item that the Marketplace was approved for (`setApprovalForAll`). `listItem` needs no approval and costs less; this
 * one is for contracts and wallets that cannot send a transfer with data.
 *
 * @throws ZeroPriceError, ZeroQuantityError, ExpiryInPastError, InvalidScheduleError, IdAlreadyUsedError, UnsupportedTokenError, TradeFailedError.
 *
 * @example
 * ```ts
 * const { listingId } = await listApprovedSync(client, { marketplace, token: gameItems, tokenId: 7n, price });
 * ```
 */
export const listApproved = /* @__PURE__ */ defineWrite({
  call: (parameters: ListApprovedParameters) => {
    const { marketplace, token, tokenId, quantity = 1n, price, taker, maxRoyaltyBps, salt = randomSalt() } = parameters;
    const { endPrice, fallStart, fallEnd, expiry } = parameters;
    const params = { price, endPrice, fallStart, fallEnd, expiry, taker, maxRoyaltyBps, salt };
    return contractCall(listFunction, marketplace, [token, tokenId, quantity, packListingParams(params)]);
  },
  extract: /* @__PURE__ */ oneEvent(listingCreatedEvent),
});

/** {@link listApproved}, and waits for the block. */
export const listApprovedSync = listApproved.sync;
