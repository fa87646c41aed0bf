import { useListings } from "@plaza/sdk/react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Item } from "../../data/model.ts";
import { typePlural } from "../../ui/words.ts";
import { ListingCard } from "../browse/ListingCard.tsx";

const SHOWN = 6;

/** Others of its type on the shelves; nothing at all when there are none. */
export function Similar({ item }: { item: Item }): ReactNode {
  const { itemType } = item;
  const { data } = useListings(
    { filter: { itemType: itemType === null ? undefined : [itemType] }, sort: "RARITY_DESC", first: 12 },
    { enabled: itemType !== null, staleTime: 30_000 },
  );
  const others = data?.pages.flatMap(({ nodes }) => nodes).filter((listing) => listing.item.id !== item.id) ?? [];
  if (others.length === 0 || itemType === null) return null;
  return (
    <section aria-label="Similar items">
      <div className="strip-head">
        <h2>More {typePlural(itemType).toLowerCase()}</h2>
        <Link to="/" search={{ itemType }} className="text-link">
          See all
        </Link>
      </div>
      <ul className="strip">
        {others.slice(0, SHOWN).map((listing) => (
          <ListingCard key={listing.id} listing={listing} />
        ))}
      </ul>
    </section>
  );
}
