import { type ListingSearch, toggleFacet } from "@plaza/sdk/query";
import { useListingSearch } from "@plaza/sdk/react";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";

/** Orders of the market, as GraphQL's `ListingSort` names them. */
export const LISTING_SORTS = [
  ["RARITY_DESC", "Finest first"],
  ["NEWEST", "Newest first"],
  ["PRICE_ASC", "Cheapest first"],
  ["PRICE_DESC", "Dearest first"],
  ["OLDEST", "Oldest first"],
] as const;

/** A shop puts its finest pieces in front. */
export const DEFAULT_SORT = "RARITY_DESC";

export type MarketFilter = ListingSearch["filter"];
export type SetFacet = "rarity" | "itemType" | "class" | "collection";

/** What narrows the market, and how to change it. */
export interface MarketView {
  search: ListingSearch;
  change(patch: Partial<MarketFilter>): void;
  order(sort: ListingSearch["sort"]): void;
  /** Takes everything off; the order stays. */
  clear(): void;
}

/** The market's view, in the address bar: it can be shared, and survives a reload. Scrolling stays where it is. */
export function useMarketView(): MarketView {
  const query = useLocation({ select: ({ searchStr }) => searchStr });
  const go = useNavigate();
  const [search, set] = useListingSearch({
    query,
    navigate: (next) =>
      void go({ to: "/", search: Object.fromEntries(new URLSearchParams(next)), replace: true, resetScroll: false }),
  });
  const change = useCallback(
    (patch: Partial<MarketFilter>) => set({ ...search, filter: { ...search.filter, ...patch } }),
    [search, set],
  );
  return {
    search,
    change,
    order: (sort) => set({ filter: search.filter, sort }),
    clear: () => set({ filter: {}, sort: search.sort }),
  };
}

/** Puts a value into a facet or takes it out. */
export function toggled<facet extends SetFacet>(
  filter: MarketFilter,
  facet: facet,
  value: NonNullable<MarketFilter[facet]>[number],
): Partial<MarketFilter> {
  return { [facet]: toggleFacet<unknown>(filter[facet], value) };
}
