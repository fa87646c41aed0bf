import type { Offer, SignedListing } from "@plaza/sdk";
import type { Address, Hex } from "viem";
import { type OrderStanding, type OrderTerms, partsOf, type SignedOrder } from "../../domain/orders.ts";
import type { Queries } from "./database.ts";

/** An order in the book. */
export type BookOrder = SignedOrder &
  OrderStanding & {
    /** In the order of entry. */
    number: number;
    /** Milliseconds. */
    createdAt: number;
    /** The block whose state its standing is. */
    checkedBlock: number;
  };

/** An order to look at again, and which look this is. */
export type DueOrder = { order: BookOrder; version: number };

type OrderRow = {
  id: Hex;
  number: number;
  terms: string;
  signature: Hex;
  contract_signed: boolean;
  created_at: number;
  status: BookOrder["status"];
  reason: BookOrder["reason"];
  remaining: string;
  fillable: string;
  checked_block: number;
};

const COLUMNS =
  "id, number, terms::text AS terms, signature, contract_signed, created_at, status, reason, remaining, fillable, checked_block";

/** Members of the messages that are no amounts. */
const TEXTS = new Set(["kind", "seller", "buyer", "token", "taker", "standard", "scope", "root"]);

const encodeTerms = (terms: OrderTerms): string => {
  const { kind } = terms;
  const message: SignedListing | Offer = kind === "listing" ? terms.listing : terms.offer;
  const tokenIds = kind === "listing" ? [] : terms.tokenIds;
  return JSON.stringify({ kind, [kind]: message, tokenIds }, (_, value: unknown) =>
    typeof value === "bigint" ? value.toString() : value,
  );
};

const decodeTerms = (json: string): OrderTerms =>
  JSON.parse(json, (key, value: unknown) => (typeof value === "string" && !TEXTS.has(key) ? BigInt(value) : value));

const toOrder = (row: OrderRow): BookOrder => ({
  ...decodeTerms(row.terms),
  id: row.id,
  number: Number(row.number),
  signature: row.signature,
  isContractSigned: row.contract_signed,
  createdAt: Number(row.created_at),
  status: row.status,
  reason: row.reason,
  remaining: BigInt(row.remaining),
  fillable: BigInt(row.fillable),
  checkedBlock: Number(row.checked_block),
});

/** Enters an order. False where it is in the book already. */
export async function insertOrder(
  queries: Queries,
  order: SignedOrder,
  { remaining, fillable }: OrderStanding,
  { now, block, dueAt }: { now: number; block: number; dueAt: number },
): Promise<boolean> {
  const { maker, token, tokenId, price, expiry } = partsOf(order);
  const tokenIds = order.kind === "offer" && order.tokenIds.length > 0 ? order.tokenIds.map(String) : null;
  const rows = await queries.query(
    `INSERT INTO orders (id, kind, maker, token, token_id, token_ids, price, expiry, terms, signature, contract_signed,
        created_at, status, remaining, fillable, checked_block, due_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, $10, $11, $12, 'open', $13, $14, $15, $16)
      ON CONFLICT DO NOTHING RETURNING id`,
    [
      ...[order.id, order.kind, maker, token, tokenId?.toString() ?? null, tokenIds, price.toString()],
      ...[expiry === 0n ? null : expiry.toString(), encodeTerms(order), order.signature, order.isContractSigned],
      ...[now, remaining.toString(), fillable.toString(), block, dueAt],
    ],
  );
  return rows.length > 0;
}

export async function findOrder(queries: Queries, id: Hex): Promise<BookOrder | undefined> {
  const [row] = await queries.query<OrderRow>(`SELECT ${COLUMNS} FROM orders WHERE id = $1`, [id]);
  return row && toOrder(row);
}

/** How many orders of a maker have not ended. */
export async function countLiveOrders(queries: Queries, maker: Address): Promise<number> {
  const [row] = await queries.query<{ count: number }>(
    "SELECT count(*) AS count FROM orders WHERE maker = $1 AND status <> 'ended'",
    [maker],
  );
  return Number(row?.count ?? 0);
}

/** Takes an order out of the book for good, as its maker wishes. */
export async function withdrawOrder(queries: Queries, id: Hex): Promise<void> {
  await queries.query(
    `UPDATE orders SET status = 'ended', reason = 'withdrawn', fillable = 0, due_at = NULL, version = version + 1
      WHERE id = $1 AND status <> 'ended'`,
    [id],
  );
}

/** Takes orders that are to be looked at now, the longest waiting first; until `lease` nobody else gets them. */
export async function claimDueOrders(
  queries: Queries,
  { now, lease, limit }: { now: number; lease: number; limit: number },
): Promise<DueOrder[]> {
  const rows = await queries.query<OrderRow & { version: number }>(
    `UPDATE orders SET due_at = $2, version = version + 1
      WHERE id IN (SELECT id FROM orders WHERE due_at <= $1 ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED)
      RETURNING ${COLUMNS}, version`,
    [now, lease, limit],
  );
  return rows.map((row) => ({ order: toOrder(row), version: Number(row.version) }));
}

