import type { Context } from "ponder:registry";
import { auction, bid } from "ponder:schema";
import { note } from "./activity.ts";
import { ordinalOf, type Place, timeOf } from "./place.ts";

type BidRow = typeof bid.$inferSelect;

/** Enters a bid that stands on the chain from now on. */
export async function recordBid(
  db: Context["db"],
  place: Place,
  made: Pick<BidRow, "auctionId" | "kind" | "bidder" | "amount" | "maxAmount" | "sequence">,
): Promise<void> {
  const { hash: transaction } = place.transaction;
  await db.insert(bid).values({
    id: `${transaction}:${place.log.logIndex}`,
    ...made,
    timestamp: timeOf(place),
    transaction,
    ordinal: ordinalOf(place),
  });
  const { auctionId, bidder, amount } = made;
  const sold = await db.update(auction, { id: auctionId }).set((row) => ({ chainBids: row.chainBids + 1 }));
  const { itemId, token, quantity } = sold;
  await note(db, place, { kind: `BID_${made.kind}`, auctionId, from: bidder, itemId, token, quantity, amount });
}
