import { useCallback, useMemo, useRef, useSyncExternalStore } from "react";
import { type ListingSearch, readListingSearch, writeListingSearch } from "../query/listingSearch.ts";

type Page = EventTarget & {
  location: { search: string; pathname: string; hash: string };
  history: { pushState(state: unknown, unused: string, url: string): void };
  Event: typeof Event;
};

/** A page's window; none is asked for while a server renders. */
const page = () => (globalThis as unknown as { window: Page }).window;

function subscribe(onChange: () => void): () => void {
  const window = page();
  window.addEventListener("popstate", onChange);
  return () => window.removeEventListener("popstate", onChange);
}

/** A router that owns the page's address. */
export type SearchRouter = {
  /** The address's query as it is now. */
  query: string;
  /** Puts another query in its place, as the router does it. */
  navigate(query: string): void;
};

/**
 * A shop's filter, kept in the page's address: a view can be shared, and the back button works. Routers that listen to `popstate` follow;
 * one that would rather be told (to keep the scroll position, or to replace the entry in the history) is given.
 *
 * @param given - The address's query while the page is rendered on a server, or the router that owns the address.
 *
 * @example
 * ```tsx
 * const [{ filter, sort }, setSearch] = useListingSearch();
 * const { data } = useListings({ filter, sort });
 * const toggle = (rarity: Rarity) => setSearch({ filter: { ...filter, rarity: toggleFacet(filter.rarity, rarity) }, sort });
 * ```
 */
export function useListingSearch(
  given: string | SearchRouter = "",
): [search: ListingSearch, set: (next: ListingSearch) => void] {
  const router = typeof given === "string" ? undefined : given;
  const own = useSyncExternalStore(
    router === undefined ? subscribe : ignore,
    () => router?.query ?? page().location.search,
    () => (typeof given === "string" ? given : given.query),
  );
  const search = useMemo(() => readListingSearch(own), [own]);
  const current = useRef(router);
  current.current = router;
  const set = useCallback((next: ListingSearch) => {
    if (current.current !== undefined) {
      const { query, navigate } = current.current;
      return navigate(writeListingSearch(next, query));
    }
    const window = page();
    const { pathname, search, hash } = window.location;
    const written = writeListingSearch(next, search);
    window.history.pushState(null, "", `${pathname}${written && `?${written}`}${hash}`);
    window.dispatchEvent(new window.Event("popstate"));
  }, []);
  return [search, set];
}

const ignore = () => () => undefined;
