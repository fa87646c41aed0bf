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

/**
 * What is for sale, page by page.
 *
 * @example
 * ```tsx
 * const { data, fetchNextPage, hasNextPage } = useListings({ filter, sort: "PRICE_ASC" });
 * const listings = data?.pages.flatMap(({ nodes }) => nodes) ?? [];
 * ```
 */
export function useListings(parameters?: Omit<GetListingsParameters, "after">) {
  return useInfiniteQuery(listingsQueryOptions(usePlaza().graphql, parameters));
}

/** Auctions, page by page, as {@link useListings} has listings. */
export function useAuctions(parameters?: Omit<GetAuctionsParameters, "after">) {
  return useInfiniteQuery(auctionsQueryOptions(usePlaza().graphql, parameters));
}

/** Items, page by page, as {@link useListings} has listings. */
export function useItems(parameters?: Omit<GetItemsParameters, "after">) {
  return useInfiniteQuery(itemsQueryOptions(usePlaza().graphql, parameters));
}

/** Sales, page by page, as {@link useListings} has listings. */
export function useTrades(parameters?: Omit<GetTradesParameters, "after">) {
  return useInfiniteQuery(tradesQueryOptions(usePlaza().graphql, parameters));
}

/** All that happened, page by page, as {@link useListings} has listings. */
export function useActivity(parameters?: Omit<GetActivityParameters, "after">) {
  return useInfiniteQuery(activityQueryOptions(usePlaza().graphql, parameters));
}
