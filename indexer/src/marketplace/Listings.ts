import { ponder } from "ponder:registry";
import { listing } from "ponder:schema";
import { itemColumns, itemForSale, standardOf } from "../store/items.ts";
import { ordinalOf, timeOf } from "../store/place.ts";
import { recordTrade } from "../store/trades.ts";

ponder.on("Marketplace:ListingCreated", async ({ event, context: { db } }) => {
  const { listingId, seller, token, tokenId, quantity, price, expiry, salt, feeBps, standard } = event.args;
  const item = await itemForSale(db, event, { token, tokenId, standard: standardOf(standard) });
  await db.insert(listing).values({
    id: listingId,
    seller,
    itemId: item.id,
    ...itemColumns(item),
    quantity,
    remaining: quantity,
    price,
    expiry: expiry === 0n ? null : expiry,
    salt,
    feeBps: Number(feeBps),
    state: "ACTIVE",
    createdAt: timeOf(event),
    updatedAt: timeOf(event),
    createdTx: event.transaction.hash,
    ordinal: ordinalOf(event),
  });
});

ponder.on("Marketplace:ListingPriceUpdated", async ({ event, context: { db } }) => {
  const { listingId, price } = event.args;
  await db.update(listing, { id: listingId }).set({ price, updatedAt: timeOf(event) });
});

ponder.on("Marketplace:ListingCancelled", async ({ event, context: { db } }) => {
  const { listingId } = event.args;
  await db.update(listing, { id: listingId }).set({ remaining: 0n, state: "CANCELLED", updatedAt: timeOf(event) });
});

ponder.on("Marketplace:ListingBought", async ({ event, context: { db } }) => {
  const { listingId, buyer, seller, recipient, quantity, total, fee, remaining } = event.args;
  const sold = await db
    .update(listing, { id: listingId })
    .set((row) => ({ remaining, state: remaining === 0n ? "SOLD" : row.state, updatedAt: timeOf(event) }));
  await recordTrade(db, event, sold, {
    source: "LISTING",
    listingId,
    quantity,
    total,
    fee,
    royalty: 0n,
    seller,
    buyer,
    recipient,
  });
});
