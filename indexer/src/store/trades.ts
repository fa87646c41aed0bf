import type { Context } from "ponder:registry";
import { trade } from "ponder:schema";
import { addToAccount } from "./accounts.ts";
import { note } from "./activity.ts";
import { itemColumns } from "./items.ts";
import { expectPayments } from "./ledger.ts";
import { ordinalOf, type Place, timeOf } from "./place.ts";
import { isStudio } from "./studio.ts";

type TradeRow = typeof trade.$inferInsert;

/** The ledger's name for the trade of a log, or of the one that stands `behind` places before it in its transaction. */
const idOf = ({ transaction, log }: Place, behind = 0) => `${transaction.hash}:${log.logIndex - behind}`;

/** Enters a sale among the trades and into the sums of both sides, and announces the payments that it brings. */
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
  paidFrom: "wallet" | "contract" = "wallet",
): Promise<void> {
  const { quantity, total, fee, royalty, seller, buyer } = sale;
  const proceeds = total - fee - royalty;
  await db.insert(trade).values({
    id: idOf(place),
    ...sale,
    primary: await isStudio(db, seller),
    itemId: sold.itemId,
    ...itemColumns(sold),
    unitPrice: total / quantity,
    proceeds,
    timestamp: timeOf(place),
    block: place.block.number,
    transaction: place.transaction.hash,
    ordinal: ordinalOf(place),
  });
  const kind = (
    { LISTING: "SOLD", SIGNED_LISTING: "SOLD", OFFER: "OFFER_ACCEPTED", AUCTION: "AUCTION_SETTLED" } as const
  )[sale.source];
  const { listingId, auctionId, orderId } = sale;
  await note(db, place, {
    ...{ kind, from: seller, to: buyer, itemId: sold.itemId, token: sold.token, quantity, amount: total },
    ...{ listingId, auctionId, orderId },
  });
  await addToAccount(db, buyer, { spent: total });
  await addToAccount(db, seller, { earned: proceeds });

  const reference = sale.listingId ?? sale.auctionId ?? sale.orderId ?? null;
  const contract = place.log.address;
  // Shares are pushed from the buyer's wallet, or by the contract where it took in the whole.
  const from = [buyer, contract];
  await expectPayments(db, place, [
    ...(proceeds > 0n ? [{ from, to: seller, amount: String(proceeds), cause: "TRADE" as const, reference }] : []),
    // Of a sale on the Marketplace, only the transfer tells to whom the royalty goes.
    ...(royalty > 0n ? [{ from, amount: String(royalty), cause: "ROYALTY" as const, reference }] : []),
    ...(fee > 0n && paidFrom === "wallet"
      ? [{ from: [buyer], to: contract, amount: String(fee), cause: "FEE" as const, reference }]
      : []),
    { from: [buyer], to: contract, cause: "TRADE", reference },
  ]);
}

/** Has the trade of the log right before this one go to somebody else than its buyer. */
export async function redirectTrade(db: Context["db"], place: Place, recipient: TradeRow["recipient"]): Promise<void> {
  await db.update(trade, { id: idOf(place, 1) }).set({ recipient });
}
