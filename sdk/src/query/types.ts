import type { DataTag, InfiniteData } from "@tanstack/query-core";
import type { Page } from "../graphql/types.ts";

/** `["plaza", what, of whom, which]`: invalidate `["plaza"]` for all of it, `["plaza", "listings"]` for one kind. */
export type PlazaQueryKey = readonly ["plaza", string, ...unknown[]];

/** Options of a query, for `useQuery`, `queryClient.fetchQuery`, and every other adapter of TanStack Query. */
export type PlazaQueryOptions<data> = {
  queryKey: DataTag<PlazaQueryKey, data, Error>;
  queryFn: (context: { signal: AbortSignal }) => Promise<data>;
  /** Milliseconds for which an answer counts as fresh. */
  staleTime: number;
};

/** Options of a list that is read page by page, for `useInfiniteQuery` and `queryClient.fetchInfiniteQuery`. */
export type PlazaPagesOptions<page extends Page<unknown>> = {
  queryKey: DataTag<PlazaQueryKey, InfiniteData<page, string | null>, Error>;
  queryFn: (context: { signal: AbortSignal; pageParam: string | null }) => Promise<page>;
  initialPageParam: string | null;
  getNextPageParam: (last: page) => string | null;
  staleTime: number;
};
