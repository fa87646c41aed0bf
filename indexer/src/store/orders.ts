import type { Context } from "ponder:registry";
import { offer, orderAccount, orderNonce } from "ponder:schema";
import type { Hex } from "viem";
import { ordinalOf, type Place, timeOf } from "./place.ts";

type Db = Context["db"];
type NonceRow = typeof orderNonce.$inferSelect;
type AccountRow = Omit<typeof orderAccount.$inferSelect, "address">;

const keyOf = (account: Hex, nonce: bigint) => ({ id: `${account.toLowerCase()}:${nonce}` });

/** Sets how the orders of one nonce stand. */
export async function setOrderNonce(
  db: Db,
  place: Place,
  { account, nonce }: Pick<NonceRow, "account" | "nonce">,
  change: Pick<NonceRow, "state" | "remaining"> & { orderId?: Hex },
): Promise<void> {
  const changed = { ...change, updatedAt: timeOf(place), ordinal: ordinalOf(place) };
  await db
    .insert(orderNonce)
    .values({ ...keyOf(account, nonce), account, nonce, ...changed })
    .onConflictDoUpdate(changed);
}

/** A trade used its order's nonce, unless the log right before it said that units are left. */
export async function closeOrderNonce(
  db: Db,
  place: Place,
  { account, nonce, orderId }: Pick<NonceRow, "account" | "nonce"> & { orderId: Hex },
): Promise<void> {
  const row = await db.find(orderNonce, keyOf(account, nonce));
  if (row?.state === "PARTLY_FILLED" && row.ordinal === ordinalOf(place) - 1) return;
  await setOrderNonce(db, place, { account, nonce }, { state: "FILLED", orderId, remaining: 0n });
}

/** Changes what Orders says of an account. */
export async function changeOrderAccount(
  db: Db,
  address: Hex,
  change: (row: AccountRow) => Partial<AccountRow>,
): Promise<typeof orderAccount.$inferSelect> {
  const empty: AccountRow = { counter: 0n, credit: 0n };
  return db
    .insert(orderAccount)
    .values({ address, ...empty, ...change(empty) })
    .onConflictDoUpdate(change);
}

/** Adds a fill to an offer, which becomes known with its first one. */
export async function fillOffer(
  db: Db,
  place: Place,
  { id, buyer, nonce, token }: Pick<typeof offer.$inferSelect, "id" | "buyer" | "nonce" | "token">,
  { quantity, total }: { quantity: bigint; total: bigint },
): Promise<void> {
  const key = keyOf(buyer, nonce);
  const [orders, { counter }] = [await db.find(orderNonce, key), await changeOrderAccount(db, buyer, () => ({}))];
  const fill = { remaining: orders?.remaining ?? 0n, lastFilledAt: timeOf(place) };
  await db
    .insert(offer)
    .values({
      ...{ id, buyer, nonceId: key.id, nonce, counter, token, unitPrice: total / quantity },
      ...{ filled: quantity, spent: total, firstFilledAt: timeOf(place), ordinal: ordinalOf(place), ...fill },
    })
    .onConflictDoUpdate((row) => ({ filled: row.filled + quantity, spent: row.spent + total, ...fill }));
}
