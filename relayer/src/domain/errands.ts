import type { Address, Hex } from "viem";
import { type AuctionOnChain, isOpen } from "./auctions.ts";
import { beats, bestPresented } from "./presentedBids.ts";
import type { Attempt, Verdict } from "./settlements.ts";

/** What the worker sends for an auction besides its end. Bids and settlements go on beside it. */
export type ErrandPlan = {
  /** Presents an accepted bid with its receipt (MECHANISM.md 21). */
  kind: "present";
  bidder: Address;
  maxAmount: bigint;
  /** Of its receipt. */
  sequence: number;
};

export const errandKinds = ["present"] as const satisfies readonly ErrandPlan["kind"][];

/** One attempt at an errand. An auction has at most one of each kind that is neither failed nor final. */
export type Errand = Attempt<ErrandPlan>;

/** Whether an attempt is an errand: the others end their auctions. */
export const isErrand = (attempt: Attempt<{ kind: string }>): attempt is Errand =>
  (errandKinds as readonly string[]).includes(attempt.plan.kind);

/** The newest errands, by auction and kind. */
export class Errands {
  readonly #newest = new Map<string, Errand>();

  get(auctionId: Hex, kind: ErrandPlan["kind"]): Errand | undefined {
    return this.#newest.get(`${kind}:${auctionId}`);
  }

  set(errand: Errand): void {
    this.#newest.set(`${errand.plan.kind}:${errand.auctionId}`, errand);
  }

  all(): Iterable<Errand> {
    return this.#newest.values();
  }
}

/** What the chain says about an errand. */
export function verdictOnErrand({ bidder, maxAmount, sequence }: ErrandPlan, auction: AuctionOnChain): Verdict {
  const own = auction.presented.findLast((bid) => bid.bidder === bidder && bid.sequence === sequence);
  if (own) return { done: own.place };
  if (!isOpen(auction)) return { contradicted: `The auction was ${auction.status} before.` };
  const best = bestPresented(auction.presented);
  return best && !beats({ maxAmount, sequence }, best) ? { contradicted: "A better bid was presented." } : undefined;
}
