import { ponder } from "ponder:registry";
import { auction } from "ponder:schema";
import { changeVault } from "../store/accounts.ts";
import { itemColumns, itemForSale, standardOf } from "../store/items.ts";
import { ordinalOf, timeOf } from "../store/place.ts";
import { recordTrade } from "../store/trades.ts";

ponder.on("Marketplace:AuctionCreated", async ({ event, context: { db } }) => {
  const { auctionId, seller, token, tokenId, quantity, startPrice, reservePrice, salt, standard, ...terms } =
    event.args;
  const item = await itemForSale(db, event, { token, tokenId, standard: standardOf(standard) });
  await db.insert(auction).values({
    id: auctionId,
    seller,
    itemId: item.id,
    ...itemColumns(item),
    quantity,
    startPrice,
    reservePrice,
    start: Number(terms.start),
    end: Number(terms.end),
    endsAt: Number(terms.end),
    incrementBps: Number(terms.incrementBps),
    salt,
    feeBps: Number(terms.feeBps),
    state: "OPEN",
    createdAt: timeOf(event),
    createdTx: event.transaction.hash,
    ordinal: ordinalOf(event),
  });
});

// Both move the clock: a receipt key's word, and a bid posted near the end.
ponder.on("Marketplace:AuctionExtended", async ({ event, context: { db } }) => {
  await db.update(auction, { id: event.args.auctionId }).set({ endsAt: Number(event.args.endsAt) });
});

ponder.on("Marketplace:BidPosted", async ({ event, context: { db } }) => {
  await db.update(auction, { id: event.args.auctionId }).set({ endsAt: Number(event.args.endsAt) });
});

ponder.on("Marketplace:AuctionSettled", async ({ event, context: { db } }) => {
  const { auctionId, winner, seller, amount, fee } = event.args;
  const sold = await db.update(auction, { id: auctionId }).set({
    state: "SETTLED",
    winner,
    amount,
    fee,
    settledAt: timeOf(event),
    settledTx: event.transaction.hash,
  });
  // Free funds pay first, then exiting ones.
  await changeVault(db, winner, ({ free, exiting }) => {
    const short = amount - free;
    return short <= 0n ? { free: -short } : { free: 0n, exiting: exiting - short };
  });
  await recordTrade(db, event, sold, {
    source: "AUCTION",
    auctionId,
    quantity: sold.quantity,
    total: amount,
    fee,
    royalty: 0n,
    seller,
    buyer: winner,
    recipient: winner,
  });
});

ponder.on("Marketplace:FinalizeStarted", async ({ event, context: { db } }) => {
  await db.update(auction, { id: event.args.auctionId }).set({ state: "FINALIZING" });
});

ponder.on("Marketplace:AuctionReturned", async ({ event, context: { db } }) => {
  await db.update(auction, { id: event.args.auctionId }).set({ state: "RETURNED" });
});

ponder.on("Marketplace:AuctionCancelled", async ({ event, context: { db } }) => {
  await db.update(auction, { id: event.args.auctionId }).set({ state: "CANCELLED" });
});
