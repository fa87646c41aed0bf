import { countFacets } from "@plaza/sdk/query";
import { useListings } from "@plaza/sdk/react";
import { type ReactNode, useState } from "react";
import { PAGE, SLOW } from "../../data/pace.ts";
import { formatCount } from "../../ui/amounts.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { Choice } from "../../ui/Field.tsx";
import { Glyph } from "../../ui/Glyph.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { MoreOnSight } from "../../ui/MoreOnSight.tsx";
import { Empty, StaleNote, Trouble } from "../../ui/Trouble.tsx";
import { ActiveFilters } from "./ActiveFilters.tsx";
import { FilterPanel } from "./FilterPanel.tsx";
import { Hero } from "./Hero.tsx";
import { CardSkeletons, ListingCard } from "./ListingCard.tsx";
import { SearchBox } from "./SearchBox.tsx";
import { DEFAULT_SORT, LISTING_SORTS, useMarketView } from "./search.ts";
import "./browse.css";

/** The market: everything that is for sale, narrowed by the panel. */
export function BrowsePage(): ReactNode {
  const view = useMarketView();
  const { search, change, order, clear } = view;
  const [sheet, setSheet] = useState(false);
  const filters = countFacets(search);
  const { data, error, isPending, isFetchingNextPage, isFetchNextPageError, hasNextPage, fetchNextPage, refetch } =
    useListings(
      { filter: search.filter, sort: search.sort ?? DEFAULT_SORT, first: PAGE },
      { keepPrevious: true, refetchInterval: SLOW },
    );
  const listings = data?.pages.flatMap(({ nodes }) => nodes) ?? [];
  const total = data?.pages[0]?.totalCount;

  return (
    <>
      <title>Plaza, the market</title>
      <Hero />
      <div className="browse">
        <aside className="browse-side panel" aria-label="Filters">
          <FilterPanel view={view} />
        </aside>
        <section aria-label="Listings" className="browse-main">
          <div className="toolbar">
            <SearchBox value={search.filter.name ?? ""} onChange={(name) => change({ name })} />
            <button type="button" className="btn filter-open" onClick={() => setSheet(true)}>
              <Icon name="filter" /> Filters{filters > 0 ? ` (${filters})` : ""}
            </button>
            <Choice
              label="Sort by"
              hideLabel
              value={search.sort ?? DEFAULT_SORT}
              options={LISTING_SORTS}
              onChange={(sort) => order(sort === DEFAULT_SORT ? undefined : sort)}
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
            <ActiveFilters view={view} />
          </div>
          <StaleNote of={data?.pages.find(({ stale }) => stale)} />
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
              <MoreOnSight
                more={hasNextPage && !isFetchingNextPage}
                error={isFetchNextPageError ? error : null}
                onMore={() => void fetchNextPage()}
              />
            </>
          )}
        </section>
      </div>
      {sheet ? (
        <Dialog title="Filters" sheet onClose={() => setSheet(false)}>
          <FilterPanel view={view} />
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
