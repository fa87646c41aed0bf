import type { LiveAuction, StreamStatus } from "@plaza/sdk/relayer";
import { type ReactNode, useState } from "react";
import { isAddressEqual } from "viem";
import { SignInDialog } from "../../account/SignInDialog.tsx";
import { useTrader } from "../../account/useTrader.ts";
import { Who } from "../../account/Who.tsx";
import { useChainNow } from "../../data/clock.ts";
import type { Auction } from "../../data/model.ts";
import { Icon } from "../../ui/Icon.tsx";
import { Price } from "../../ui/Price.tsx";
import { formatCountdown, formatDate } from "../../ui/times.ts";
import { describeTrouble } from "../../ui/trouble.ts";
import { BidDialog } from "./BidDialog.tsx";
import { Buyout } from "./Buyout.tsx";
import { neatMinimum } from "./bidRules.ts";
import { CallOff } from "./CallOff.tsx";
import { useMyBids } from "./myBids.ts";
import { Outcome } from "./Outcome.tsx";
import { CLOSED, endOf, firstBid, leads, type StandingStatus, standingBid, standingStatus } from "./standing.ts";

interface PanelProps {
  auction: Auction;
  live: LiveAuction | undefined;
  stream: StreamStatus;
  error: unknown;
}

/** What stands, for how long, and what one can do about it. */
export function BiddingPanel({ auction, live, stream, error }: PanelProps): ReactNode {
  const now = useChainNow();
  const status = standingStatus(auction, live, now);
  const running = status === "live" || status === "scheduled";
  // Here, since a bid of the last second outlives the bidding: its bidder must read what became of it.
  const [bidding, setBidding] = useState(false);
  return (
    <section className="panel panel-pad deal hammer" aria-label="Bidding" data-status={status}>
      <div className="hammer-top">
        <Standing auction={auction} live={live} status={status} />
        <Clock auction={auction} live={live} status={status} now={now} />
      </div>
      {live === undefined && error !== null && !CLOSED.includes(status) ? (
        <div className="notice notice-warn" role="status">
          <Icon name="alert" />
          <p className="notice-title">Bids cannot be shown right now</p>
          <p className="soft">{describeTrouble(error).message} This page keeps asking; the auction itself goes on.</p>
        </div>
      ) : null}
      {running ? (
        <Bidding auction={auction} live={live} status={status} onBid={() => setBidding(true)} />
      ) : (
        <Outcome auction={auction} live={live} status={status} now={now} />
      )}
      <StreamNote stream={stream} running={running} />
      {bidding && live !== undefined ? (
        <BidDialog auction={auction} live={live} isOpen={status === "live"} onClose={() => setBidding(false)} />
      ) : null}
    </section>
  );
}

function Standing({
  auction,
  live,
  status,
}: {
  auction: Auction;
  live: LiveAuction | undefined;
  status: StandingStatus;
}): ReactNode {
  const top = standingBid(live);
  const first = firstBid(auction);
  const sold = status === "settled" && auction.amount !== null ? auction.amount : undefined;
  return (
    <div>
      <span className="deal-label">
        {sold !== undefined ? "Sold for" : top === null ? "First bid from" : "Highest bid"}
      </span>
      <span className="hammer-price" key={(sold ?? top?.amount ?? first).toString()} data-testid="top-bid">
        <Price amount={sold ?? top?.amount ?? first} />
      </span>
      <p className="hammer-by">
        {top === null ? (
          <span className="dim">{live === undefined ? "Asking the auction house" : "No bids yet"}</span>
        ) : (
          <>
            <span>
              by <Who address={top.bidder} />
            </span>
            <span className="dim">
              {top.isPosted ? "posted on the chain" : `${live?.bidCount} ${live?.bidCount === 1 ? "bid" : "bids"}`}
            </span>
          </>
        )}
      </p>
    </div>
  );
}

function Clock({
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
  if (status !== "live" && status !== "scheduled") return null;
  const target = status === "live" ? endOf(auction, live) : auction.start;
  const left = target - now;
  return (
    <div className={`clock ${status === "live" && left < 60 ? "clock-last" : ""}`}>
      <span className="deal-label">{status === "live" ? "Ends in" : "Starts in"}</span>
      <span className="clock-time" role="timer" aria-live="off" data-testid="countdown">
        {formatCountdown(left)}
      </span>
      <span className="dim">{formatDate(target)}</span>
    </div>
  );
}

function Bidding({
  auction,
  live,
  status,
  onBid,
}: {
  auction: Auction;
  live: LiveAuction | undefined;
  status: StandingStatus;
  onBid: () => void;
}): ReactNode {
  const { address } = useTrader();
  const [asking, setAsking] = useState(false);
  const mine = address !== undefined && isAddressEqual(address, auction.seller);
  const leading = leads(live, address);
  const once = useMyBids(address).includes(auction.id);

  if (mine) {
    return (
      <>
        <p className="standing">This is your auction. Sellers cannot bid on their own.</p>
        {status === "scheduled" ? <CallOff auction={auction} /> : null}
      </>
    );
  }
  return (
    <>
      {leading ? (
        <p className="standing standing-good" data-testid="standing">
          <Icon name="check" /> You lead. It is yours if nobody bids more.
        </p>
      ) : once && standingBid(live) !== null ? (
        <p className="standing standing-bad" data-testid="standing">
          <Icon name="up" /> You have been outbid.
        </p>
      ) : null}
      <button
        type="button"
        className="btn btn-gold btn-big btn-wide"
        data-testid="open-bid"
        disabled={status !== "live" || live === undefined}
        onClick={() => (address === undefined ? setAsking(true) : onBid())}
      >
        {status === "scheduled"
          ? "Bidding has not begun"
          : leading
            ? "Raise my bid"
            : once
              ? "Bid again"
              : "Place a bid"}
      </button>
      {live !== undefined && status === "live" ? (
        <p className="field-note hammer-min">
          The next bid must be at least <Price amount={neatMinimum(live.minimumBid)} />
        </p>
      ) : null}
      {auction.buyoutPrice !== null && status === "live" ? (
        <Buyout auction={auction} price={auction.buyoutPrice} />
      ) : null}
      {asking ? <SignInDialog reason="to bid" onClose={() => setAsking(false)} /> : null}
    </>
  );
}

const STREAM_WORDS: Record<StreamStatus, string> = {
  connecting: "Connecting to the auction house",
  live: "Live: new bids appear here by themselves",
  stale: "Nothing heard for a while: what is shown may be old",
  down: "Not live at the moment: asking every few seconds",
  closed: "Bids are no longer followed live",
};

function StreamNote({ stream, running }: { stream: StreamStatus; running: boolean }): ReactNode {
  if (!running) return null;
  return (
    <p className="stream" data-stream={stream}>
      {STREAM_WORDS[stream]}
    </p>
  );
}
