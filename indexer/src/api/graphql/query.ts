import { eq, type InferSelectModel } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import { account, collection, trade } from "../../../ponder.schema.ts";
import { VOLATILE } from "../answers/cacheable.ts";
import { readBook } from "../book.ts";
import { activities } from "../entities/activity.ts";
import { auctionFacets, auctions } from "../entities/auction.ts";
import { bids } from "../entities/bid.ts";
import { itemFacets, itemIdOf, items } from "../entities/item.ts";
import { ledger } from "../entities/ledger.ts";
import { listingFacets, listings } from "../entities/listing.ts";
import { offers } from "../entities/offer.ts";
import { searchKinds } from "../entities/search.ts";
import { tradeFacets, trades } from "../entities/trade.ts";
import { type TraitFields, traitChoices } from "../entities/traits.ts";
import { BadInputError } from "../errors.ts";
import { type Connection, DEFAULT_PAGE, MAX_PAGE, type PageArguments } from "../query/connection.ts";
import { type Entity, whereOf, whereWithout } from "../query/entity.ts";
import { type FacetColumns, openFacets } from "../query/facetReader.ts";
import type { FilterInput } from "../query/filter.ts";
import { readerOf } from "../query/reader.ts";
import { AGGREGATE } from "./aggregate.ts";
import { builder } from "./builder.ts";
import { pageArguments, pageOf } from "./connections.ts";
import type { Context } from "./context.ts";
import {
  ActivitySortEnum,
  AuctionSortEnum,
  BidSortEnum,
  BookSortEnum,
  BookStatusEnum,
  ItemSortEnum,
  LedgerSortEnum,
  ListingSortEnum,
  OfferSortEnum,
  TradeSortEnum,
} from "./enums.ts";
import { AuctionFacets, ItemFacets, ListingFacets, TradeFacets } from "./facets.ts";
import {
  ActivityFilter,
  AuctionFilter,
  BidFilter,
  ItemFilter,
  LedgerFilter,
  ListingFilter,
  OfferFilter,
  TradeFilter,
} from "./filters.ts";
import { OpenOffers } from "./offer.ts";
import {
  AccountRef,
  ActivityConnection,
  AuctionConnection,
  AuctionRef,
  BidConnection,
  CollectionRef,
  ItemConnection,
  ItemRef,
  LedgerConnection,
  ListingConnection,
  ListingRef,
  MetaRef,
  OfferConnection,
  TradeConnection,
  TradeRef,
} from "./refs.ts";
import { SearchHit } from "./search.ts";

/** A page of all rows of an entity that meet a filter. */
function search<Table extends PgTable, Fields, SortName extends string>(
  context: Context,
  entity: Entity<Table, Fields, SortName>,
  filter: FilterInput<Fields> | null | undefined,
  sort: SortName,
  page: PageArguments,
): Connection<InferSelectModel<Table>> {
  const where = whereOf(entity, filter, { now: context.head.timestamp });
  return pageOf(context, entity, { reader: readerOf(context.db, entity.table), where, sort, page });
}

/** The facets of all rows of an entity that meet a filter. */
function facetsOf<
  Table extends PgTable,
  Fields extends Pick<TraitFields, "trait">,
  Few extends string,
  Many extends string,
  Spread extends string,
>(
  { db, head }: Context,
  entity: Entity<Table, Fields>,
  columns: FacetColumns<Few & keyof Fields, Many & keyof Fields, Spread & keyof Fields>,
  filter: FilterInput<Fields> | null | undefined,
) {
  const scope = { now: head.timestamp };
  const traits = traitChoices(entity, filter, scope);
  return openFacets({ db, table: entity.table, columns, whereWithout: whereWithout(entity, filter, scope), traits });
}

