import { type Address, isAddressEqual } from "viem";
import type { Funds, LiveAuction } from "../../relayer/types.ts";

/** What covers a bid on an auction: what is free, and what the bidder's own standing bid holds, for the new one takes its place. */
export function coverOf(
  { available }: Pick<Funds, "available">,
  { topBid }: Pick<LiveAuction, "topBid">,
  bidder: Address,
) {
  return topBid !== null && isAddressEqual(topBid.bidder, bidder) ? available + topBid.amount : available;
}
