import { useBids } from "@plaza/sdk/react";
import type { BidRecord, LiveAuction } from "@plaza/sdk/relayer";
import type { ReactNode } from "react";
import { Who } from "../../account/Who.tsx";
import { useChainNow } from "../../data/clock.ts";
import type { Auction } from "../../data/model.ts";
import { formatCount } from "../../ui/amounts.ts";
import { Price } from "../../ui/Price.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { Trouble } from "../../ui/Trouble.tsx";
import { formatAgo } from "../../ui/times.ts";
import { firstShown, STEP } from "./bidRules.ts";

/** The latest accepted bids, the newest first. */
export function BidHistory({ auction, live }: { auction: Auction; live: LiveAuction | undefined }): ReactNode {
  const now = useChainNow();
  const which = { id: auction.id, after: firstShown(live?.sequence ?? 0), limit: 2 * STEP };
  const { data, error, isPending, refetch } = useBids(which, { keepPrevious: true });
  if (isPending) return <Skeleton height="140px" />;
  if (data === undefined)
    return <Trouble error={error} title="The bids cannot be shown" onRetry={() => void refetch()} />;
  const post = live?.post ?? null;
  if (data.length === 0 && post === null) {
    return <p className="soft">{live?.status === "live" ? "No bids yet. The first one leads." : "Nobody has bid."}</p>;
  }
  const bids = data.toReversed();
  return (
    <>
      {post === null ? null : (
        <p className="soft">
          <Who address={post.bidder} plain /> posted <Price amount={post.amount} /> on the chain.
        </p>
      )}
      <BidList bids={bids} top={live?.topBid?.sequence} now={now} />
      {bids.at(-1)?.sequence === 1 || bids.length === 0 ? null : (
        <p className="soft">The latest {formatCount(bids.length)} bids.</p>
      )}
    </>
  );
}

function BidList({
  bids,
  top,
  now,
}: {
  bids: readonly BidRecord[];
  /** Sequence of the one that stands; the newest need not, where somebody's maximum is higher. */
  top: number | undefined;
  now: number;
}): ReactNode {
  return (
    <ol className="bids" data-testid="bids">
      {bids.map((bid) => (
        <li key={bid.sequence} className={bid.sequence === top ? "bid bid-top" : "bid"}>
          <span className="bid-rank">{bid.sequence}</span>
          <Who address={bid.bidder} />
          <span className="dim bid-when">{formatAgo(Math.floor(bid.receivedAt.getTime() / 1_000), now)}</span>
          <Price amount={bid.amount} />
        </li>
      ))}
    </ol>
  );
}
