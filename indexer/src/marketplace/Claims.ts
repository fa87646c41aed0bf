import { ponder } from "ponder:registry";
import { claim } from "ponder:schema";
import { itemIdOf } from "../store/items.ts";
import { ordinalOf, timeOf } from "../store/place.ts";

ponder.on("Marketplace:DeliveryRefused", async ({ event, context: { db } }) => {
  const { id, owner, token, tokenId, quantity } = event.args;
  const refusal = { refusedAt: timeOf(event), ordinal: ordinalOf(event) };
  await db
    .insert(claim)
    .values({ id, owner, itemId: itemIdOf(token, tokenId), quantity, ...refusal })
    .onConflictDoUpdate((row) => ({ quantity: row.quantity + quantity, ...refusal }));
});

ponder.on("Marketplace:ItemClaimed", async ({ event, context: { db } }) => {
  const { id, owner } = event.args;
  await db.delete(claim, { id, owner });
});
