import type { Address, Hex } from "viem";
import { type AuctionOnChain, endsAt, isOpen, type Place } from "./auctions.ts";
import { beats, bestPresented } from "./presentedBids.ts";
import { type Attempt, isInFlight, type Verdict } from "./settlements.ts";

/** An accepted bid that the worker presents with its receipt. */
export type BidToPresent = {
  auctionId: Hex;
  bidder: Address;
  maxAmount: bigint;
  /** Of its receipt. */
  sequence: number;
};

/** What the worker sends for an auction besides its end. Bids and settlements go on beside it. */
export type ErrandPlan =
  /** Presents accepted bids, of one auction each, all in one call (MECHANISM.md 21): the errand's own first, then what must come with it. */
  | { kind: "present"; bids: readonly [BidToPresent, ...BidToPresent[]] }
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
  /** The newest errands of other auctions that present a bid of this one beside their own. */
  readonly #beside = new Map<Hex, Errand>();

  get(auctionId: Hex, kind: ErrandPlan["kind"]): Errand | undefined {
    return this.#newest.get(`${kind}:${auctionId}`);
  }

  /** Whether one is on its way that does this for an auction, its own or another's. */
  isUnderWay(auctionId: Hex, kind: ErrandPlan["kind"]): boolean {
    return isInFlight(this.get(auctionId, kind)) || (kind === "present" && isInFlight(this.#beside.get(auctionId)));
  }

  set(errand: Errand): void {
    const { plan, auctionId } = errand;
    this.#newest.set(`${plan.kind}:${auctionId}`, errand);
    for (const { auctionId: other } of plan.kind === "present" ? plan.bids.slice(1) : []) {
      const known = this.#beside.get(other);
      if (known === undefined || known.id <= errand.id || !isInFlight(known)) this.#beside.set(other, errand);
    }
  }

  /** Forgets those of an auction that is over for good. */
  forget(auctionId: Hex): void {
    for (const kind of errandKinds) this.#newest.delete(`${kind}:${auctionId}`);
    this.#beside.delete(auctionId);
  }

  all(): Iterable<Errand> {
    return this.#newest.values();
  }
}

/**
 * What the chain says about an errand.
 *
 * @param auctionOf - How an auction stands: several may be presented in at once.
 */
export function verdictOnErrand(
  { auctionId, plan }: Pick<Errand, "auctionId" | "plan">,
  auctionOf: (id: Hex) => AuctionOnChain | undefined,
): Verdict {
  const auction = auctionOf(auctionId);
  if (plan.kind === "present") return verdictOnPresentation(plan.bids, auctionOf);
  const prolonged = auction && endsAt(auction) >= plan.endsAt ? auction.prolonged : undefined;
  if (prolonged) return { done: prolonged };
  return auction && isOpen(auction) ? undefined : over(auction);
}

/** Presented are all at once: where one cannot be any more, or somebody else has presented some of them, the call would fail. */
function verdictOnPresentation(
  bids: readonly BidToPresent[],
  auctionOf: (id: Hex) => AuctionOnChain | undefined,
): Verdict {
  const places: Place[] = [];
  let hindrance: Verdict;
  for (const bid of bids) {
    const auction = auctionOf(bid.auctionId);
    const place = auction && placeOf(bid, auction);
    if (place) places.push(place);
    else hindrance ??= hindranceTo(bid, auction);
  }
  const [done] = places.toSorted((one, other) => other.blockNumber - one.blockNumber);
  if (done && places.length === bids.length) return { done };
  return hindrance ?? (done && { contradicted: "Some of the bids were presented otherwise." });
}

function hindranceTo(bid: BidToPresent, auction: AuctionOnChain | undefined): Verdict {
  if (auction === undefined || !isOpen(auction)) return over(auction);
  const best = bestPresented(auction.presented);
  return best && !beats(bid, best) ? { contradicted: "A better bid was presented." } : undefined;
}

const over = (auction: AuctionOnChain | undefined): Verdict => ({
  contradicted: auction ? `The auction was ${auction.status} before.` : "The auction is not on the chain any more.",
});

/** Where on the chain a bid was presented, whoever did it. */
const placeOf = ({ bidder, sequence }: BidToPresent, { presented }: AuctionOnChain): Place | undefined =>
  presented.findLast((bid) => bid.bidder === bidder && bid.sequence === sequence)?.place;
