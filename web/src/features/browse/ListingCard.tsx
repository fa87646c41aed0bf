import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { chainNow } from "../../data/clock.ts";
import { type Listing, priceOf } from "../../data/model.ts";
import { formatCount } from "../../ui/amounts.ts";
import { ItemArt } from "../../ui/ItemArt.tsx";
import { Price } from "../../ui/Price.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { RarityLine, StatLine } from "../../ui/Traits.tsx";
import "../../ui/card.css";

/** One thing on the shelf. The whole card leads to it. */
export function ListingCard({ listing }: { listing: Listing }): ReactNode {
  const { item } = listing;
  const stack = listing.standard === "ERC1155";
  return (
    <li>
      <Link
        to="/item/$token/$id"
        params={{ token: item.token, id: item.tokenId.toString() }}
        className={`card rarity-${item.rarity ?? "COMMON"}`}
        data-testid="listing-card"
      >
        <div className="card-art">
          <ItemArt item={item} />
          {stack ? <span className="badge card-count">× {formatCount(listing.remaining)}</span> : null}
        </div>
        <div className="card-body">
          <h3 className="card-name">{item.name}</h3>
          <RarityLine item={item} />
          <StatLine item={item} />
          <div className="card-foot">
            <Price amount={priceOf(listing, chainNow())} />
            {stack ? <small className="dim">each</small> : null}
          </div>
        </div>
      </Link>
    </li>
  );
}

/** The shelf while it is being filled: the size of what comes. */
export function CardSkeletons({ count }: { count: number }): ReactNode {
  return Array.from({ length: count }, (_, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: nothing tells placeholders apart but their place
    <li key={index} className="card card-waiting" aria-hidden="true">
      <div className="skeleton card-art-waiting" />
      <div className="card-body">
        <Skeleton height="20px" width="80%" />
        <Skeleton height="20px" width="60%" />
        <Skeleton height="20px" width="70%" />
        <Skeleton height="44px" width="45%" />
      </div>
    </li>
  ));
}
