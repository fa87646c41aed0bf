import { useInfiniteQuery } from "@tanstack/react-query";
import type {
  GetActivityParameters,
  GetAuctionsParameters,
  GetItemsParameters,
  GetListingsParameters,
  GetTradesParameters,
} from "../graphql/filters.ts";
import {
  activityQueryOptions,
  auctionsQueryOptions,
  itemsQueryOptions,
  listingsQueryOptions,
  tradesQueryOptions,
} from "../query/lists.ts";
import { usePlaza } from "./plaza.ts";
import { type QueryTuning, tuned } from "./tuned.ts";

/**
 * What is for sale, page by page.
 *
 * @example
 * ```tsx
 * const { data, fetchNextPage, hasNextPage } = useListings({ filter, sort: "PRICE_ASC" });
 * const listings = data?.pages.flatMap(({ nodes }) => nodes) ?? [];
 * ```
 */
export function useListings(parameters?: Omit<GetListingsParameters, "after">, tuning?: QueryTuning) {
  const plaza = usePlaza();
  return useInfiniteQuery(tuned(listingsQueryOptions(plaza.graphql, parameters, plaza), tuning));
}

/**
 * Auctions, page by page, as {@link useListings} has listings.
 *
 * @example
 * ```tsx
 * const { data } = useAuctions({ filter: { status: ["LIVE"] }, sort: "ENDING_SOON" });
 * ```
 */
export function useAuctions(parameters?: Omit<GetAuctionsParameters, "after">, tuning?: QueryTuning) {
  return useInfiniteQuery(tuned(auctionsQueryOptions(usePlaza().graphql, parameters), tuning));
}

/**
 * Items, page by page, as {@link useListings} has listings.
 *
 * @example
 * ```tsx
 * const { data } = useItems({ filter: { owner: [account] } });
 * ```
 */
export function useItems(parameters?: Omit<GetItemsParameters, "after">, tuning?: QueryTuning) {
  return useInfiniteQuery(tuned(itemsQueryOptions(usePlaza().graphql, parameters), tuning));
}

/**
 * Sales, page by page, as {@link useListings} has listings.
 *
 * @example
 * ```tsx
 * const { data } = useTrades({ filter: { account } });
 * ```
 */
export function useTrades(parameters?: Omit<GetTradesParameters, "after">, tuning?: QueryTuning) {
  return useInfiniteQuery(tuned(tradesQueryOptions(usePlaza().graphql, parameters), tuning));
}

/**
 * All that happened, page by page, as {@link useListings} has listings.
 *
 * @example
 * ```tsx
 * const { data } = useActivity({ filter: { item: [item.id] } }, { refetchInterval: 12_000 });
 * ```
 */
export function useActivity(parameters?: Omit<GetActivityParameters, "after">, tuning?: QueryTuning) {
  return useInfiniteQuery(tuned(activityQueryOptions(usePlaza().graphql, parameters), tuning));
}
