import type { Context } from "ponder:registry";
import { holding } from "ponder:schema";
import { type Hex, isAddressEqual, zeroAddress } from "viem";
import { ordinalOf, type Place } from "./place.ts";

type Transfer = { from: Hex; to: Hex; itemId: string; quantity: bigint };

/** Moves units from one account to another; from or to the zero address they are minted or burnt. */
export async function moveUnits(
  db: Context["db"],
  place: Place,
  { from, to, itemId, quantity }: Transfer,
): Promise<void> {
  // ERC-1155 lets one transfer nothing.
  if (quantity === 0n) return;
  if (!isAddressEqual(from, zeroAddress)) {
    const left = await db
      .update(holding, { account: from, itemId })
      .set((row) => ({ quantity: row.quantity - quantity }));
    if (left.quantity === 0n) await db.delete(holding, { account: from, itemId });
  }
  if (!isAddressEqual(to, zeroAddress)) {
    await db
      .insert(holding)
      .values({ account: to, itemId, quantity, ordinal: ordinalOf(place) })
      .onConflictDoUpdate((row) => ({ quantity: row.quantity + quantity }));
  }
}
