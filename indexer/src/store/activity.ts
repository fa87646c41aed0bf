import type { Context } from "ponder:registry";
import { activity } from "ponder:schema";
import type { Hex } from "viem";
import { ordinalOf, type Place, timeOf } from "./place.ts";

type Db = Context["db"];
type Row = typeof activity.$inferInsert;
type Entry = Pick<
  Row,
  "kind" | "from" | "to" | "itemId" | "token" | "quantity" | "amount" | "listingId" | "auctionId" | "orderId"
>;

/** Enters what a log tells of into the feed. */
export async function note(db: Db, place: Place, entry: Entry, part = 0): Promise<void> {
  const { hash: transaction } = place.transaction;
  const log = `${transaction}:${place.log.logIndex}`;
  await db.insert(activity).values({
    id: part === 0 ? log : `${log}:${part}`,
    ...entry,
    timestamp: timeOf(place),
    block: place.block.number,
    transaction,
    blockHash: place.block.hash,
    ordinal: ordinalOf(place),
    part,
  });
}

const expiryOf = (listingId: Hex) => ({ id: `${listingId}:expired` });

/** Enters when a listing will expire. Nobody sees it before that time. */
export async function noteExpiry(
  db: Db,
  place: Place,
  { listingId, expiry, ...entry }: Omit<Entry, "kind" | "listingId"> & { listingId: Hex; expiry: bigint },
): Promise<void> {
  await db.insert(activity).values({
    ...expiryOf(listingId),
    kind: "LISTING_EXPIRED",
    ...entry,
    listingId,
    timestamp: Number(expiry),
    blockHash: place.block.hash,
    ordinal: ordinalOf(place),
    part: 0,
  });
}

/** A listing is over: it does not expire any more, unless it did before. */
export async function forgetExpiry(
  db: Db,
  place: Place,
  { id, expiry }: { id: Hex; expiry: bigint | null },
): Promise<void> {
  if (expiry !== null && timeOf(place) < expiry) await db.delete(activity, expiryOf(id));
}

/** Enters a move of units, unless escrow took or gave them: that is told by what it was for. */
export async function noteMove(
  db: Db,
  place: Place,
  { from, to, escrow, ...moved }: { from: Hex | null; to: Hex | null; escrow: Hex; itemId: string; quantity: bigint },
  part = 0,
): Promise<void> {
  const same = (account: Hex | null) => account?.toLowerCase() === escrow.toLowerCase();
  if (moved.quantity === 0n || same(from) || same(to)) return;
  const kind = from === null ? "MINTED" : to === null ? "BURNT" : "TRANSFERRED";
  await note(db, place, { kind, from, to, token: place.log.address, ...moved }, part);
}
