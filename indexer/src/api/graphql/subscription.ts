import { activity } from "../../../ponder.schema.ts";
import { type ActivityFields, activities } from "../entities/activity.ts";
import type { FeedEvent } from "../feed.ts";
import { all, among, type Condition, within } from "../query/condition.ts";
import { compileFilter, type FilterInput } from "../query/filter.ts";
import { builder } from "./builder.ts";
import type { Context } from "./context.ts";
import { ActivityKindEnum, FeedChangeEnum } from "./enums.ts";
import { ActivityFilter } from "./filters.ts";
import { ActivityRef, AuctionRef, ListingRef, TradeRef } from "./refs.ts";

/** A type of news: what all of them say, beside what each is about. */
const newsOf = (name: string, description: string) =>
  builder.objectRef<FeedEvent>(name).implement({
    description,
    fields: (t) => ({
      change: t.field({ type: FeedChangeEnum, description: "What it says.", resolve: ({ change }) => change }),
      id: t.id({
        nullable: true,
        description: "Id of what happened, or is undone; null for a reset.",
        resolve: ({ row }) => row?.id ?? null,
      }),
      cursor: t.string({
        nullable: true,
        description: "To be passed as `after` when the connection broke behind this event; null for a reset.",
        resolve: ({ cursor }) => cursor,
      }),
      kind: t.field({
        type: ActivityKindEnum,
        nullable: true,
        description: "What happened; null for a reset.",
        resolve: ({ row }) => row?.kind ?? null,
      }),
    }),
  });

const ActivityEvent = newsOf("ActivityEvent", "News of the feed.");
const ListingChange = newsOf("ListingChange", "News of a listing.");
const AuctionChange = newsOf("AuctionChange", "News of an auction.");
const TradeEvent = newsOf("TradeEvent", "News of a sale.");

builder.objectField(ActivityEvent, "activity", (t) =>
  t.field({
    type: ActivityRef,
    nullable: true,
    description: "What happened; null where something is undone: what it was about may be gone too.",
    resolve: ({ change, row }) => (change === "ADDED" ? row : null),
  }),
);
builder.objectField(ListingChange, "listing", (t) =>
  t.field({
    type: ListingRef,
    nullable: true,
    description:
      "The listing as it stands now, also where a change of it is undone; null if it is gone, and for a reset.",
    resolve: ({ row }, _, { loaders }) => (row?.listingId ? loaders.listing.load(row.listingId) : null),
  }),
);
builder.objectField(AuctionChange, "auction", (t) =>
  t.field({
    type: AuctionRef,
    nullable: true,
    description:
      "The auction as it stands now, also where a change of it is undone; null if it is gone, and for a reset.",
    resolve: ({ row }, _, { loaders }) => (row?.auctionId ? loaders.auction.load(row.auctionId) : null),
  }),
);
builder.objectField(TradeEvent, "trade", (t) =>
  t.field({
    type: TradeRef,
    nullable: true,
    description: "The sale; null where it is undone, and for a reset.",
    resolve: ({ change, row }, _, { loaders }) => (change === "ADDED" ? loaders.trade.load(row.id) : null),
  }),
);

const LISTING_CHANGES = within(activity.listingId, {});
const AUCTION_CHANGES = within(activity.auctionId, {});
const TRADES = among(activity.kind, ["SOLD", "OFFER_ACCEPTED", "AUCTION_SETTLED"]);

/** Listens to what of the feed is meant and meets a filter. @param path - Where the filter stands, for errors. */
async function listen(
  context: Context,
  {
    filter,
    path,
    after,
  }: { filter: FilterInput<ActivityFields> | null | undefined; path: string; after: string | null | undefined },
  meant: Condition = all(),
) {
  const { timestamp } = context.head;
  const where = all(meant, compileFilter(activities.fields, filter, { now: timestamp }, path));
  return context.feed.subscribe(where, context.caller, after);
}

/** A subscription has one context for all its events, and what was read for one is old news to the next. */
function asOfNow(event: FeedEvent, _: unknown, context: Context): FeedEvent {
  Object.assign(context, context.renewed());
  return event;
}

const afterArgument = builder.args((t) => ({
  after: t.string({
    description: "`cursor` of the last event that was seen: what was missed since comes first, at most 1,000 events.",
  }),
}));

const aboutItems = builder.args((t) => ({
  account: t.field({ type: ["Address"], description: "One of these did it, or got it." }),
  collection: t.field({ type: ["Address"], description: "It happened to an item of one of these contracts." }),
  item: t.idList({ description: "It happened to one of these items, `token:tokenId`." }),
}));

builder.subscriptionType({
  description:
    "What is told as blocks are indexed, by server-sent events. All of it comes from one feed: a cursor of one field is good for the others.",
  fields: (t) => ({
    activity: t.field({
      type: ActivityEvent,
      description:
        "What happens from now on, in the order of the chain: changes of listings and auctions, sales, transfers, all of an account, as the filter says. A reorganisation is told by what it undid, latest first, and then by what happened instead.",
      args: { filter: t.arg({ type: ActivityFilter, description: "What of it." }), ...afterArgument },
      subscribe: (_, { filter, after }, context) => listen(context, { filter, path: "filter", after }),
      resolve: asOfNow,
    }),
    listingChanges: t.field({
      type: ListingChange,
      description: "Listings that are put up, change their price, sell, are cancelled or expire.",
      args: {
        listing: t.arg({ type: ["Bytes32"], description: "It is one of these." }),
        ...aboutItems,
        ...afterArgument,
      },
      subscribe: (_, { after, ...filter }, context) =>
        listen(context, { filter, path: "listingChanges", after }, LISTING_CHANGES),
      resolve: asOfNow,
    }),
    auctionChanges: t.field({
      type: AuctionChange,
      description:
        "Auctions that are created, get bids on the chain, are settled, returned or cancelled. Bids off the chain are the relayer's to tell.",
      args: {
        auction: t.arg({ type: ["Bytes32"], description: "It is one of these." }),
        ...aboutItems,
        ...afterArgument,
      },
      subscribe: (_, { after, ...filter }, context) =>
        listen(context, { filter, path: "auctionChanges", after }, AUCTION_CHANGES),
      resolve: asOfNow,
    }),
    trades: t.field({
      type: TradeEvent,
      description: "Sales, whatever their source.",
      args: { ...aboutItems, ...afterArgument },
      subscribe: (_, { after, ...filter }, context) => listen(context, { filter, path: "trades", after }, TRADES),
      resolve: asOfNow,
    }),
    accountActivity: t.field({
      type: ActivityEvent,
      description: "All that an account does, or gets.",
      args: {
        account: t.arg({ type: "Address", required: true, description: "The account." }),
        kind: t.arg({ type: [ActivityKindEnum], description: "It is of one of these kinds." }),
        ...afterArgument,
      },
      subscribe: (_, { after, account, kind }, context) =>
        listen(context, { filter: { account: [account], kind }, path: "accountActivity", after }),
      resolve: asOfNow,
    }),
  }),
});
