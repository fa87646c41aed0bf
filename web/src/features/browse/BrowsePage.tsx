import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { type ReactNode, useCallback, useState } from "react";
import { listingsQuery } from "../../data/queries.ts";
import { formatCount } from "../../ui/amounts.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { Choice } from "../../ui/Field.tsx";
import { Glyph } from "../../ui/Glyph.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { MoreOnSight } from "../../ui/MoreOnSight.tsx";
import { Empty, Trouble } from "../../ui/Trouble.tsx";
import { ActiveFilters } from "./ActiveFilters.tsx";
import { FilterPanel } from "./FilterPanel.tsx";
import { Hero } from "./Hero.tsx";
import { CardSkeletons, ListingCard } from "./ListingCard.tsx";
import { SearchBox } from "./SearchBox.tsx";
import { type BrowseSearch, countFilters, DEFAULT_SORT, LISTING_SORTS, withoutEmpty } from "./search.ts";
import "./browse.css";

const route = getRouteApi("/");

/** The market: everything that is for sale, narrowed by the panel. */
export function BrowsePage(): ReactNode {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [sheet, setSheet] = useState(false);
  const change = useCallback(
    (patch: Partial<BrowseSearch>) =>
      void navigate({
        search: (previous) => withoutEmpty({ ...previous, ...patch }),
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  );
  const clear = useCallback(
    () => void navigate({ search: { sort: search.sort }, resetScroll: false }),
    [navigate, search.sort],
  );
  const filters = countFilters(search);
  const { data, error, isPending, isFetchingNextPage, hasNextPage, fetchNextPage, refetch } = useInfiniteQuery(
    listingsQuery(search),
  );
  const listings = data?.pages.flatMap(({ nodes }) => nodes) ?? [];
  const total = data?.pages[0]?.totalCount;

  return (
    <>
      <title>Plaza, the market</title>
      <Hero />
      <div className="browse">
        <aside className="browse-side panel" aria-label="Filters">
          <FilterPanel search={search} onChange={change} onClear={clear} />
        </aside>
        <section aria-label="Listings" className="browse-main">
          <div className="toolbar">
            <SearchBox value={search.q ?? ""} onChange={(q) => change({ q })} />
            <button type="button" className="btn filter-open" onClick={() => setSheet(true)}>
              <Icon name="filter" /> Filters{filters > 0 ? ` (${filters})` : ""}
            </button>
            <Choice
              label="Sort by"
              hideLabel
              value={search.sort ?? DEFAULT_SORT}
              options={LISTING_SORTS}
              onChange={(sort) => change({ sort: sort === DEFAULT_SORT ? undefined : sort })}
            />
          </div>
          <div className="result-line">
            <p className="soft" aria-live="polite" data-testid="result-count">
              {total === undefined
                ? error === null
                  ? "Looking around"
                  : ""
                : `${formatCount(total)} ${total === 1 ? "listing" : "listings"}`}
            </p>
            <ActiveFilters search={search} onChange={change} onClear={clear} />
          </div>
          {error !== null && listings.length === 0 ? (
            <Trouble error={error} title="The market cannot be shown" onRetry={() => void refetch()} />
          ) : isPending ? (
            <ul className="grid">
              <CardSkeletons count={15} />
            </ul>
          ) : listings.length === 0 ? (
            <Empty picture={<Glyph name="chest" />} title={filters > 0 ? "Nothing matches" : "Nothing is for sale"}>
              <p>
                {filters > 0
                  ? "No listing has all of that at once. Loosen a filter or two."
                  : "Be the first: list something from your items."}
              </p>
              {filters > 0 ? (
                <button type="button" className="btn btn-gold" onClick={clear}>
                  Clear all filters
                </button>
              ) : null}
            </Empty>
          ) : (
            <>
              <ul className="grid" data-testid="listings">
                {listings.map((listing) => (
                  <ListingCard key={listing.id} listing={listing} />
                ))}
                {isFetchingNextPage ? <CardSkeletons count={5} /> : null}
              </ul>
              <MoreOnSight more={hasNextPage && !isFetchingNextPage} onMore={() => void fetchNextPage()} />
            </>
          )}
        </section>
      </div>
      {sheet ? (
        <Dialog title="Filters" sheet onClose={() => setSheet(false)}>
          <FilterPanel search={search} onChange={change} onClear={clear} />
          <button type="button" className="btn btn-gold btn-wide sheet-done" onClick={() => setSheet(false)}>
            {total === undefined
              ? "Show listings"
              : `Show ${formatCount(total)} ${total === 1 ? "listing" : "listings"}`}
          </button>
        </Dialog>
      ) : null}
    </>
  );
}
