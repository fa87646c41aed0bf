import type { AuctionRules, AuctionTerms } from "@plaza/sdk";
import type { Address, Hex } from "viem";

/** Durations that the Marketplace was deployed with, in seconds. */
export type MarketplaceTimes = {
  challenge: number;
  grace: number;
  extensionLimit: number;
  /** How long before the end a bid prolongs an auction, to as long after it. */
  extensionWindow: number;
};

/** Where on the chain something happened. */
export type Place = { readonly blockNumber: number; readonly blockHash: Hex; readonly transaction: Hex };

/** A bid that was posted on chain, and paid at once (MECHANISM.md 18). */
export type Post = { readonly bidder: Address; readonly amount: bigint };

/** A bid that was presented on chain with its receipt (MECHANISM.md 21). */
export type PresentedBid = {
  readonly bidder: Address;
  readonly maxAmount: bigint;
  /** Price on its receipt. */
  readonly amount: bigint;
  readonly sequence: number;
  /** Where it was presented. */
  readonly place: Place;
  /** Block in which a better one took its place; undefined while it counts. */
  readonly replacedAt: number | undefined;
  /** Block from which a better one stood above it, so that it binds nothing; undefined while it is the best. */
  readonly outbidAt: number | undefined;
};

/** An auction's terms, with what is packed in their `rules` beside it. */
export type KnownTerms = AuctionTerms & AuctionRules;

/** How an auction stands on the chain at the latest head. */
export type AuctionOnChain = {
  readonly id: Hex;
  readonly terms: KnownTerms;
  readonly status: "live" | "finalizing" | "settled" | "returned" | "cancelled";
  /** Unix seconds to which the chain prolonged it: by a posted bid, or by a signed Extension that was sent. */
  readonly prolongedTo: number | undefined;
  /** Where it did. */
  readonly prolonged: Place | undefined;
  /** Unix seconds from which the second finalize call succeeds, while finalizing. */
  readonly finalizableAt: number | undefined;
  /** Where somebody began to finalize. */
  readonly announced: Place | undefined;
  /** Where it ended; the end frees cover once this block is final. */
  readonly ended: Place | undefined;
  /** The best posted bid. */
  readonly post: Post | undefined;
  /** Bids that were presented, those that were replaced included. */
  readonly presented: readonly PresentedBid[];
  readonly outcome:
    | {
        readonly winner: Address;
        readonly amount: bigint;
        /** Who signed the settlement; zero where nobody did. */
        readonly settler: Hex;
        readonly nonce: bigint;
        /** Whether the winner paid from his vault: not where he bought out. */
        readonly fromVault: boolean;
      }
    | undefined;
};

/** An auction that was just created. */
export const newAuction = (id: Hex, terms: KnownTerms): AuctionOnChain => ({
  id,
  terms,
  status: "live",
  prolongedTo: undefined,
  prolonged: undefined,
  finalizableAt: undefined,
  announced: undefined,
  ended: undefined,
  post: undefined,
  presented: [],
  outcome: undefined,
});

/** Where an auction stands in time, whatever the chain says about its outcome. */
export type AuctionPhase = "scheduled" | "live" | "ended";

/** Unix seconds from which bids count. */
export const startsAt = (auction: AuctionOnChain): number => Number(auction.terms.start);

/** Unix seconds at which bidding ends (MECHANISM.md 5). */
export const endsAt = (auction: AuctionOnChain): number => auction.prolongedTo ?? Number(auction.terms.end);

/**
 * An auction by the relayer's clock: it ends when the chain or the newest signed Extension says, whichever is later (MECHANISM.md 5).
 *
 * @param extendedTo - End of that Extension, in unix seconds; null where none was signed.
 */
export function prolonged(auction: AuctionOnChain, extendedTo: number | null): AuctionOnChain {
  return extendedTo === null || extendedTo <= endsAt(auction) ? auction : { ...auction, prolongedTo: extendedTo };
}

/**
 * Unix seconds to which a bid prolongs an auction: it runs at least for the extension window from then on, as far as its hard end
 * allows. Undefined where it does so anyway.
 */
export function extensionBy(auction: AuctionOnChain, receivedAt: number, times: MarketplaceTimes): number | undefined {
  const hardEnd = Number(auction.terms.end) + times.extensionLimit;
  const wanted = Math.min(receivedAt + times.extensionWindow, hardEnd);
  return wanted > endsAt(auction) ? wanted : undefined;
}

/** Unix seconds from which the contract accepts a settlement (MECHANISM.md 7). */
export const settleableAt = (auction: AuctionOnChain, times: MarketplaceTimes): number =>
  endsAt(auction) + times.challenge;

/** Unix seconds from which anybody can begin to finalize, however far it was prolonged (MECHANISM.md 7). */
export const finalizableFrom = (auction: AuctionOnChain, times: MarketplaceTimes): number =>
  Number(auction.terms.end) + times.extensionLimit + times.grace;

/** Bids count in [start, endsAt) (MECHANISM.md 6). */
export function phaseOf(auction: AuctionOnChain, now: number): AuctionPhase {
  if (now < startsAt(auction)) return "scheduled";
  return now < endsAt(auction) ? "live" : "ended";
}

/** Whether the item still waits in escrow for an outcome. */
export function isOpen(auction: AuctionOnChain): boolean {
  return auction.status === "live" || auction.status === "finalizing";
}
