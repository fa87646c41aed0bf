import type { ReactNode } from "react";
import { Who } from "../../account/Who.tsx";
import { chainNow } from "../../data/clock.ts";
import { type Listing, priceOf } from "../../data/model.ts";
import { formatCount } from "../../ui/amounts.ts";
import { Price } from "../../ui/Price.tsx";

/** Several sellers offer the same stack: pick one. */
export function OtherOffers({
  listings,
  picked,
  onPick,
}: {
  listings: readonly Listing[];
  picked: string;
  onPick: (listing: Listing) => void;
}): ReactNode {
  return (
    <div>
      <span className="deal-label">
        {formatCount(listings.length)} {listings.length === 1 ? "offer" : "offers"}
      </span>
      <div className="other-offers">
        {listings.map((listing) => (
          <button key={listing.id} type="button" aria-pressed={listing.id === picked} onClick={() => onPick(listing)}>
            <Who address={listing.seller} />
            <span className="dim">{formatCount(listing.remaining)} left</span>
            <Price amount={priceOf(listing, chainNow())} />
          </button>
        ))}
      </div>
    </div>
  );
}
