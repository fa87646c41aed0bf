import { type Rarity, rarities } from "@plaza/sdk";
import { toggleFacet } from "@plaza/sdk/query";
import { useCredits, useListingSearch, useListings } from "@plaza/sdk/react";
import { formatEther } from "viem";
import { Card } from "./Card.tsx";
import { visitor } from "./house.ts";

/** A shop: what is for sale, by rarity, as many as the visitor wants to see. */
export function App() {
  const [{ filter, sort }, search] = useListingSearch();
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage } = useListings({ filter, sort });
  const { data: credits } = useCredits({ account: visitor });
  const listings = data?.pages.flatMap(({ nodes }) => nodes) ?? [];
  const toggle = (rarity: Rarity) =>
    search({ filter: { ...filter, rarity: toggleFacet(filter.rarity, rarity) }, sort });

  return (
    <main>
      <header>
        <h1>The shop</h1>
        <p>{credits ? `${formatEther(credits.wallet)} Credits in your purse` : "…"}</p>
      </header>
      <nav aria-label="Rarity">
        {rarities.map((rarity) => (
          <button
            key={rarity}
            type="button"
            aria-pressed={filter.rarity?.includes(rarity) ?? false}
            onClick={() => toggle(rarity)}
          >
            {rarity.toLowerCase()}
          </button>
        ))}
      </nav>
      {isPending && <p role="status">Looking at the shelves…</p>}
      {error && <p role="alert">{error.message}</p>}
      <ul>
        {listings.map((listing) => (
          <Card key={listing.id} listing={listing} />
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
