import type { Address, Hex } from "viem";
import { type AuctionOnChain, isOpen, phaseOf } from "./auctions.ts";
import type { Standing } from "./bids.ts";
import type { Heads } from "./chainState.ts";
import { Refusal } from "./refusal.ts";

/** The settler's consent to a seller's cancel of an auction that runs (MECHANISM.md 30). */
export type Cancellation = {
  auctionId: Hex;
  /** Unix seconds after which the contract refuses it. */
  deadline: number;
  settlerSignature: Hex;
};

/** A consent that is yet to be signed. */
export type UnsignedCancellation = Omit<Cancellation, "settlerSignature">;

/** Whether an auction could still be cancelled by a consent: only a final block tells that its deadline has passed. */
export const isBindingConsent = (
  consent: UnsignedCancellation | undefined,
  heads: Heads | undefined,
): consent is UnsignedCancellation =>
  consent !== undefined && (heads === undefined || heads.finalized.timestamp <= consent.deadline);

/**
 * Why the settler does not consent to an auction's cancel: only its seller may ask, while it runs and nobody has bid, off the chain or on it.
 *
 * @param parameters.closed - The worker has begun to end it.
 * @param parameters.now - Unix seconds.
 */
export function checkCancellation({
  account,
  auction,
  standing,
  closed,
  now,
}: {
  account: Address;
  auction: AuctionOnChain | undefined;
  standing: Standing;
  closed: boolean;
  now: number;
}): Refusal | undefined {
  const field = "auctionId";
  if (auction === undefined) return new Refusal("auction_not_found", "There is no such auction.", { field });
  if (account !== auction.terms.seller)
    return new Refusal("not_the_seller", "Only the seller can cancel an auction.", { field });
  const phase = phaseOf(auction, now);
  if (!isOpen(auction) || phase === "ended" || closed)
    return new Refusal("auction_ended", "An auction that has ended cannot be cancelled.", { field });
  if (phase === "scheduled")
    return new Refusal("auction_not_started", "Before the start its seller cancels alone.", { field });
  if (standing.count > 0 || auction.post || auction.presented.length > 0)
    return new Refusal("auction_has_bids", "An auction with bids cannot be cancelled.", { field });
  return undefined;
}
