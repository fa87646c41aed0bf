import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { type Hex, isHash } from "viem";
import { Lost } from "../../app/Lost.tsx";
import type { Auction } from "../../data/model.ts";
import { auctionQuery, itemQuery } from "../../data/queries.ts";
import { ItemArt } from "../../ui/ItemArt.tsx";
import { StatBars } from "../../ui/Traits.tsx";
import { Trouble } from "../../ui/Trouble.tsx";
import { BackLink, ItemHeading, ItemSkeleton } from "../item/ItemPage.tsx";
import { AuctionTerms } from "./AuctionTerms.tsx";
import { BiddingPanel } from "./BiddingPanel.tsx";
import { BidHistory } from "./BidHistory.tsx";
import { useLiveAuction } from "./useLiveAuction.ts";
import "../item/item.css";
import "./auction.css";

const route = getRouteApi("/auction/$id");

/** One auction, live. */
export function AuctionPage(): ReactNode {
  const { id } = route.useParams();
  if (!isHash(id)) return <Lost />;
  return <KnownAuction key={id} id={id} />;
}

function KnownAuction({ id }: { id: Hex }): ReactNode {
  const { data: auction, error, isPending, refetch } = useQuery(auctionQuery(id));
  if (isPending) return <ItemSkeleton auctions />;
  if (auction === undefined) {
    return <Trouble error={error} title="This auction cannot be shown" onRetry={() => void refetch()} />;
  }
  if (auction === null) return <Lost />;
  return <Hall auction={auction} />;
}

function Hall({ auction }: { auction: Auction }): ReactNode {
  const { live, stream, error } = useLiveAuction(auction.id);
  const { item } = auction;
  // Only an item's own answer names its owner and history; its heading needs no more than this one.
  const detail = useQuery(itemQuery(item.token, item.tokenId));
  return (
    <>
      <title>{`Auction: ${item.name} · Plaza`}</title>
      <BackLink auctions />
      <article className={`thing rarity-${item.rarity ?? "COMMON"}`}>
        <figure className="thing-art">
          <ItemArt item={item} hero />
        </figure>
        <div className="thing-words">
          <ItemHeading item={item} owner={false} />
          <BiddingPanel auction={auction} live={live} stream={stream} error={error} />
        </div>
        <section className="panel panel-pad thing-side" aria-label="Bids">
          <h2>Bids</h2>
          <BidHistory auction={auction} live={live} />
        </section>
        <section className="panel panel-pad thing-below">
          <h2>What is sold</h2>
          <div className="thing-pair">
            <StatBars item={item} />
            <AuctionTerms auction={auction} />
          </div>
          <Link to="/item/$token/$id" params={{ token: item.token, id: item.tokenId.toString() }} className="text-link">
            {detail.data == null || detail.data.trades.totalCount === 0
              ? "All about this item"
              : `All about this item, with ${detail.data.trades.totalCount} earlier sales`}
          </Link>
        </section>
      </article>
    </>
  );
}
