import type { InfiniteData, QueryClient } from "@tanstack/query-core";
import type { Page } from "../../graphql/types.ts";

/** Takes an optimistic change back. */
export type Undo = () => void;

/**
 * Changes all answers in the cache whose keys begin like this. What came since, from a stream or a fetch, is not undone: only what still stands as it
 * was changed.
 */
export async function patch<data>(
  queries: QueryClient,
  queryKey: readonly unknown[],
  change: (before: data) => data,
): Promise<Undo> {
  const filter = { queryKey };
  // What is under way would bring the old state back.
  await queries.cancelQueries(filter);
  const undos = queries.getQueriesData<data>(filter).map(([key, before]) => {
    if (before === undefined) return () => undefined;
    const after = queries.setQueryData<data>(key, change(before));
    return () => {
      if (queries.getQueryData(key) === after) queries.setQueryData<data>(key, before);
    };
  });
  return () => {
    for (const undo of undos) undo();
  };
}

/** Changes the entries of a list that is read page by page; leaves out those of which nothing is left. */
export function inPages<node>(change: (node: node) => node | null) {
  return (list: InfiniteData<Page<node>>): InfiniteData<Page<node>> => ({
    ...list,
    pages: list.pages.map((page) => {
      const nodes = page.nodes.map(change).filter((node) => node !== null);
      return { ...page, nodes, totalCount: page.totalCount - (page.nodes.length - nodes.length) };
    }),
  });
}
