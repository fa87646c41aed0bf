import type { DataTag, InfiniteData, QueryClient } from "@tanstack/query-core";
import type { Page } from "../graphql/types.ts";

/** `["plaza", what, of whom, which]`: invalidate `["plaza"]` for all of it, `["plaza", "listings"]` for one kind. */
export type PlazaQueryKey = readonly ["plaza", string, ...unknown[]];

/** What a function that asks is told: by TanStack Query all of it. */
export type PlazaQueryContext = {
  signal: AbortSignal;
  /** The cache that it is asked for, and under which key: its last answer serves while nobody answers. */
  client?: QueryClient | undefined;
  queryKey?: readonly unknown[] | undefined;
};

/** Marks an answer that is not the index's of now, since the index does not answer. */
export type MaybeStale<answer> = answer & {
  stale?: true | undefined;
  /** Where it is from: the index's last answer, with what the chain says of it now; or, where there was none, the chain alone. */
  staleFrom?: "last_answer" | "chain" | undefined;
  /** Why: the code of the error that asking the index came to, such as `service_unavailable`. */
  staleReason?: string | undefined;
};

/** Options of a query, for `useQuery`, `queryClient.fetchQuery`, and every other adapter of TanStack Query. */
export type PlazaQueryOptions<data> = {
  queryKey: DataTag<PlazaQueryKey, data, Error>;
  queryFn: (context: PlazaQueryContext) => Promise<data>;
  /** Milliseconds for which an answer counts as fresh. */
  staleTime: number;
};

/** Options of a list that is read page by page, for `useInfiniteQuery` and `queryClient.fetchInfiniteQuery`. */
export type PlazaPagesOptions<page extends Page<unknown>> = {
  queryKey: DataTag<PlazaQueryKey, InfiniteData<page, string | null>, Error>;
  queryFn: (context: PlazaQueryContext & { pageParam: string | null }) => Promise<page>;
  initialPageParam: string | null;
  getNextPageParam: (last: page) => string | null;
  staleTime: number;
};
