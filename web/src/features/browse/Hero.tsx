import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { showcaseQuery } from "../../data/queries.ts";
import { formatCount } from "../../ui/amounts.ts";
import { ItemArt } from "../../ui/ItemArt.tsx";
import { Price } from "../../ui/Price.tsx";

/** The shop window: how much there is, and the rarest pieces of the day. */
export function Hero(): ReactNode {
  const { data } = useQuery(showcaseQuery());
  return (
    <section className="hero" aria-label="Welcome">
      <div className="hero-words">
        <h1>Arms, armor and oddities</h1>
        <p>Bought and sold by players, paid in Credits. What you buy leaves escrow for your pack in the same breath.</p>
        <dl className="hero-facts">
          <div>
            <dt>on the shelves</dt>
            <dd>{data === undefined ? "–" : formatCount(data.listingCount)}</dd>
          </div>
          <div>
            <dt>under the hammer</dt>
            <dd>{data === undefined ? "–" : formatCount(data.auctionCount)}</dd>
          </div>
        </dl>
      </div>
      <div className="hero-shelf">
        {data === undefined
          ? [0, 1, 2].map((place) => <div key={place} className="hero-piece skeleton hero-waiting" />)
          : data.rarest.map((listing) => (
              <Link
                key={listing.id}
                to="/item/$token/$id"
                params={{ token: listing.item.token, id: listing.item.tokenId.toString() }}
                className={`hero-piece rarity-${listing.item.rarity ?? "COMMON"}`}
              >
                <ItemArt item={listing.item} />
                <span className="hero-piece-foot">
                  <span>{listing.item.name}</span>
                  <Price amount={listing.price} />
                </span>
              </Link>
            ))}
      </div>
    </section>
  );
}
