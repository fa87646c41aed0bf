import DataLoader from "dataloader";
import { and, asc, desc, eq, getTableColumns, type InferSelectModel, inArray, or, sql } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Hex } from "viem";
import {
  auction,
  collection,
  item,
  kind,
  listing,
  orderAccount,
  orderNonce,
  studioSeller,
  trade,
  vaultAccount,
} from "../../../ponder.schema.ts";
import type { AuctionRow } from "../entities/auction.ts";
import { hasListingStatus, type ListingRow } from "../entities/listing.ts";
import { type Live, type LiveReader, readLive } from "../live.ts";
import { metadata, trait } from "../metadata/tables.ts";
import { all, among, not, toSql, within } from "../query/condition.ts";
import type { Reader } from "../query/connection.ts";
import type { Database } from "../query/database.ts";
import { countRowsOf, selectPagesOf } from "../query/page.ts";
import { selectRows } from "../query/rows.ts";
import { readNames, readTexts, type Text, type WrittenReader } from "../written.ts";
import type { Head } from "./context.ts";
import type { TraitRow } from "./metadata.ts";

export type KindRow = InferSelectModel<typeof kind>;
export type KindKey = { token: Hex; id: number };

export type Loaders = ReturnType<typeof createLoaders>;

/** Collects what a request's relations ask for and reads it in one statement for each relation. */
export function createLoaders(
  db: Database,
  head: Head,
  { readAuctions, readWritten }: { readAuctions?: LiveReader | undefined; readWritten?: WrittenReader | undefined },
) {
  const children = new Map<string, DataLoader<unknown, unknown>>();
  const childLoader = <Value>(
    name: string,
    load: (parents: readonly unknown[]) => Promise<Map<unknown, Value>>,
    none: () => Value,
  ) => {
    let loader = children.get(name) as DataLoader<unknown, Value> | undefined;
    if (!loader) {
      loader = new DataLoader(async (parents: readonly unknown[]) => {
        const found = await load(parents);
        return parents.map((parent) => found.get(parent) ?? none());
      });
      children.set(name, loader);
    }
    return loader;
  };

  return {
    /** Answers one question about several keys at once; what is asked under one name must be the same. */
    together: childLoader,
    item: byKey(db, item, item.id),
    collection: byKey(db, collection, collection.address),
    listing: byKey(db, listing, listing.id),
    auction: byKey(db, auction, auction.id),
    trade: byKey(db, trade, trade.id),
    /** What the relayer says of auctions: one request for all of a query. */
    live: new DataLoader<Hex, Live>((ids) => readLive(readAuctions, ids)),
    /** What sellers wrote of their listings, by salts, in one request likewise. */
    text: new DataLoader<bigint, Text>((salts) => readTexts(readWritten, salts)),
    /** What accounts call themselves, likewise. */
    displayName: new DataLoader<Hex, string | null>((accounts) => readNames(readWritten, accounts)),
    vault: byKey(db, vaultAccount, vaultAccount.address),
    orderAccount: byKey(db, orderAccount, orderAccount.address),
    orderNonce: byKey(db, orderNonce, orderNonce.id),
    studio: byKey(db, studioSeller, studioSeller.address),
    /** Of items by their ids and of collections by their addresses. */
    metadata: byKey(db, metadata, metadata.subject),
    traits: new DataLoader<string, TraitRow[]>(async (itemIds) => {
      const rows = await db
        .select()
        .from(trait)
        .where(inArray(trait.itemId, [...itemIds]))
        .orderBy(trait.itemId, trait.position);
      const found = new Map<string, TraitRow[]>(itemIds.map((id) => [id, []]));
      for (const row of rows) found.get(row.itemId)?.push(row);
      return itemIds.map((id) => found.get(id) ?? []);
    }),
    kind: new DataLoader<KindKey, KindRow | null, string>(
      async (keys) => {
        const rows = await db
          .select()
          .from(kind)
          .where(or(...keys.map(({ token, id }) => and(eq(kind.token, token), eq(kind.id, id)))));
        const found = new Map(rows.map((row) => [kindKey(row), row]));
        return keys.map((key) => found.get(kindKey(key)) ?? null);
      },
      { cacheKeyFn: kindKey },
    ),

    /** An item's cheapest active listing; of equals the oldest. */
    cheapestListing: new DataLoader<string, ListingRow | null>(async (itemIds) => {
      const rows = await db
        .selectDistinctOn([listing.itemId])
        .from(listing)
        .where(toSql(all(among(listing.itemId, itemIds), hasListingStatus("ACTIVE", head.timestamp))))
        .orderBy(listing.itemId, asc(listing.price), asc(listing.ordinal));
      return pick(itemIds, rows);
    }),

    /** The auction that holds an item: neither settled nor returned nor cancelled. A running one before others, then the one that ends first. */
    openAuction: new DataLoader<string, AuctionRow | null>(async (itemIds) => {
      const { timestamp } = head;
      const running = toSql(
        all(within(auction.start, { max: timestamp }), not(within(auction.endsAt, { max: timestamp }))),
      );
      const rows = await db
        .selectDistinctOn([auction.itemId])
        .from(auction)
        .where(toSql(all(among(auction.itemId, itemIds), among(auction.state, ["OPEN", "FINALIZING"]))))
        .orderBy(auction.itemId, desc(sql`${running}`), asc(auction.endsAt), asc(auction.ordinal));
      return pick(itemIds, rows);
    }),

    /**
     * Reads the rows that belong to one parent, together with those of the other parents that are asked the same.
     *
     * @param question - Tells fields, sorts and arguments apart: what is asked under one name must be the same.
     */
    childrenOf<Table extends PgTable>(
      table: Table,
      parent: PgColumn,
      key: unknown,
      question: string,
    ): Reader<InferSelectModel<Table>> {
      return {
        page: (query) =>
          childLoader(
            `${question} page`,
            (parents) => selectPagesOf(db, table, parent, parents, query),
            () => [],
          ).load(key),
        count: (where) =>
          childLoader(
            `${question} count`,
            (parents) => countRowsOf(db, table, parent, parents, where),
            () => 0,
          ).load(key),
        any: async (where) =>
          (await childLoader(
            `${question} any`,
            (parents) => countRowsOf(db, table, parent, parents, where),
            () => 0,
          ).load(key)) > 0,
      };
    },
  };
}

function kindKey({ token, id }: KindKey): string {
  return `${token}:${id}`;
}

function pick<Row extends { itemId: string }>(itemIds: readonly string[], rows: readonly Row[]): (Row | null)[] {
  const found = new Map(rows.map((row) => [row.itemId, row]));
  return itemIds.map((id) => found.get(id) ?? null);
}

function byKey<Table extends PgTable>(db: Database, table: Table, column: PgColumn) {
  type Row = InferSelectModel<Table>;
  const name = Object.entries(getTableColumns(table)).find(([, other]) => other === column)?.[0] ?? column.name;
  return new DataLoader<string, Row | null>(async (keys) => {
    const rows = await selectRows(db, table, sql`where ${inArray(column, [...keys])}`);
    const found = new Map(rows.map((row) => [row[name as keyof Row], row]));
    return keys.map((key) => found.get(key) ?? null);
  });
}
