import type { Address, Hex } from "viem";
import { type AuctionOnChain, endsAt, isOpen } from "./auctions.ts";
import { beats, bestPresented } from "./presentedBids.ts";
import type { Attempt, Verdict } from "./settlements.ts";

/** What the worker sends for an auction besides its end. Bids and settlements go on beside it. */
export type ErrandPlan =
  /** Presents an accepted bid with its receipt (MECHANISM.md 21). */
  | {
      kind: "present";
      bidder: Address;
      maxAmount: bigint;
      /** Of its receipt. */
      sequence: number;
    }
  /** Moves the end on the chain to that of a signed Extension, in unix seconds (MECHANISM.md 5). */
  | { kind: "extend"; endsAt: number };

export const errandKinds = ["present", "extend"] as const satisfies readonly ErrandPlan["kind"][];

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
export function verdictOnErrand(plan: ErrandPlan, auction: AuctionOnChain): Verdict {
  const done = placeOf(plan, auction);
  if (done) return { done };
  if (!isOpen(auction)) return { contradicted: `The auction was ${auction.status} before.` };
  if (plan.kind !== "present") return undefined;
  const best = bestPresented(auction.presented);
  return best && !beats(plan, best) ? { contradicted: "A better bid was presented." } : undefined;
}

/** Where on the chain stands what an errand was for, whoever did it. */
function placeOf(plan: ErrandPlan, auction: AuctionOnChain) {
  if (plan.kind === "extend") return endsAt(auction) >= plan.endsAt ? auction.prolonged : undefined;
  const { bidder, sequence } = plan;
  return auction.presented.findLast((bid) => bid.bidder === bidder && bid.sequence === sequence)?.place;
}