/** Stores what a look has found. Not where there was a reason for another one meanwhile. */
export async function saveStanding(
  queries: Queries,
  { order, version }: DueOrder,
  { status, reason, remaining, fillable }: OrderStanding,
  { block, dueAt }: { block: number; dueAt: number | null },
): Promise<void> {
  await queries.query(
    `UPDATE orders SET status = $3, reason = $4, remaining = $5, fillable = $6, checked_block = $7, due_at = $8
      WHERE id = $1 AND version = $2`,
    [order.id, version, status, reason, remaining.toString(), fillable.toString(), block, dueAt],
  );
}

/** Has an order that could not be looked at looked at later. */
export async function postponeOrder(queries: Queries, { order, version }: DueOrder, dueAt: number): Promise<void> {
  await queries.query("UPDATE orders SET due_at = $3 WHERE id = $1 AND version = $2", [order.id, version, dueAt]);
}

/** Has the orders of these makers looked at at once. */
export async function touchOrdersOf(queries: Queries, makers: readonly Address[]): Promise<void> {
  await queries.query(
    "UPDATE orders SET due_at = 0, version = version + 1 WHERE due_at IS NOT NULL AND maker = ANY($1)",
    [[...makers]],
  );
}

/** Has all orders looked at, as soon as it goes. */
export async function touchAllOrders(queries: Queries): Promise<void> {
  await queries.query("UPDATE orders SET due_at = 0, version = version + 1 WHERE due_at IS NOT NULL");
}

/** Has orders looked at whose time is over at this one (unix seconds). */
export async function touchExpiredOrders(queries: Queries, time: number): Promise<void> {
  await queries.query(
    `UPDATE orders SET due_at = 0, version = version + 1
      WHERE status <> 'ended' AND expiry IS NOT NULL AND expiry <= $1::bigint AND due_at > 0`,
    [time],
  );
}

/** The collections with the most orders that have not ended. */
export async function busiestTokens(queries: Queries, limit: number): Promise<Address[]> {
  const rows = await queries.query<{ token: Address }>(
    "SELECT token FROM orders WHERE due_at IS NOT NULL GROUP BY token ORDER BY count(*) DESC, token LIMIT $1",
    [limit],
  );
  return rows.map(({ token }) => token);
}

/** Which of these orders a trade has filled, whole or in part, in a block up to this one. */
export async function listFilled(queries: Queries, ids: readonly Hex[], block: number): Promise<Set<Hex>> {
  const rows = await queries.query<{ id: Hex }>(
    "SELECT DISTINCT event->>'orderId' AS id FROM chain_events WHERE event->>'orderId' = ANY($1) AND block_number <= $2",
    [[...ids], block],
  );
  return new Set(rows.map(({ id }) => id));
}

/** How a list is sorted. */
export const orderSorts = ["newest", "price_low", "price_high"] as const;

/** Which orders to list. Whatever is undefined does not matter. */
export type OrderFilter = {
  kind: BookOrder["kind"] | undefined;
  maker: Address | undefined;
  token: Address | undefined;
  /** Orders that one of these items can fill: theirs, the collection's, and those on traits that have one. */
  tokenIds: readonly bigint[] | undefined;
  status: BookOrder["status"] | undefined;
};

/** Where a page ended. */
export type OrderCursor = { price: bigint; number: number };

/** A page of the book. Prices are those that were signed: of a falling one, the first. */
export async function listOrders(
  queries: Queries,
  filter: OrderFilter,
  { sort, after, limit }: { sort: (typeof orderSorts)[number]; after: OrderCursor | undefined; limit: number },
): Promise<BookOrder[]> {
  const parameters: unknown[] = [];
  const place = (value: unknown) => `$${parameters.push(value)}`;
  const clauses = ["TRUE"];
  for (const name of ["kind", "maker", "token", "status"] as const)
    if (filter[name] !== undefined) clauses.push(`${name} = ${place(filter[name])}`);
  if (filter.tokenIds !== undefined) {
    const ids = `${place(filter.tokenIds.map(String))}::numeric[]`;
    clauses.push(`(token_id = ANY(${ids}) OR token_ids && ${ids} OR (token_id IS NULL AND token_ids IS NULL))`);
  }
  const { key, direction, isAfter } = SORTS[sort];
  if (after) {
    const numbers = place(after.number);
    clauses.push(
      key === "number"
        ? `number ${isAfter} ${numbers}`
        : `(price, number) ${isAfter} (${place(after.price.toString())}, ${numbers})`,
    );
  }
  const order = key === "number" ? `number ${direction}` : `price ${direction}, number ${direction}`;
  // Which clauses there are makes few texts: each is prepared once.
  const rows = await queries.query<OrderRow>(
    `SELECT ${COLUMNS} FROM orders WHERE ${clauses.join(" AND ")} ORDER BY ${order} LIMIT ${place(limit)}`,
    parameters,
  );
  return rows.map(toOrder);
}

const SORTS = {
  newest: { key: "number", direction: "DESC", isAfter: "<" },
  price_low: { key: "price", direction: "ASC", isAfter: ">" },
  price_high: { key: "price", direction: "DESC", isAfter: "<" },
} as const;
