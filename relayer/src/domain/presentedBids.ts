import type { Address } from "viem";
import type { PresentedBid } from "./auctions.ts";

/** Places for presented bids that the contract keeps, of distinct bidders (MECHANISM.md 23). */
const PLACES = 2;

/** Those that count: the best two of distinct bidders, in no order. */
export const counting = (presented: readonly PresentedBid[]): PresentedBid[] =>
  presented.filter(({ replacedAt }) => replacedAt === undefined);

/** What decides which of two presented bids is better. */
type Rank = Pick<PresentedBid, "maxAmount" | "sequence">;

/** Whether one comes before another: the higher maximum, of equal ones the one that the relayer took first. */
export const beats = (bid: Rank, other: Rank): boolean =>
  bid.maxAmount === other.maxAmount ? bid.sequence < other.sequence : bid.maxAmount > other.maxAmount;

/** The best of those that count; undefined while nobody has presented one. */
export function bestPresented(presented: readonly PresentedBid[]): PresentedBid | undefined {
  const [first, second] = counting(presented);
  return first && second && beats(second, first) ? second : first;
}

/** What an account's presented bids bind of its money at the latest head: the best one does, and no other (MECHANISM.md 23). */
export function boundBy(presented: readonly PresentedBid[], account: Address): bigint {
  const best = bestPresented(presented);
  return best?.bidder === account ? best.maxAmount : 0n;
}

/** The highest maximum that somebody else presented: no settlement to this account may be lower (MECHANISM.md 22). */
export function floorFor(account: Address, presented: readonly PresentedBid[]): bigint {
  let floor = 0n;
  for (const { bidder, maxAmount } of counting(presented))
    if (bidder !== account && maxAmount > floor) floor = maxAmount;
  return floor;
}

/** A bid that the contract took a moment ago. */
type Taken = Omit<PresentedBid, "replacedAt" | "outbidAt">;

/**
 * Presented bids after one that the contract took: it has its bidder's place, else a free one, else that of the worse. If it is
 * the best now, it alone binds its bidder's money.
 */
export function present(presented: readonly PresentedBid[], bid: Taken, blockNumber: number): readonly PresentedBid[] {
  const places = counting(presented);
  const best = bestPresented(presented);
  const own = places.find(({ bidder }) => bidder === bid.bidder);
  const worse = places.find((entry) => entry !== best);
  const replaced = own ?? (places.length < PLACES ? undefined : worse);
  const leads = best === undefined || beats(bid, best);
  const rest = presented.map((entry) => ({
    ...entry,
    ...(entry === replaced && { replacedAt: blockNumber }),
    ...(leads && entry === best && { outbidAt: blockNumber }),
  }));
  return [...rest, { ...bid, replacedAt: undefined, outbidAt: leads ? undefined : blockNumber }];
}

/** Presented bids after a post: one that reaches the best of them ends them all. */
export function releaseBelow(
  presented: readonly PresentedBid[],
  post: bigint,
  blockNumber: number,
): readonly PresentedBid[] {
  const best = bestPresented(presented);
  if (best === undefined || best.maxAmount > post) return presented;
  return presented.map((entry) => ({
    ...entry,
    replacedAt: entry.replacedAt ?? blockNumber,
    outbidAt: entry.outbidAt ?? blockNumber,
  }));
}
