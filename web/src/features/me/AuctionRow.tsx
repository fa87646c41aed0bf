import type { LiveAuction } from "@plaza/sdk/relayer";
import type { ReactNode } from "react";
import { type Address, isAddressEqual } from "viem";
import type { Auction } from "../../data/model.ts";
import { Price } from "../../ui/Price.tsx";
import { formatCountdown } from "../../ui/times.ts";
import { endOf, firstBid, leads, type StandingStatus, standingStatus } from "../auction/standing.ts";
import { ThingRow } from "./ThingRow.tsx";

/** An auction in a list; with `bidder`, as one of those who bid sees it. */
export function AuctionRow({
  auction,
  live,
  now,
  bidder,
}: {
  auction: Auction;
  live: LiveAuction | undefined;
  now: number;
  bidder?: Address;
}): ReactNode {
  const status = standingStatus(auction, live, now);
  const price = auction.amount ?? live?.currentPrice ?? undefined;
  return (
    <ThingRow item={auction.item} auction={auction.id}>
      <span className="row-fact">
        <small>{status === "settled" ? "Sold for" : price === undefined ? "First bid from" : "Highest bid"}</small>
        <Price amount={price ?? firstBid(auction)} />
      </span>
      <span className="row-fact">
        <small>{status === "scheduled" ? "Starts in" : status === "live" ? "Ends in" : "Bidding"}</small>
        {status === "live"
          ? formatCountdown(endOf(auction, live) - now)
          : status === "scheduled"
            ? formatCountdown(auction.start - now)
            : "Over"}
      </span>
      <span className="row-fact row-status">
        <StatusBadge status={status} auction={auction} live={live} bidder={bidder} />
      </span>
    </ThingRow>
  );
}

const WORDS: Record<StandingStatus, string> = {
  scheduled: "Starts later",
  live: "Live",
  ended: "Bidding closed",
  settling: "Settling",
  settled: "Sold",
  returned: "Not sold",
  cancelled: "Called off",
};

function StatusBadge({
  status,
  auction,
  live,
  bidder,
}: {
  status: StandingStatus;
  auction: Auction;
  live: LiveAuction | undefined;
  bidder: Address | undefined;
}): ReactNode {
  if (bidder !== undefined && status === "settled") {
    const won = auction.winner !== null && isAddressEqual(auction.winner, bidder);
    return <span className={`badge ${won ? "badge-ok" : ""}`}>{won ? "You won" : "Lost"}</span>;
  }
  // While nobody tells who leads, nobody is told that he does not.
  if (bidder !== undefined && status === "live" && live !== undefined) {
    const leading = leads(live, bidder);
    return <span className={`badge ${leading ? "badge-ok" : "badge-warn"}`}>{leading ? "You lead" : "Outbid"}</span>;
  }
  const tone = status === "settled" ? "badge-ok" : status === "live" ? "badge-live" : "";
  return <span className={`badge ${tone}`}>{WORDS[status]}</span>;
}
