import type { Address, Hex } from "viem";
import { acceptOfferFunction, offerAcceptedEvent } from "../../abi/generated/orders.ts";
import { encodeOffer } from "../../orders/typedData.ts";
import type { Offer } from "../../orders/types.ts";
import { contractCall } from "../internal/contractCall.ts";
import { defineWrite } from "../internal/defineWrite.ts";
import { oneEvent } from "../internal/events.ts";

export type AcceptOfferParameters = {
  orders: Address;
  offer: Offer;
  /** The buyer's. */
  signature: Hex;
  /** The item that is given; the offer's own by default. */
  tokenId?: bigint | undefined;
  /** Units that are given. @default 1n */
  quantity?: bigint | undefined;
  /** The least that must reach the sender after fee and royalty, smallest unit of the currency. */
  minProceeds: bigint;
  /** The highest royalty that the sender bears, in basis points; zero means none. @default 0n */
  maxRoyaltyBps?: bigint | undefined;
  /** That the token id is in the offer's set (`tokenSet(...).proof`); none unless the offer is on traits. */
  proof?: readonly Hex[] | undefined;
};

/**
 * Gives an item of the sender's for an offer, paid from its buyer's wallet. Orders must be allowed to move the item
 * (`setApprovalForAll` with `operator: orders`).
 *
 * @throws ProceedsBelowMinimumError, ItemNotWantedError, OrderNonceUsedError when it was filled or cancelled, CounterMismatchError,
 * OrderExpiredError, QuantityUnfilledError, InvalidSignatureError, ERC20InsufficientBalanceError when the buyer cannot pay any more.
 *
 * @example
 * ```ts
 * await acceptOfferSync(client, { orders, offer, signature, tokenId: 7n, minProceeds: 95n * 10n ** 16n });
 * ```
 */
export const acceptOffer = /* @__PURE__ */ defineWrite({
  call: ({
    orders,
    offer,
    signature,
    tokenId = offer.tokenId,
    quantity = 1n,
    minProceeds,
    maxRoyaltyBps = 0n,
    proof = [],
  }: AcceptOfferParameters) =>
    contractCall(acceptOfferFunction, orders, [
      encodeOffer(offer),
      { tokenId, quantity, minProceeds, maxRoyaltyBps },
      signature,
      [...proof],
    ]),
  extract: /* @__PURE__ */ oneEvent(offerAcceptedEvent),
});

/** {@link acceptOffer}, and waits for the block. */
export const acceptOfferSync = acceptOffer.sync;
