import type { LiveAuction } from "@plaza/sdk/relayer";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTrader } from "../../account/useTrader.ts";
import { useChainNow } from "../../data/clock.ts";
import type { Auction } from "../../data/model.ts";
import { formatCount } from "../../ui/amounts.ts";
import { Icon } from "../../ui/Icon.tsx";
import { ItemArt } from "../../ui/ItemArt.tsx";
import { Price } from "../../ui/Price.tsx";
import { RarityLine } from "../../ui/Traits.tsx";
import { formatCountdown } from "../../ui/times.ts";
import { endOf, firstBid, leads, type StandingStatus, standingBid, standingStatus } from "./standing.ts";

/** One auction on the wall: what stands, and for how long. */
export function AuctionCard({ auction, live }: { auction: Auction; live: LiveAuction | undefined }): ReactNode {
  const now = useChainNow();
  const { address } = useTrader();
  const { item } = auction;
  const status = standingStatus(auction, live, now);
  const top = standingBid(live);
  return (
    <li>
      <Link
        to="/auction/$id"
        params={{ id: auction.id }}
        className={`card rarity-${item.rarity ?? "COMMON"}`}
        data-testid="auction-card"
      >
        <div className="card-art">
          <ItemArt item={item} />
          <TimeBadge auction={auction} live={live} status={status} now={now} />
          {auction.quantity > 1n ? <span className="badge card-count">× {formatCount(auction.quantity)}</span> : null}
        </div>
        <div className="card-body">
          <h3 className="card-name">{item.name}</h3>
          <RarityLine item={item} />
          <div className="card-foot card-foot-auction">
            <span className="card-foot-label">
              <small>{priceLabel(status, top !== null)}</small>
              <Price
                amount={
                  status === "settled" && auction.amount !== null ? auction.amount : (top?.amount ?? firstBid(auction))
                }
              />
            </span>
            {leads(live, address) && status !== "settled" ? (
              <span className="badge badge-ok">You lead</span>
            ) : (
              <small className="dim">{bidCount(live)}</small>
            )}
          </div>
        </div>
      </Link>
    </li>
  );
}

function TimeBadge({
  auction,
  live,
  status,
  now,
}: {
  auction: Auction;
  live: LiveAuction | undefined;
  status: StandingStatus;
  now: number;
}): ReactNode {
  if (status === "live") {
    return (
      <span className="badge badge-live card-when">
        <span className="visually-hidden">Live, ends in </span>
        {formatCountdown(endOf(auction, live) - now)}
      </span>
    );
  }
  if (status === "scheduled") {
    return (
      <span className="badge card-when">
        <Icon name="clock" /> Starts in {formatCountdown(auction.start - now)}
      </span>
    );
  }
  const word = {
    ended: "Bidding closed",
    settling: "Settling",
    settled: "Sold",
    returned: "Not sold",
    cancelled: "Called off",
  }[status];
  return <span className={`badge card-when ${status === "settled" ? "badge-ok" : ""}`}>{word}</span>;
}

function priceLabel(status: StandingStatus, hasBid: boolean): string {
  if (status === "settled") return "Sold for";
  return hasBid ? "Highest bid" : "First bid from";
}

function bidCount(live: LiveAuction | undefined): string {
  if (live === undefined) return "";
  if (live.bidCount === 0) return live.leader === null ? "No bids yet" : "On the chain";
  return `${live.bidCount} ${live.bidCount === 1 ? "bid" : "bids"}`;
}
