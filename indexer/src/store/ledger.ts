import type { Context } from "ponder:registry";
import { type ExpectedPayment, ledgerEntry, moneyTold } from "ponder:schema";
import { type Hex, isAddressEqual } from "viem";
import { ordinalOf, type Place, timeOf } from "./place.ts";

type Db = Context["db"];
type Entry = typeof ledgerEntry.$inferSelect;
/** Without an amount, only announcements of any amount fit it. */
type Payment = { from: Hex; to: Hex; amount?: bigint };
/** What an entry says of why it was made. */
export type Explanation = Pick<Entry, "cause" | "reference">;

const LATEST = { id: "latest" };

/** Enters a movement into the ledger of one account. */
export async function enter(
  db: Db,
  place: Place,
  entry: Pick<
    Entry,
    "account" | "pocket" | "direction" | "amount" | "balance" | "cause" | "reference" | "counterparty"
  >,
  side: 0 | 1 = 0,
): Promise<void> {
  const { hash } = place.transaction;
  await db.insert(ledgerEntry).values({
    id: `${hash}:${place.log.logIndex}${side === 1 ? ":1" : ""}`,
    ...entry,
    timestamp: timeOf(place),
    block: place.block.number,
    transaction: hash,
    ordinal: ordinalOf(place) * 2 + side,
  });
}

/**
 * Notes payments that a contract announced. Two of one cause to one account add up while neither was paid: a basket's
 * proceeds of one seller, and its fees, are paid at once.
 */
export async function expectPayments(
  db: Db,
  { transaction }: Place,
  payments: readonly ExpectedPayment[],
): Promise<void> {
  const expected = (await expectedIn(db, transaction)) ?? [];
  for (const payment of payments) {
    const at = expected.findIndex((other) => addsUp(other, payment));
    const other = expected[at];
    if (!other) expected.push(payment);
    else expected[at] = sumOf(other, payment);
  }
  const told = { transaction: transaction.hash, expected: JSON.stringify(expected) };
  await db
    .insert(moneyTold)
    .values({ ...LATEST, ...told })
    .onConflictDoUpdate(told);
}

/** The payments that a transaction is yet to make; null if it announced none. */
async function expectedIn(db: Db, { hash }: Place["transaction"]): Promise<ExpectedPayment[] | null> {
  const told = await db.find(moneyTold, LATEST);
  return told?.transaction === hash ? (JSON.parse(told.expected) as ExpectedPayment[]) : null;
}

async function setExpected(db: Db, expected: readonly ExpectedPayment[]): Promise<void> {
  await db.update(moneyTold, LATEST).set({ expected: JSON.stringify(expected) });
}

/** Why a payment was made: by the announcement that names its amount, else by one of any amount; null if there is none. */
export async function explain(db: Db, { transaction }: Place, payment: Payment): Promise<Explanation | null> {
  const expected = await expectedIn(db, transaction);
  if (!expected) return null;
  const fitting = expected.filter((announced) => fits(announced, payment));
  const found = fitting.find(({ amount }) => amount !== undefined) ?? fitting[0];
  if (!found) return null;
  if (found.amount !== undefined)
    await setExpected(
      db,
      expected.filter((announced) => announced !== found),
    );
  return { cause: found.cause, reference: found.reference };
}

/** Forgets payments that were announced for one reference and will not be made. */
export async function expectNoMore(db: Db, { transaction }: Place, { cause, reference }: Explanation): Promise<void> {
  const expected = await expectedIn(db, transaction);
  if (!expected) return;
  await setExpected(
    db,
    expected.filter((payment) => payment.cause !== cause || payment.reference !== reference),
  );
}

function fits({ from, to, amount }: ExpectedPayment, payment: Payment): boolean {
  if (!from.some((account) => isAddressEqual(account, payment.from))) return false;
  if (to !== undefined && !isAddressEqual(to, payment.to)) return false;
  return amount === undefined || (payment.amount !== undefined && BigInt(amount) === payment.amount);
}

function addsUp(a: ExpectedPayment, b: ExpectedPayment): boolean {
  if (a.to === undefined || b.to === undefined || a.cause !== b.cause || !isAddressEqual(a.to, b.to)) return false;
  return (a.amount === undefined) === (b.amount === undefined) && a.from.join() === b.from.join();
}

/** Two announcements as the one payment that both come to; of two references it has none. */
function sumOf(a: ExpectedPayment, b: ExpectedPayment): ExpectedPayment {
  const reference = a.reference === b.reference ? a.reference : null;
  if (a.amount === undefined || b.amount === undefined) return { ...b };
  return { ...a, reference, amount: String(BigInt(a.amount) + BigInt(b.amount)) };
}
