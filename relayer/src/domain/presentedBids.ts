import type { Address } from "viem";
import type { PresentedBid } from "./auctions.ts";

/** Places for presented bids that the contract keeps, of distinct bidders (MECHANISM.md 23). */
const PLACES = 2;

/** Those that count: the best two of distinct bidders, in no order. */
export const counting = (presented: readonly PresentedBid[]): PresentedBid[] =>
  presented.filter(({ replacedAt }) => replacedAt === undefined);

/** Whether one comes before another: the higher maximum, of equal ones the one that the relayer took first. */
export const beats = (bid: PresentedBid, other: PresentedBid): boolean =>
  bid.maxAmount === other.maxAmount ? bid.sequence < other.sequence : bid.maxAmount > other.maxAmount;

/** The highest maximum that somebody else presented: no settlement to this account may be lower (MECHANISM.md 22). */
export function floorFor(account: Address, presented: readonly PresentedBid[]): bigint {
  let floor = 0n;
  for (const { bidder, maxAmount } of counting(presented))
    if (bidder !== account && maxAmount > floor) floor = maxAmount;
  return floor;
}

/** Presented bids after one that the contract took: it has its bidder's place, else a free one, else that of the worse. */
export function present(
  presented: readonly PresentedBid[],
  bid: PresentedBid,
  blockNumber: number,
): readonly PresentedBid[] {
  const places = counting(presented);
  const own = places.find(({ bidder }) => bidder === bid.bidder);
  const [first, second] = places;
  const worse = first && second && beats(first, second) ? second : first;
  const replaced = own ?? (places.length < PLACES ? undefined : worse);
  const rest = presented.map((entry) => (entry === replaced ? { ...entry, replacedAt: blockNumber } : entry));
  return [...rest, bid];
}
