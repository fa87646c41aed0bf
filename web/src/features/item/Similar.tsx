import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Item } from "../../data/model.ts";
import { similarQuery } from "../../data/queries.ts";
import { typePlural } from "../../ui/words.ts";
import { ListingCard } from "../browse/ListingCard.tsx";

/** Others of its type on the shelves; nothing at all when there are none. */
export function Similar({ item }: { item: Item }): ReactNode {
  const { data } = useQuery(similarQuery(item));
  if (data === undefined || data.length === 0 || item.itemType === null) return null;
  return (
    <section aria-label="Similar items">
      <div className="strip-head">
        <h2>More {typePlural(item.itemType).toLowerCase()}</h2>
        <Link to="/" search={{ type: [item.itemType] }} className="text-link">
          See all
        </Link>
      </div>
      <ul className="strip">
        {data.map((listing) => (
          <ListingCard key={listing.id} listing={listing} />
        ))}
      </ul>
    </section>
  );
}
