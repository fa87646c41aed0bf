import type { Address, Hex } from "viem";
import { GraphqlRequestError } from "../errors/http.ts";
import { parseJson, record } from "../http/decode.ts";
import { type HttpClientOptions, httpSettings } from "../http/request.ts";
import { followEvents, notify, type WatchParameters } from "../relayer/followEvents.ts";
import * as documents from "./feedDocuments.ts";
import type { ActivityFilter } from "./filters.ts";
import { readErrors } from "./readErrors.ts";
import { flatten, revive } from "./revive.ts";
import type { Activity, ActivityKind, AuctionCore, FeedChange, ListingCore, Trade } from "./types.ts";

/** News of the feed: that something happened, is undone by a reorganisation, or that all is to be read anew. */
export type FeedEvent = {
  change: FeedChange;
  /** Of what happened or is undone; null for a reset. */
  id: string | null;
  kind: ActivityKind | null;
  /** Where to go on from, in another watch as well; null for a reset. */
  cursor: string | null;
};

/** With what happened; null where it is undone, and for a reset. */
export type ActivityEvent = FeedEvent & { activity: Activity | null };
/** With the listing as it stands now; null if it is gone, and for a reset. */
export type ListingChange = FeedEvent & { listing: ListingCore | null };
/** With the auction as it stands now; null if it is gone, and for a reset. */
export type AuctionChange = FeedEvent & { auction: AuctionCore | null };
/** With the sale; null where it is undone, and for a reset. */
export type TradeEvent = FeedEvent & { trade: Trade | null };

/** What a watch of the feed takes besides what it watches. */
export type WatchFeedParameters<event> = WatchParameters & {
  /**
   * Called with each event, in the order of the chain. A `RESET` says that a reorganisation changed what `after` stood at, or something
   * before it: read anew what you show.
   */
  onEvent: (event: event) => void;
  /** `cursor` of the last event that was seen: what was missed since comes first, at most 1,000 events. */
  after?: string | undefined;
};

/** What of the feed is watched: all that is given must hold. */
export type WatchItems = {
  /** One of these did it, or got it. */
  account?: readonly Address[] | undefined;
  collection?: readonly Address[] | undefined;
  /** Ids of items, `token:tokenId`. */
  item?: readonly string[] | undefined;
};

/** What happens on the marketplace, as the indexer sees it. Each watch returns a function that ends it. */
export type FeedClient = {
  watchActivity(parameters: WatchFeedParameters<ActivityEvent> & { filter?: ActivityFilter | undefined }): () => void;
  watchListings(
    parameters: WatchFeedParameters<ListingChange> & WatchItems & { listing?: readonly Hex[] | undefined },
  ): () => void;
  watchAuctions(
    parameters: WatchFeedParameters<AuctionChange> & WatchItems & { auction?: readonly Hex[] | undefined },
  ): () => void;
  watchTrades(parameters: WatchFeedParameters<TradeEvent> & WatchItems): () => void;
  watchAccount(
    parameters: WatchFeedParameters<ActivityEvent> & {
      account: Address;
      kind?: readonly ActivityKind[] | undefined;
    },
  ): () => void;
};

/** What nothing but another question can mend. */
const final: readonly unknown[] = [
  "BAD_USER_INPUT",
  "BAD_REQUEST",
  "GRAPHQL_PARSE_FAILED",
  "GRAPHQL_VALIDATION_FAILED",
  "QUERY_TOO_COMPLEX",
];

/**
 * Makes a client of the indexer's subscriptions, over server-sent events. A watch that is interrupted goes on behind the last event
 * that it told, with growing pauses between its tries; it ends by itself when another try cannot help, after `onError`.
 *
 * @example
 * ```ts
 * const feed = createFeedClient({ url: "http://127.0.0.1:42069/graphql" });
 * const stop = feed.watchTrades({ onEvent: ({ change, trade }) => console.log(change, trade?.item.name, trade?.total) });
 * ```
 */
export function createFeedClient(options: HttpClientOptions): FeedClient {
  const settings = httpSettings(options);

  function watch<event extends FeedEvent>(
    field: string,
    query: string,
    variables: Record<string, unknown>,
    { onEvent, after, ...parameters }: WatchFeedParameters<event>,
  ): () => void {
    let cursor = after;
    return followEvents(
      settings,
      {
        url: () => {
          const asked = JSON.stringify(flatten({ ...variables, after: cursor }));
          return `${settings.url}?${new URLSearchParams({ query, variables: asked })}`;
        },
        headers: () => ({}),
        isLiveOnceOpen: true,
        onEvent(message, live) {
          if (message.event !== "next") return;
          const { data, errors } = record(parseJson(message.data), "event");
          if (errors !== undefined) throw new GraphqlRequestError({ errors: readErrors(errors), status: 200 });
          const path = `data.${field}`;
          const event = revive(record(record(data, "data")[field], path), path) as event;
          cursor = typeof event.cursor === "string" ? event.cursor : undefined;
          live();
          notify(() => onEvent(event));
        },
        canHeal: (failure) =>
          failure instanceof GraphqlRequestError
            ? !failure.errors.some(({ extensions }) => final.includes(extensions?.code))
            : failure.retryable,
      },
      parameters,
    );
  }

  return {
    watchActivity: ({ filter, ...rest }) => watch("activity", documents.activityFeed, { filter }, rest),
    watchListings: ({ listing, account, collection, item, ...rest }) =>
      watch("listingChanges", documents.listingFeed, { listing, account, collection, item }, rest),
    watchAuctions: ({ auction, account, collection, item, ...rest }) =>
      watch("auctionChanges", documents.auctionFeed, { auction, account, collection, item }, rest),
    watchTrades: ({ account, collection, item, ...rest }) =>
      watch("trades", documents.tradeFeed, { account, collection, item }, rest),
    watchAccount: ({ account, kind, ...rest }) =>
      watch("accountActivity", documents.accountFeed, { account, kind }, rest),
  };
}
