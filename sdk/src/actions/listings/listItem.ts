import type { Address } from "viem";
import { listingCreatedEvent } from "../../abi/generated/marketplace.ts";
import { randomSalt } from "../../rules/salt.ts";
import { encodeListingData, type ListingParams } from "../../rules/transferData.ts";
import { defineWrite } from "../internal/defineWrite.ts";
import { escrowTransfer, type Goods } from "../internal/escrowTransfer.ts";
import { oneEvent } from "../internal/events.ts";

export type ListItemParameters = Goods & {
  marketplace: Address;
  /** Unique among the seller's listings of one second; random by default. */
  salt?: bigint | undefined;
} & Omit<ListingParams, "salt">;

/**
 * Lists an item of the sender's with one transfer: no approval is needed. What it returns from the event are the listing's
 * terms, which `buy` and the others take.
 *
 * With `endPrice`, `fallStart` and `fallEnd` the price falls on a straight line; with `taker` one account alone may buy.
 *
 * @throws ZeroPriceError, InvalidScheduleError, AmountTooLargeError, ExpiryInPastError, IdAlreadyUsedError, ERC721InsufficientApprovalError,
 * ERC1155InsufficientBalanceError, EnforcedPauseError.
 *
 * @example
 * ```ts
 * const { listingId, receipt, ...terms } = await listItemSync(client, {
 *   marketplace, token: gameItems, standard: "ERC721", tokenId: 7n, price: parseEther("25"),
 * });
 * ```
 */
export const listItem = /* @__PURE__ */ defineWrite({
  call: (parameters: ListItemParameters, sender) => {
    const {
      marketplace,
      token,
      tokenId,
      standard,
      quantity,
      price,
      taker,
      maxRoyaltyBps,
      salt = randomSalt(),
    } = parameters;
    const { endPrice, fallStart, fallEnd, expiry } = parameters;
    const params = { price, endPrice, fallStart, fallEnd, expiry, taker, maxRoyaltyBps, salt };
    return escrowTransfer({ token, tokenId, standard, quantity }, sender(), marketplace, encodeListingData(params));
  },
  extract: /* @__PURE__ */ oneEvent(listingCreatedEvent),
  emitter: ({ marketplace }) => marketplace,
});

/** {@link listItem}, and waits for the block. */
export const listItemSync = listItem.sync;
