import type { Address, Hex } from "viem";
import { auctionSettledEvent, settleAuctionFunction } from "../../abi/generated/marketplace.ts";
import type { AuctionTerms, Settlement } from "../../rules/types.ts";
import { contractCall } from "../internal/contractCall.ts";
import { defineWrite } from "../internal/defineWrite.ts";
import { oneEvent } from "../internal/events.ts";

export type SettleAuctionParameters = {
  marketplace: Address;
  /** The auction's terms, as its event or the indexer told them. */
  terms: AuctionTerms;
  /** Who won, what he pays, nonce and deadline, as the settler signed. */
  settlement: Omit<Settlement, "auctionId">;
  /** The upper bound that the winner signed. */
  maxAmount: bigint;
  /** By `signSettlement`. */
  settlerSignature: Hex;
  /** The winner's, by `signBid`. */
  bidSignature: Hex;
};

/**
 * Sells the item to the winner, paid from his vault. Anyone may send it, with the settler's signature and the winner's own bid.
 *
 * @throws AuctionNotEndedError, AuctionAlreadySettledError, UnauthorizedSettlerError, InvalidSignatureError,
 * NonceAlreadyUsedError, DeadlinePassedError, AmountBelowReserveError, AmountAboveBidError, InsufficientFundsError.
 *
 * @example
 * ```ts
 * const { winner, amount, fee, royalty } = await settleAuctionSync(client, {
 *   marketplace, terms, settlement, maxAmount, settlerSignature, bidSignature,
 * });
 * ```
 */
export const settleAuction = /* @__PURE__ */ defineWrite({
  call: ({ marketplace, terms, settlement, maxAmount, settlerSignature, bidSignature }: SettleAuctionParameters) =>
    contractCall(settleAuctionFunction, marketplace, [terms, settlement, maxAmount, settlerSignature, bidSignature]),
  extract: /* @__PURE__ */ oneEvent(auctionSettledEvent),
});

/** {@link settleAuction}, and waits for the block. */
export const settleAuctionSync = settleAuction.sync;
