import type { Page } from "../../graphql/types.ts";
import type { PlazaPagesOptions, PlazaQueryContext, PlazaQueryKey, PlazaQueryOptions } from "../types.ts";

/** Answers of the index are as old as a block; a list that is a few seconds old does no harm, as whoever buys is told the truth. */
export const INDEX_STALE = 5_000;

/** What hardly ever changes. */
export const STEADY_STALE = 60_000;

/** One question. `of` says whom it is asked: two houses on one page do not mix. */
export function queryOf<data>(
  what: string,
  of: string,
  which: unknown,
  queryFn: (context: PlazaQueryContext) => Promise<data>,
  staleTime: number = INDEX_STALE,
): PlazaQueryOptions<data> {
  return { queryKey: keyOf(what, of, which) as PlazaQueryOptions<data>["queryKey"], queryFn, staleTime };
}

/** A list, page by page. */
export function pagesOf<page extends Page<unknown>>(
  what: string,
  of: string,
  which: unknown,
  ask: (after: string | null, signal: AbortSignal, context: PlazaQueryContext) => Promise<page>,
): PlazaPagesOptions<page> {
  return {
    queryKey: keyOf(what, of, which) as PlazaPagesOptions<page>["queryKey"],
    queryFn: ({ pageParam, ...context }) => ask(pageParam, context.signal, context),
    initialPageParam: null,
    getNextPageParam: ({ pageInfo }) => (pageInfo.hasNextPage ? pageInfo.endCursor : null),
    staleTime: INDEX_STALE,
  };
}

/** Keys are compared as JSON, which has no word for a bigint and two for an address. */
function keyOf(what: string, of: string, which: unknown): PlazaQueryKey {
  const plain = JSON.stringify(which, (_, part: unknown) => {
    if (typeof part === "bigint") return String(part);
    return typeof part === "string" && /^0x[0-9a-f]{40}$/i.test(part) ? part.toLowerCase() : part;
  });
  return ["plaza", what, of, plain === undefined ? null : JSON.parse(plain)];
}
