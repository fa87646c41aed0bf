import type { Address } from "viem";
import { marketplaceAbi } from "../../abi/generated.ts";
import { randomSalt } from "../../rules/salt.ts";
import { encodeListingData } from "../../rules/transferData.ts";
import { defineWrite } from "../internal/defineWrite.ts";
import { escrowTransfer, type Goods } from "../internal/escrowTransfer.ts";
import { oneEvent } from "../internal/events.ts";

export type ListItemParameters = Goods & {
  marketplace: Address;
  /** Price of one unit, smallest unit of the currency. */
  price: bigint;
  /** Unix seconds; zero means never. @default 0n */
  expiry?: bigint | undefined;
  /** Unique among the seller's listings; random by default. */
  salt?: bigint | undefined;
};

/**
 * Lists an item of the sender's with one transfer: no approval is needed. What it returns from the event are the listing's
 * terms, which `buy` and the others take.
 *
 * @throws ZeroPriceError, AmountTooLargeError, ExpiryInPastError, IdAlreadyUsedError, ERC721InsufficientApprovalError,
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
  call: ({ marketplace, price, expiry = 0n, salt = randomSalt(), ...goods }: ListItemParameters, sender) =>
    escrowTransfer(goods, sender(), marketplace, encodeListingData({ price, expiry, salt })),
  extract: /* @__PURE__ */ oneEvent(marketplaceAbi, "ListingCreated"),
  emitter: ({ marketplace }) => marketplace,
});

/** {@link listItem}, and waits for the block. */
export const listItemSync = listItem.sync;
