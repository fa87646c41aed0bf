import type { Context } from "ponder:registry";
import { trade } from "ponder:schema";
import { addToAccount } from "./accounts.ts";
import { itemColumns } from "./items.ts";
import { ordinalOf, type Place, timeOf } from "./place.ts";

type TradeRow = typeof trade.$inferInsert;

/** Enters a sale into the ledger, and into the sums of both sides. */
export async function recordTrade(
  db: Context["db"],
  place: Place,
  sold: Parameters<typeof itemColumns>[0] & { itemId: string },
  sale: Pick<
    TradeRow,
    | "source"
    | "listingId"
    | "auctionId"
    | "orderId"
    | "quantity"
    | "total"
    | "fee"
    | "royalty"
    | "seller"
    | "buyer"
    | "recipient"
  >,
): Promise<void> {
  const { quantity, total, fee, royalty, seller, buyer } = sale;
  const proceeds = total - fee - royalty;
  await db.insert(trade).values({
    id: `${place.transaction.hash}:${place.log.logIndex}`,
    ...sale,
    itemId: sold.itemId,
    ...itemColumns(sold),
    unitPrice: total / quantity,
    proceeds,
    timestamp: timeOf(place),
    block: place.block.number,
    transaction: place.transaction.hash,
    ordinal: ordinalOf(place),
  });
  await addToAccount(db, buyer, { spent: total });
  await addToAccount(db, seller, { earned: proceeds });
}
