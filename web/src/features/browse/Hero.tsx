import { useAuctions, useListings, useLiveAuctions } from "@plaza/sdk/react";
import type { LiveAuction } from "@plaza/sdk/relayer";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { chainNow, useChainNow } from "../../data/clock.ts";
import type { Auction } from "../../data/model.ts";
import { QUICK, SLOW } from "../../data/pace.ts";
import { formatCount } from "../../ui/amounts.ts";
import { ItemArt } from "../../ui/ItemArt.tsx";
import { Price } from "../../ui/Price.tsx";
import { formatCountdown } from "../../ui/times.ts";
import { RARITIES } from "../../ui/words.ts";
import { endOf, firstBid } from "../auction/standing.ts";
import "./hero.css";

/** The shop window: how much there is, and the finest pieces under the hammer. */
export function Hero(): ReactNode {
  const listings = useListings({ first: 1 }, { refetchInterval: SLOW }).data?.pages[0];
  const auctions = useAuctions({ filter: { status: ["LIVE"] }, first: 60 }, { refetchInterval: SLOW }).data?.pages[0];
  const best = auctions === undefined ? [] : finest(auctions.nodes).slice(0, 3);
  const { data: lives } = useLiveAuctions({ ids: best.map(({ id }) => id) }, { refetchInterval: QUICK });
  return (
    <section className="hero" aria-label="Welcome">
      <div className="hero-words">
        <h1>Arms, armor and oddities</h1>
        <p>Bought and sold by players, paid in Credits. What you buy leaves escrow for your pack in the same breath.</p>
        <dl className="hero-facts">
          <div>
            <dt>on the shelves</dt>
            <dd>{listings === undefined ? "–" : formatCount(listings.totalCount)}</dd>
          </div>
          <div>
            <dt>under the hammer</dt>
            <dd>{auctions === undefined ? "–" : formatCount(auctions.totalCount)}</dd>
          </div>
        </dl>
      </div>
      <div className="hero-shelf">
        {auctions === undefined
          ? [0, 1, 2].map((place) => <div key={place} className="hero-piece skeleton hero-waiting" />)
          : best.map((auction) => (
              <HeroPiece key={auction.id} auction={auction} live={lives?.find(({ id }) => id === auction.id)} />
            ))}
      </div>
    </section>
  );
}

/** The rarest first, and of each name only one: three times the same sword is no shop window. */
function finest(auctions: readonly Auction[]): Auction[] {
  const rank = ({ item }: Auction) => (item.rarity === null ? -1 : RARITIES.indexOf(item.rarity));
  // What is gone before anybody gets there is no invitation.
  const lasting = auctions.filter(({ endsAt }) => endsAt - chainNow() > 90);
  const sorted = lasting.toSorted((a, b) => rank(b) - rank(a));
  return sorted.filter(({ item }, index) => sorted.findIndex((other) => other.item.name === item.name) === index);
}

function HeroPiece({ auction, live }: { auction: Auction; live: LiveAuction | undefined }): ReactNode {
  const now = useChainNow();
  const { item } = auction;
  return (
    <Link to="/auction/$id" params={{ id: auction.id }} className={`hero-piece rarity-${item.rarity ?? "COMMON"}`}>
      <ItemArt item={item} />
      <span className="badge badge-live hero-when">{formatCountdown(endOf(auction, live) - now)}</span>
      <span className="hero-piece-foot">
        <span>{item.name}</span>
        <Price amount={live?.currentPrice ?? firstBid(auction)} />
      </span>
    </Link>
  );
}
