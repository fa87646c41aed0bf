import type {
  GetActivityParameters,
  GetAuctionsParameters,
  GetItemsParameters,
  GetListingsParameters,
  GetTradesParameters,
} from "../graphql/filters.ts";
import type { GraphqlClient } from "../graphql/index.ts";
import type { Activity, IndexedAuction, IndexedListing, ItemForSale, NamedTrade, Page } from "../graphql/types.ts";
import { type ChainSource, orLastAnswer, pageAfter, pageOnChain } from "./internal/lastAnswer.ts";
import { pagesOf } from "./internal/options.ts";
import type { MaybeStale, PlazaPagesOptions } from "./types.ts";

/** A list's filter, order and page size; which page comes from the query. */
type Of<parameters> = Omit<parameters, "after">;

/**
 * What is for sale, page by page. While the index does not answer, a page that was read before comes again, marked `stale`.
 *
 * @param chain - Where given, a stale page has what the chain says now: prices, units left, and nothing that has ended.
 *
 * @example
 * ```ts
 * const { data, fetchNextPage } = useInfiniteQuery(listingsQueryOptions(graphql, { filter: { rarity: ["EPIC"] } }));
 * ```
 */
export function listingsQueryOptions(
  graphql: GraphqlClient,
  parameters: Of<GetListingsParameters> = {},
  chain?: ChainSource | undefined,
): PlazaPagesOptions<MaybeStale<Page<IndexedListing>>> {
  return pagesOf("listings", graphql.url, parameters, async (after, signal, context) => {
    const ask = () => graphql.getListings({ ...parameters, after }, { signal });
    const check = (last: Page<IndexedListing>) => pageOnChain(chain, last);
    return (await orLastAnswer(context, ask, { find: pageAfter(after), check })) as MaybeStale<Page<IndexedListing>>;
  });
}

/**
 * Auctions, page by page, as the chain has them; `liveAuctionQueryOptions` has the bids.
 *
 * @example
 * ```ts
 * await queryClient.prefetchInfiniteQuery(auctionsQueryOptions(graphql, { filter: { status: ["LIVE"] } }));
 * ```
 */
export function auctionsQueryOptions(
  graphql: GraphqlClient,
  parameters: Of<GetAuctionsParameters> = {},
): PlazaPagesOptions<Page<IndexedAuction>> {
  return pagesOf("auctions", graphql.url, parameters, (after, signal) =>
    graphql.getAuctions({ ...parameters, after }, { signal }),
  );
}

/**
 * Items, page by page, with what each is for sale at.
 *
 * @example
 * ```ts
 * const options = itemsQueryOptions(graphql, { filter: { owner: [account] } });
 * ```
 */
export function itemsQueryOptions(
  graphql: GraphqlClient,
  parameters: Of<GetItemsParameters> = {},
): PlazaPagesOptions<Page<ItemForSale>> {
  return pagesOf("items", graphql.url, parameters, (after, signal) =>
    graphql.getItems({ ...parameters, after }, { signal }),
  );
}

/**
 * Sales, page by page, the newest first.
 *
 * @example
 * ```ts
 * const options = tradesQueryOptions(graphql, { filter: { account } });
 * ```
 */
export function tradesQueryOptions(
  graphql: GraphqlClient,
  parameters: Of<GetTradesParameters> = {},
): PlazaPagesOptions<Page<NamedTrade>> {
  return pagesOf("trades", graphql.url, parameters, (after, signal) =>
    graphql.getTrades({ ...parameters, after }, { signal }),
  );
}

/**
 * All that happened, page by page, the newest first.
 *
 * @example
 * ```ts
 * const options = activityQueryOptions(graphql, { filter: { item: [item.id] } });
 * ```
 */
export function activityQueryOptions(
  graphql: GraphqlClient,
  parameters: Of<GetActivityParameters> = {},
): PlazaPagesOptions<Page<Activity>> {
  return pagesOf("activity", graphql.url, parameters, (after, signal) =>
    graphql.getActivity({ ...parameters, after }, { signal }),
  );
}
