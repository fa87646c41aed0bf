import { ponder } from "ponder:registry";
import { auction } from "ponder:schema";
import { unpackAuctionRules } from "@plaza/sdk";
import { changeVault } from "../store/accounts.ts";
import { itemColumns, itemForSale, standardOf } from "../store/items.ts";
import { ordinalOf, timeOf } from "../store/place.ts";
import { recordTrade } from "../store/trades.ts";

ponder.on("Marketplace:AuctionCreated", async ({ event, context: { db } }) => {
  const { auctionId, seller, token, tokenId, quantity, startPrice, reservePrice, rules, salt, feeBps, standard } =
    event.args;
  const { buyoutPrice, start, end, incrementBps, maxRoyaltyBps } = unpackAuctionRules(rules);
  const item = await itemForSale(db, event, { token, tokenId, standard: standardOf(standard) });
  await db.insert(auction).values({
    id: auctionId,
    seller,
    itemId: item.id,
    ...itemColumns(item),
    quantity,
    startPrice,
    reservePrice,
    start: Number(start),
    end: Number(end),
    endsAt: Number(end),
    incrementBps: Number(incrementBps),
    buyoutPrice: buyoutPrice === 0n ? null : buyoutPrice,
    maxRoyaltyBps: Number(maxRoyaltyBps),
    salt,
    feeBps: Number(feeBps),
    state: "OPEN",
    boughtOut: false,
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
  const { auctionId, winner, amount, fee, royalty } = event.args;
  const sold = await db.update(auction, { id: auctionId }).set({
    state: "SETTLED",
    winner,
    amount,
    fee,
    royalty,
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
    royalty,
    seller: sold.seller,
    buyer: winner,
    recipient: winner,
  });
});

// Paid from wallet or credit: what credit it takes has an event of its own, and the vault's funds stay as they are.
ponder.on("Marketplace:AuctionBoughtOut", async ({ event, context: { db } }) => {
  const { auctionId, buyer, recipient, amount, fee, royalty } = event.args;
  const sold = await db.update(auction, { id: auctionId }).set({
    state: "SETTLED",
    boughtOut: true,
    winner: buyer,
    amount,
    fee,
    royalty,
    settledAt: timeOf(event),
    settledTx: event.transaction.hash,
  });
  await recordTrade(db, event, sold, {
    source: "AUCTION",
    auctionId,
    quantity: sold.quantity,
    total: amount,
    fee,
    royalty,
    seller: sold.seller,
    buyer,
    recipient,
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
