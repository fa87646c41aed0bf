"use client";

import { listingsQueryOptions, toggleFacet } from "@plaza/sdk/query";
import { useListingSearch } from "@plaza/sdk/react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { formatEther } from "viem";
import { useGraphql } from "./providers";

const rarities = ["COMMON", "UNCOMMON", "RARE", "EPIC", "LEGENDARY"] as const;

/** What is for sale. The filter is in the page's address: the server reads it there for the first view, the hook afterwards. */
export function Shop({ serverQuery }: { serverQuery: string }) {
  const [{ filter, sort }, search] = useListingSearch(serverQuery);
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    listingsQueryOptions(useGraphql(), { filter, sort }),
  );
  const listings = data?.pages.flatMap(({ nodes }) => nodes) ?? [];

  return (
    <main>
      <h1>The shop</h1>
      <nav aria-label="Rarity">
        {rarities.map((rarity) => (
          <button
            key={rarity}
            type="button"
            aria-pressed={filter.rarity?.includes(rarity) ?? false}
            onClick={() => search({ filter: { ...filter, rarity: toggleFacet(filter.rarity, rarity) }, sort })}
          >
            {rarity.toLowerCase()}
          </button>
        ))}
      </nav>
      {error && <p role="alert">{error.message}</p>}
      <ul>
        {listings.map(({ id, price, item }) => (
          <li key={id} data-rarity={item.rarity ?? undefined}>
            <svg viewBox="0 0 512 512" role="img" aria-label={item.name}>
              <path d={item.icon ?? ""} />
            </svg>
            <h2>{item.name}</h2>
            <p>{formatEther(price)} Credits</p>
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <button type="button" disabled={isFetchingNextPage} onClick={() => fetchNextPage()}>
          More
        </button>
      )}
    </main>
  );
}
