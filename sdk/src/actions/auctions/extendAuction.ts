import type { Address, Hex } from "viem";
import { auctionExtendedEvent, extendAuctionFunction } from "../../abi/generated/marketplace.ts";
import type { AuctionTerms } from "../../rules/types.ts";
import { contractCall } from "../internal/contractCall.ts";
import { defineWrite } from "../internal/defineWrite.ts";
import { oneEvent } from "../internal/events.ts";

export type ExtendAuctionParameters = {
  marketplace: Address;
  terms: AuctionTerms;
  /** Unix seconds, as signed. */
  endsAt: bigint;
  /** The relayer's signature over `Extension`. */
  receiptSignature: Hex;
};

/**
 * Moves an auction's end on chain with the relayer's signed word. Anyone may send it.
 *
 * @throws InvalidExtensionError, UnauthorizedReceiptKeyError, InvalidSignatureError, NotInAuctionError.
 *
 * @example
 * ```ts
 * await extendAuctionSync(client, { marketplace, terms, endsAt, receiptSignature });
 * ```
 */
export const extendAuction = /* @__PURE__ */ defineWrite({
  call: ({ marketplace, terms, endsAt, receiptSignature }: ExtendAuctionParameters) =>
    contractCall(extendAuctionFunction, marketplace, [terms, endsAt, receiptSignature]),
  extract: /* @__PURE__ */ oneEvent(auctionExtendedEvent),
});

/** {@link extendAuction}, and waits for the block. */
export const extendAuctionSync = extendAuction.sync;
