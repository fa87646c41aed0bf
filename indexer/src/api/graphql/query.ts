import { eq, type InferSelectModel } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import { account, collection, trade } from "../../../ponder.schema.ts";
import { auctions } from "../entities/auction.ts";
import { itemIdOf, items } from "../entities/item.ts";
import { listings } from "../entities/listing.ts";
import { trades } from "../entities/trade.ts";
import type { Connection, PageArguments } from "../query/connection.ts";
import { type Entity, whereOf } from "../query/entity.ts";
import type { FilterInput } from "../query/filter.ts";
import { readerOf } from "../query/reader.ts";
import { builder } from "./builder.ts";
import { pageArguments, pageOf } from "./connections.ts";
import type { Context } from "./context.ts";
import { AuctionSortEnum, ItemSortEnum, ListingSortEnum, TradeSortEnum } from "./enums.ts";
import { AuctionFilter, ItemFilter, ListingFilter, TradeFilter } from "./filters.ts";
import {
  AccountRef,
  AuctionConnection,
  AuctionRef,
  CollectionRef,
  ItemConnection,
  ItemRef,
  ListingConnection,
  ListingRef,
  MetaRef,
  TradeConnection,
  TradeRef,
} from "./refs.ts";

/** A page of all rows of an entity that meet a filter. */
async function search<Table extends PgTable, Fields, SortName extends string>(
  context: Context,
  entity: Entity<Table, Fields, SortName>,
  filter: FilterInput<Fields> | null | undefined,
  sort: SortName,
  page: PageArguments,
): Promise<Connection<InferSelectModel<Table>>> {
  const { timestamp } = await context.head();
  const where = whereOf(entity, filter, { now: timestamp });
  return pageOf(context, entity, { reader: readerOf(context.db, entity.table), where, sort, page });
}

builder.queryType({
  description: "What the chain says of Plaza, as of the block that `_meta` tells.",
  fields: (t) => ({
    _meta: t.field({
      type: MetaRef,
      description: "How far the index has come.",
      resolve: (_, __, { head }) => head(),
    }),
    listing: t.field({
      type: ListingRef,
      nullable: true,
      description: "One listing; null if there never was one of this id.",
      args: { id: t.arg({ type: "Bytes32", required: true, description: "The listing's id." }) },
      resolve: (_, { id }, { loaders }) => loaders.listing.load(id),
    }),
    auction: t.field({
      type: AuctionRef,
      nullable: true,
      description: "One auction; null if there never was one of this id.",
      args: { id: t.arg({ type: "Bytes32", required: true, description: "The auction's id." }) },
      resolve: (_, { id }, { loaders }) => loaders.auction.load(id),
    }),
    item: t.field({
      type: ItemRef,
      nullable: true,
      description: "One item; null if it is unknown.",
      args: {
        token: t.arg({ type: "Address", required: true, description: "The item's contract." }),
        tokenId: t.arg({ type: "BigInt", required: true, description: "The item's token." }),
      },
      resolve: (_, { token, tokenId }, { loaders }) => loaders.item.load(itemIdOf(token, tokenId)),
    }),
    trade: t.field({
      type: TradeRef,
      nullable: true,
      description: "One trade; null if it is unknown.",
      args: { id: t.arg.id({ required: true, description: "The trade's id: `transaction:logIndex`." }) },
      resolve: async (_, { id }, { db }) => {
        const [row] = await db.select().from(trade).where(eq(trade.id, id.toLowerCase()));
        return row ?? null;
      },
    }),
    account: t.field({
      type: AccountRef,
      description: "One account; one that was never seen has nothing.",
      args: { address: t.arg({ type: "Address", required: true, description: "The account." }) },
      resolve: async (_, { address }, { db }) => {
        const [row] = await db.select().from(account).where(eq(account.address, address));
        return row ?? { address, credits: 0n, spent: 0n, earned: 0n };
      },
    }),
    collections: t.field({
      type: [CollectionRef],
      description: "Plaza's own contracts. Tokens of any other can be put up too; see `Item.collection`.",
      resolve: (_, __, { db }) =>
        db.select().from(collection).where(eq(collection.official, true)).orderBy(collection.standard),
    }),
    listings: t.field({
      type: ListingConnection,
      description: "Listings; active ones unless the filter says otherwise.",
      args: {
        filter: t.arg({ type: ListingFilter, description: "Which ones." }),
        sort: t.arg({ type: ListingSortEnum, defaultValue: "NEWEST", description: "In which order." }),
        ...pageArguments,
      },
      resolve: (_, { filter, sort, ...page }, context) => search(context, listings, filter, sort ?? "NEWEST", page),
    }),
    auctions: t.field({
      type: AuctionConnection,
      description: "Auctions; scheduled and live ones unless the filter says otherwise.",
      args: {
        filter: t.arg({ type: AuctionFilter, description: "Which ones." }),
        sort: t.arg({ type: AuctionSortEnum, defaultValue: "ENDING_SOON", description: "In which order." }),
        ...pageArguments,
      },
      resolve: (_, { filter, sort, ...page }, context) =>
        search(context, auctions, filter, sort ?? "ENDING_SOON", page),
    }),
    items: t.field({
      type: ItemConnection,
      description: "Items, for sale or not.",
      args: {
        filter: t.arg({ type: ItemFilter, description: "Which ones." }),
        sort: t.arg({ type: ItemSortEnum, defaultValue: "NEWEST", description: "In which order." }),
        ...pageArguments,
      },
      resolve: (_, { filter, sort, ...page }, context) => search(context, items, filter, sort ?? "NEWEST", page),
    }),
    trades: t.field({
      type: TradeConnection,
      description: "Sales, whatever their source.",
      args: {
        filter: t.arg({ type: TradeFilter, description: "Which ones." }),
        sort: t.arg({ type: TradeSortEnum, defaultValue: "NEWEST", description: "In which order." }),
        ...pageArguments,
      },
      resolve: (_, { filter, sort, ...page }, context) => search(context, trades, filter, sort ?? "NEWEST", page),
    }),
  }),
});
