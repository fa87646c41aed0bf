import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useChainNow } from "../../data/clock.ts";
import type { Auction } from "../../data/model.ts";
import { livesQuery, showcaseQuery } from "../../data/queries.ts";
import { formatCount } from "../../ui/amounts.ts";
import { ItemArt } from "../../ui/ItemArt.tsx";
import { Price } from "../../ui/Price.tsx";
import { formatCountdown } from "../../ui/times.ts";
import { firstBid } from "../auction/standing.ts";
import "./hero.css";

/** The shop window: how much there is, and the finest pieces under the hammer. */
export function Hero(): ReactNode {
  const { data } = useQuery(showcaseQuery());
  const lives = useQuery(livesQuery((data?.finest ?? []).map(({ id }) => id)));
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
          : data.finest.map((auction) => (
              <HeroPiece key={auction.id} auction={auction} price={lives.data?.get(auction.id)?.topBid?.amount} />
            ))}
      </div>
    </section>
  );
}

function HeroPiece({ auction, price }: { auction: Auction; price: bigint | undefined }): ReactNode {
  const now = useChainNow();
  const { item } = auction;
  return (
    <Link to="/auction/$id" params={{ id: auction.id }} className={`hero-piece rarity-${item.rarity ?? "COMMON"}`}>
      <ItemArt item={item} />
      <span className="badge badge-live hero-when">{formatCountdown(auction.endsAt - now)}</span>
      <span className="hero-piece-foot">
        <span>{item.name}</span>
        <Price amount={price ?? firstBid(auction)} />
      </span>
    </Link>
  );
}
