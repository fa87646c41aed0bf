import { type Context, ponder } from "ponder:registry";
import { auction } from "ponder:schema";
import { unpackAuctionRules } from "@plaza/sdk";
import type { Hex } from "viem";
import { changeVault } from "../store/accounts.ts";
import { note } from "../store/activity.ts";
import { itemColumns, itemForSale, standardOf } from "../store/items.ts";
import { ordinalOf, type Place, timeOf } from "../store/place.ts";
import { isStudio } from "../store/studio.ts";
import { recordTrade } from "../store/trades.ts";
import { enterFunds } from "./Vault.ts";

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
    primary: await isStudio(db, seller),
    chainBids: 0,
    boughtOut: false,
    createdAt: timeOf(event),
    createdTx: event.transaction.hash,
    ordinal: ordinalOf(event),
  });
  const entry = { from: seller, itemId: item.id, token, quantity, amount: startPrice };
  await note(db, event, { kind: "AUCTION_CREATED", auctionId, ...entry });
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
  const vault = await changeVault(db, winner, ({ free, exiting, exitableAt }) => {
    const short = amount - free;
    if (short <= 0n) return { free: -short };
    return { free: 0n, exiting: exiting - short, exitableAt: exiting === short ? null : exitableAt };
  });
  const why = { cause: "TRADE", reference: auctionId } as const;
  await enterFunds(db, event, vault, { direction: "OUT", amount, ...why, counterparty: null });
  const sale = { source: "AUCTION", auctionId, quantity: sold.quantity, total: amount, fee, royalty } as const;
  const sides = { seller: sold.seller, buyer: winner, recipient: winner };
  await recordTrade(db, event, sold, { ...sale, ...sides }, "contract");
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
  const sale = { source: "AUCTION", auctionId, quantity: sold.quantity, total: amount, fee, royalty } as const;
  await recordTrade(db, event, sold, { ...sale, seller: sold.seller, buyer, recipient }, "contract");
});

ponder.on("Marketplace:FinalizeStarted", async ({ event, context: { db } }) => {
  await db.update(auction, { id: event.args.auctionId }).set({ state: "FINALIZING" });
});

ponder.on("Marketplace:AuctionReturned", async ({ event, context: { db } }) => {
  await end(db, event, event.args.auctionId, "RETURNED");
});

ponder.on("Marketplace:AuctionCancelled", async ({ event, context: { db } }) => {
  await end(db, event, event.args.auctionId, "CANCELLED");
});

/** Ends an auction without a sale. */
async function end(db: Context["db"], place: Place, auctionId: Hex, state: "RETURNED" | "CANCELLED"): Promise<void> {
  const { seller, itemId, token, quantity } = await db.update(auction, { id: auctionId }).set({ state });
  await note(db, place, { kind: `AUCTION_${state}`, auctionId, from: seller, itemId, token, quantity });
}
