import { sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { Hex } from "viem";
import { auction, holding, item, listing, trade } from "../../../ponder.schema.ts";
import { all, among, any, equals, not, toSql, within } from "../query/condition.ts";
import type { Database } from "../query/database.ts";
import { hasListingStatus } from "./listing.ts";

const DAY = 86_400;

/** What is for sale of a collection. */
export type Offered = { floor: bigint | null; listings: number; listedItems: number };
/** What was sold of a collection in a time. */
export type Sold = { volume: bigint; sales: number };
/** What was sold on a day, by UTC; `day` is its beginning, unix seconds. */
export type SoldOnDay = Sold & { day: number; low: bigint; high: bigint };

// All of these read for several collections at once: one statement, whatever the list that they stand in.

const sumOf = (column: PgColumn) => sql`coalesce(sum(${column}), 0)`.mapWith(BigInt);
const distinct = (column: PgColumn) => sql<number>`count(distinct ${column})::int`;
const rows = sql<number>`count(*)::int`;

/** The cheapest price of a unit among the active listings of each collection, how many there are, and of how many items. */
export async function offeredOf(db: Database, tokens: readonly Hex[], now: number): Promise<Map<unknown, Offered>> {
  const floor = sql<bigint | null>`min(${listing.price})`.mapWith(BigInt);
  const found = await db
    .select({ token: listing.token, floor, listings: rows, listedItems: distinct(listing.itemId) })
    .from(listing)
    .where(toSql(all(among(listing.token, tokens), hasListingStatus("ACTIVE", now))))
    .groupBy(listing.token);
  return new Map(found.map(({ token, ...offered }) => [token, offered]));
}

/** How many items of each collection there are. */
export async function itemsOf(db: Database, tokens: readonly Hex[]): Promise<Map<unknown, number>> {
  const found = await db
    .select({ token: item.token, items: rows })
    .from(item)
    .where(toSql(among(item.token, tokens)))
    .groupBy(item.token);
  return new Map(found.map(({ token, items }) => [token, items]));
}

/** How many accounts own something of each collection: in the wallet, or in escrow until somebody has it. */
export async function ownersOf(db: Database, tokens: readonly Hex[], escrow: Hex): Promise<Map<unknown, number>> {
  const result = await db.execute(sql`
    select token, count(distinct owner)::int as owners from (
      select ${item.token} as token, ${holding.account} as owner from ${holding} join ${item} on ${item.id} = ${holding.itemId}
        where ${toSql(all(among(item.token, tokens), not(equals(holding.account, escrow))))}
      union all
      select ${listing.token}, ${listing.seller} from ${listing}
        where ${toSql(all(among(listing.token, tokens), equals(listing.state, "ACTIVE")))}
      union all
      select ${auction.token}, ${auction.seller} from ${auction}
        where ${toSql(all(among(auction.token, tokens), any(equals(auction.state, "OPEN"), equals(auction.state, "FINALIZING"))))}
    ) owned group by token`);
  const found = (result as unknown as { rows: { token: Hex; owners: number }[] }).rows;
  return new Map(found.map(({ token, owners }) => [token, owners]));
}

/** What was sold of each collection from a time on, or ever. */
export async function soldOf(
  db: Database,
  tokens: readonly Hex[],
  since: number | undefined,
): Promise<Map<unknown, Sold>> {
  const found = await db
    .select({ token: trade.token, volume: sumOf(trade.total), sales: rows })
    .from(trade)
    .where(toSql(all(among(trade.token, tokens), within(trade.timestamp, { min: since }))))
    .groupBy(trade.token);
  return new Map(found.map(({ token, ...sold }) => [token, sold]));
}

/** Beginning of the day that began so many days ago, today being none; unix seconds. */
export const dayAgo = (days: number, now: number): number => (Math.floor(now / DAY) - days) * DAY;

/** What was sold of each collection on each day from a time on, the latest day first; days without a sale are left out. */
export async function soldByDay(
  db: Database,
  tokens: readonly Hex[],
  since: number,
): Promise<Map<unknown, SoldOnDay[]>> {
  const day = sql<number>`${trade.timestamp} / ${sql.raw(String(DAY))} * ${sql.raw(String(DAY))}`.mapWith(Number);
  const low = sql`min(${trade.unitPrice})`.mapWith(BigInt);
  const high = sql`max(${trade.unitPrice})`.mapWith(BigInt);
  const found = await db
    .select({ token: trade.token, day, volume: sumOf(trade.total), sales: rows, low, high })
    .from(trade)
    .where(toSql(all(among(trade.token, tokens), within(trade.timestamp, { min: since }))))
    .groupBy(trade.token, sql`2`)
    .orderBy(sql`2 desc`);
  const days = new Map<unknown, SoldOnDay[]>();
  for (const { token, ...sold } of found) days.set(token, [...(days.get(token) ?? []), sold]);
  return days;
}
