import type { Context } from "ponder:registry";
import { trade } from "ponder:schema";
import { addToAccount } from "./accounts.ts";
import { itemColumns } from "./items.ts";
import { ordinalOf, type Place, timeOf } from "./place.ts";

type TradeRow = typeof trade.$inferInsert;

/** The ledger's name for the trade of a log, or of the one that stands `behind` places before it in its transaction. */
const idOf = ({ transaction, log }: Place, behind = 0) => `${transaction.hash}:${log.logIndex - behind}`;

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
    id: idOf(place),
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

/** Has the trade of the log right before this one go to somebody else than its buyer. */
export async function redirectTrade(db: Context["db"], place: Place, recipient: TradeRow["recipient"]): Promise<void> {
  await db.update(trade, { id: idOf(place, 1) }).set({ recipient });
}
