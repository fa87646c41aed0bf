import type { Address, Hex } from "viem";
import { bidPresentedEvent, presentBidFunction } from "../../abi/generated/marketplace.ts";
import type { AuctionTerms, Bid, Receipt } from "../../rules/types.ts";
import { contractCall } from "../internal/contractCall.ts";
import { defineWrite } from "../internal/defineWrite.ts";
import { oneEvent } from "../internal/events.ts";

export type PresentBidParameters = {
  marketplace: Address;
  terms: AuctionTerms;
  /** Whose bid, and the upper bound that he signed. */
  bid: Omit<Bid, "auctionId">;
  /** The bidder's, by `signBid`. */
  bidSignature: Hex;
  /** The relayer's receipt, as it answered the bid. */
  receipt: Pick<Receipt, "amount" | "sequence" | "receivedAt" | "previous">;
  /** Merkle proof of the receipt in a signed batch; none where the receipt itself is signed. */
  proof?: readonly Hex[] | undefined;
  /** The receipt key's signature. */
  receiptSignature: Hex;
};

/**
 * Holds the relayer to a bid that it acknowledged: after the end, no settlement to another can be below its maximum, and
 * finalize counts it. Anyone may send it; it moves no money, and binds the bidder's until the auction ends.
 *
 * @throws PresentationNotOpenError, NotAmongTheBestError, InsufficientFundsError, UnauthorizedReceiptKeyError,
 * InvalidSignatureError, ReceivedOutsideAuctionError, AmountBelowReserveError, AmountAboveBidError.
 *
 * @example
 * ```ts
 * const { receipt } = await relayer.placeBid({ auctionId, bidder, maxAmount, signature });
 * // Later, when the relayer has settled nothing:
 * await presentBidSync(client, {
 *   marketplace, terms, bid: { bidder, maxAmount }, bidSignature: signature, receipt, receiptSignature: receipt.signature,
 * });
 * ```
 */
export const presentBid = /* @__PURE__ */ defineWrite({
  call: ({ marketplace, terms, bid, bidSignature, receipt, proof = [], receiptSignature }: PresentBidParameters) =>
    contractCall(presentBidFunction, marketplace, [terms, bid, bidSignature, receipt, proof, receiptSignature]),
  extract: /* @__PURE__ */ oneEvent(bidPresentedEvent),
});

/** {@link presentBid}, and waits for the block. */
export const presentBidSync = presentBid.sync;
