import { ponder } from "ponder:registry";
import { listing } from "ponder:schema";
import { unpackSchedule } from "@plaza/sdk";
import { zeroAddress } from "viem";
import { forgetExpiry, note, noteExpiry } from "../store/activity.ts";
import { itemColumns, itemForSale, standardOf } from "../store/items.ts";
import { ordinalOf, timeOf } from "../store/place.ts";
import { isStudio } from "../store/studio.ts";
import { recordTrade } from "../store/trades.ts";

ponder.on("Marketplace:ListingCreated", async ({ event, context: { db } }) => {
  const { listingId, seller, token, tokenId, quantity, price, schedule, taker, maxRoyaltyBps, salt, feeBps, standard } =
    event.args;
  const { endPrice, fallStart, fallEnd, expiry } = unpackSchedule(schedule);
  const falls = fallEnd !== 0n;
  const item = await itemForSale(db, event, { token, tokenId, standard: standardOf(standard) });
  await db.insert(listing).values({
    id: listingId,
    seller,
    itemId: item.id,
    ...itemColumns(item),
    quantity,
    remaining: quantity,
    price,
    endPrice: falls ? endPrice : null,
    fallStart: falls ? Number(fallStart) : null,
    fallEnd: falls ? Number(fallEnd) : null,
    expiry: expiry === 0n ? null : expiry,
    schedule,
    taker: taker === zeroAddress ? null : taker,
    maxRoyaltyBps: Number(maxRoyaltyBps),
    salt,
    feeBps: Number(feeBps),
    state: "ACTIVE",
    primary: await isStudio(db, seller),
    createdAt: timeOf(event),
    updatedAt: timeOf(event),
    createdTx: event.transaction.hash,
    ordinal: ordinalOf(event),
  });
  const entry = { from: seller, itemId: item.id, token, quantity, amount: price };
  await note(db, event, { kind: "LISTED", listingId, ...entry });
  if (expiry !== 0n) await noteExpiry(db, event, { listingId, expiry, ...entry });
});

ponder.on("Marketplace:ListingPriceUpdated", async ({ event, context: { db } }) => {
  const { listingId, price } = event.args;
  const row = await db.update(listing, { id: listingId }).set({ price, updatedAt: timeOf(event) });
  const { seller, itemId, token, remaining } = row;
  const change = { listingId, from: seller, itemId, token, quantity: remaining, amount: price };
  await note(db, event, { kind: "PRICE_CHANGED", ...change });
});

ponder.on("Marketplace:ListingCancelled", async ({ event, context: { db } }) => {
  const { listingId } = event.args;
  // Taken out of the row before the update, which changes the very object.
  const quantity = (await db.find(listing, { id: listingId }))?.remaining ?? 0n;
  const over = await db
    .update(listing, { id: listingId })
    .set({ remaining: 0n, state: "CANCELLED", updatedAt: timeOf(event) });
  await forgetExpiry(db, event, over);
  const { seller, itemId, token, price } = over;
  await note(db, event, { kind: "LISTING_CANCELLED", listingId, from: seller, itemId, token, quantity, amount: price });
});

ponder.on("Marketplace:ListingBought", async ({ event, context: { db } }) => {
  const { listingId, buyer, recipient, quantity, total, fee, royalty } = event.args;
  const sold = await db.update(listing, { id: listingId }).set((row) => ({
    remaining: row.remaining - quantity,
    state: row.remaining === quantity ? "SOLD" : row.state,
    updatedAt: timeOf(event),
  }));
  if (sold.state === "SOLD") await forgetExpiry(db, event, sold);
  await recordTrade(db, event, sold, {
    source: "LISTING",
    listingId,
    quantity,
    total,
    fee,
    royalty,
    seller: sold.seller,
    buyer,
    recipient,
  });
});
