import { useCallback, useMemo, useSyncExternalStore } from "react";
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

/**
 * A shop's filter, kept in the page's address: a view can be shared, and the back button works. Routers that listen to `popstate` follow.
 *
 * @param serverQuery - The address's query while the page is rendered on a server.
 *
 * @example
 * ```tsx
 * const [{ filter, sort }, setSearch] = useListingSearch();
 * const { data } = useListings({ filter, sort });
 * const toggle = (rarity: Rarity) => setSearch({ filter: { ...filter, rarity: toggleFacet(filter.rarity, rarity) }, sort });
 * ```
 */
export function useListingSearch(serverQuery = ""): [search: ListingSearch, set: (next: ListingSearch) => void] {
  const query = useSyncExternalStore(
    subscribe,
    () => page().location.search,
    () => serverQuery,
  );
  const search = useMemo(() => readListingSearch(query), [query]);
  const set = useCallback((next: ListingSearch) => {
    const window = page();
    const { pathname, search, hash } = window.location;
    const written = writeListingSearch(next, search);
    window.history.pushState(null, "", `${pathname}${written && `?${written}`}${hash}`);
    window.dispatchEvent(new window.Event("popstate"));
  }, []);
  return [search, set];
}