builder.queryType({
  description: "What the chain says of Plaza, as of the block that `_meta` tells.",
  fields: (t) => ({
    _meta: t.field({
      type: MetaRef,
      description: "How far the index has come.",
      resolve: (_, __, { head }) => head,
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
    collection: t.field({
      type: CollectionRef,
      nullable: true,
      description: "One collection with what is for sale and was sold of it; null if nothing of it is known.",
      args: { address: t.arg({ type: "Address", required: true, description: "The contract." }) },
      resolve: (_, { address }, { loaders }) => loaders.collection.load(address),
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
    listingFacets: t.field({
      type: ListingFacets,
      description: "What a filter of listings finds, counted by value: active ones unless it says otherwise.",
      args: { filter: t.arg({ type: ListingFilter, description: "Which ones." }) },
      resolve: (_, { filter }, context) => facetsOf(context, listings, listingFacets, filter),
    }),
    auctionFacets: t.field({
      type: AuctionFacets,
      description:
        "What a filter of auctions finds, counted by value: scheduled and live ones unless it says otherwise.",
      args: { filter: t.arg({ type: AuctionFilter, description: "Which ones." }) },
      resolve: (_, { filter }, context) => facetsOf(context, auctions, auctionFacets, filter),
    }),
    itemFacets: t.field({
      type: ItemFacets,
      description: "What a filter of items finds, counted by value.",
      args: { filter: t.arg({ type: ItemFilter, description: "Which ones." }) },
      resolve: (_, { filter }, context) => facetsOf(context, items, itemFacets, filter),
    }),
    tradeFacets: t.field({
      type: TradeFacets,
      description: "What a filter of trades finds, counted by value.",
      args: { filter: t.arg({ type: TradeFilter, description: "Which ones." }) },
      resolve: (_, { filter }, context) => facetsOf(context, trades, tradeFacets, filter),
    }),
    bids: t.field({
      type: BidConnection,
      description:
        "Bids that were posted or presented on the chain. Those that only the relayer has are its own to tell.",
      args: {
        filter: t.arg({ type: BidFilter, description: "Which ones." }),
        sort: t.arg({ type: BidSortEnum, defaultValue: "NEWEST", description: "In which order." }),
        ...pageArguments,
      },
      resolve: (_, { filter, sort, ...page }, context) => search(context, bids, filter, sort ?? "NEWEST", page),
    }),
    offers: t.field({
      type: OfferConnection,
      description: "Signed offers that were accepted, in whole or in part. Those that wait are in `openOffers`.",
      args: {
        filter: t.arg({ type: OfferFilter, description: "Which ones." }),
        sort: t.arg({ type: OfferSortEnum, defaultValue: "NEWEST", description: "In which order." }),
        ...pageArguments,
      },
      resolve: (_, { filter, sort, ...page }, context) => search(context, offers, filter, sort ?? "NEWEST", page),
    }),
    openOffers: t.field({
      type: OpenOffers,
      description:
        "Signed offers in the relayer's book, in one request to it. They are off the chain; while the relayer is away the answer says so and has none.",
      ...VOLATILE,
      args: {
        buyer: t.arg({ type: "Address", description: "Only those that this account signed." }),
        collection: t.arg({ type: "Address", description: "Only those for items of this contract." }),
        tokenIds: t.arg({
          type: ["BigInt"],
          description: `Only those that one of these items of \`collection\` can be sold for, at most ${MAX_PAGE}: also offers on the collection and on traits.`,
        }),
        status: t.arg({
          type: BookStatusEnum,
          defaultValue: "open",
          description: "Only those that stand so; null for all.",
        }),
        sort: t.arg({ type: BookSortEnum, defaultValue: "newest", description: "In which order." }),
        first: t.arg.int({ defaultValue: DEFAULT_PAGE, description: `How many to return: 1 to ${MAX_PAGE}.` }),
        after: t.arg.string({ description: "Return what follows: `next` of the page before." }),
      },
      resolve: (_, { buyer, collection: token, tokenIds, status, sort, first, after }, { readOffers }) => {
        const limit = first ?? DEFAULT_PAGE;
        if (limit < 1 || limit > MAX_PAGE)
          throw new BadInputError("first", `must be 1 to ${MAX_PAGE}, but is ${limit}.`);
        if (tokenIds && !token) throw new BadInputError("tokenIds", "needs `collection` beside it.");
        if (tokenIds && tokenIds.length > MAX_PAGE)
          throw new BadInputError("tokenIds", `has ${tokenIds.length} values; at most ${MAX_PAGE} are allowed.`);
        return readBook(readOffers, {
          maker: buyer ?? undefined,
          token: token ?? undefined,
          tokenIds: tokenIds ?? undefined,
          status: status ?? "all",
          sort: sort ?? undefined,
          after: after ?? undefined,
          limit,
        });
      },
    }),
    search: t.field({
      type: [SearchHit],
      description:
        "Kinds of items by their names: first those that have all words of the text, or words that begin with them, then those that are alike, so that a typo is forgiven.",
      args: {
        text: t.arg.string({ required: true, description: "What is searched for, at most 100 characters." }),
        collection: t.arg({ type: ["Address"], description: "Only kinds of these contracts; of all if absent." }),
        first: t.arg.int({ defaultValue: DEFAULT_PAGE, description: `How many to return: 0 to ${MAX_PAGE}.` }),
      },
      ...AGGREGATE,
      resolve: (_, { text, collection: collections, first }, { db }) => {
        const limit = first ?? DEFAULT_PAGE;
        if (limit < 0 || limit > MAX_PAGE)
          throw new BadInputError("first", `must be 0 to ${MAX_PAGE}, but is ${limit}.`);
        return searchKinds(db, { text, collections, limit });
      },
    }),
    activity: t.field({
      type: ActivityConnection,
      description:
        "All that happened to items, listings and auctions, in the order of time. That a listing expired is told when a block is later than its expiry.",
      args: {
        filter: t.arg({ type: ActivityFilter, description: "What of it." }),
        sort: t.arg({ type: ActivitySortEnum, defaultValue: "NEWEST", description: "In which order." }),
        ...pageArguments,
      },
      resolve: (_, { filter, sort, ...page }, context) => search(context, activities, filter, sort ?? "NEWEST", page),
    }),
    ledger: t.field({
      type: LedgerConnection,
      description: "Every movement of Credits, of all accounts: the audit trail of the money.",
      args: {
        filter: t.arg({ type: LedgerFilter, description: "Which ones." }),
        sort: t.arg({ type: LedgerSortEnum, defaultValue: "NEWEST", description: "In which order." }),
        ...pageArguments,
      },
      resolve: (_, { filter, sort, ...page }, context) => search(context, ledger, filter, sort ?? "NEWEST", page),
    }),
  }),
});
