import { useBids } from "@plaza/sdk/react";
import type { LiveAuction } from "@plaza/sdk/relayer";
import type { ReactNode } from "react";
import { Who } from "../../account/Who.tsx";
import { useChainNow } from "../../data/clock.ts";
import type { Auction } from "../../data/model.ts";
import { Price } from "../../ui/Price.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { Trouble } from "../../ui/Trouble.tsx";
import { formatAgo } from "../../ui/times.ts";

/** Every accepted bid, the highest first. */
export function BidHistory({ auction, live }: { auction: Auction; live: LiveAuction | undefined }): ReactNode {
  const now = useChainNow();
  const { data, error, isPending, refetch } = useBids({ id: auction.id, limit: 200 });
  if (isPending) return <Skeleton height="140px" />;
  if (data === undefined)
    return <Trouble error={error} title="The bids cannot be shown" onRetry={() => void refetch()} />;
  if (data.length === 0) {
    return <p className="soft">{live?.status === "live" ? "No bids yet. The first one leads." : "Nobody has bid."}</p>;
  }
  const bids = data.toReversed();
  return (
    <ol className="bids" data-testid="bids">
      {bids.map((bid, index) => (
        <li key={bid.sequence} className={index === 0 ? "bid bid-top" : "bid"}>
          <span className="bid-rank">{bid.sequence}</span>
          <Who address={bid.bidder} />
          <span className="dim bid-when">{formatAgo(Math.floor(bid.receivedAt.getTime() / 1_000), now)}</span>
          <Price amount={bid.amount} />
        </li>
      ))}
    </ol>
  );
}
