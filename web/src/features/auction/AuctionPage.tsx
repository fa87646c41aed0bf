import { useAuction, useIndexedAuction, useItem } from "@plaza/sdk/react";
import { getRouteApi, Link } from "@tanstack/react-router";
import { type ReactNode, useEffect } from "react";
import { type Hex, isHash } from "viem";
import { Lost } from "../../app/Lost.tsx";
import { observeChainTime } from "../../data/clock.ts";
import type { Auction } from "../../data/model.ts";
import { STEADY } from "../../data/pace.ts";
import { formatCount } from "../../ui/amounts.ts";
import { ItemArt } from "../../ui/ItemArt.tsx";
import { StatBars } from "../../ui/Traits.tsx";
import { Trouble } from "../../ui/Trouble.tsx";
import { BackLink, ItemHeading, ItemSkeleton } from "../item/ItemPage.tsx";
import { AuctionTerms } from "./AuctionTerms.tsx";
import { BiddingPanel } from "./BiddingPanel.tsx";
import { BidHistory } from "./BidHistory.tsx";
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
  const { data: auction, error, isPending, refetch } = useIndexedAuction({ id }, { refetchInterval: STEADY });
  if (isPending) return <ItemSkeleton auctions />;
  if (auction === undefined) {
    return <Trouble error={error} title="This auction cannot be shown" onRetry={() => void refetch()} />;
  }
  if (auction === null) return <Lost />;
  return <Hall auction={auction} />;
}

function Hall({ auction }: { auction: Auction }): ReactNode {
  const { data: live, stream, error } = useAuction(auction);
  useEffect(() => {
    if (live !== undefined) observeChainTime(live.serverTime.getTime());
  }, [live]);
  const { item } = auction;
  // Only an item's own answer names its owner and history; its heading needs no more than this one.
  const detail = useItem(item, { refetchInterval: STEADY });
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
              : `All about this item, with ${formatCount(detail.data.trades.totalCount)} earlier ${detail.data.trades.totalCount === 1 ? "sale" : "sales"}`}
          </Link>
        </section>
      </article>
    </>
  );
}
