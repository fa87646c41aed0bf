import type { LiveAuction } from "@plaza/sdk/relayer";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { isAddressEqual } from "viem";
import { useTrader } from "../../account/useTrader.ts";
import { Who } from "../../account/Who.tsx";
import type { Auction } from "../../data/model.ts";
import { Icon } from "../../ui/Icon.tsx";
import { Price } from "../../ui/Price.tsx";
import { formatCountdown } from "../../ui/times.ts";
import { shortHex } from "../../ui/words.ts";
import type { StandingStatus } from "./standing.ts";

interface OutcomeProps {
  auction: Auction;
  live: LiveAuction | undefined;
  status: StandingStatus;
  now: number;
}

/** What happens after the last second: settling, sold, or back to the seller. */
export function Outcome({ auction, live, status, now }: OutcomeProps): ReactNode {
  const { address } = useTrader();
  const iSell = address !== undefined && isAddressEqual(address, auction.seller);
  if (status === "settled") return <Sold auction={auction} live={live} />;
  if (status === "returned" || status === "cancelled") {
    return (
      <div className="notice" data-testid="outcome" data-outcome={status}>
        <Icon name="tag" />
        <p className="notice-title">
          {status === "returned" ? "It ended without a sale" : "The seller called it off before it began"}
        </p>
        <p className="soft">The item is back with {iSell ? "you" : "its seller"}. Nobody paid anything.</p>
      </div>
    );
  }
  return <Settling live={live} now={now} />;
}

function Sold({ auction, live }: { auction: Auction; live: LiveAuction | undefined }): ReactNode {
  const { address } = useTrader();
  const winner = auction.winner ?? live?.settlement?.winner;
  const amount = auction.amount ?? live?.settlement?.amount;
  const transaction = auction.settledTx ?? live?.settlement?.transaction;
  const iWon = address !== undefined && winner !== undefined && isAddressEqual(winner, address);
  const iSold = address !== undefined && isAddressEqual(auction.seller, address);
  return (
    <div className="notice notice-ok" data-testid="outcome" data-outcome="settled">
      <Icon name="check" />
      <div className="notice-title">
        {iWon ? (
          "You won. It is in your pack."
        ) : winner === undefined ? (
          "Sold"
        ) : (
          <>
            Sold to <Who address={winner} plain />
          </>
        )}
      </div>
      <p className="soft">
        {amount === undefined ? null : (
          <>
            {iWon ? "You paid" : "For"} <Price amount={amount} exact />
            {iSold && auction.fee !== null ? (
              <>
                , of which you received <Price amount={amount - auction.fee - (auction.royalty ?? 0n)} exact />
              </>
            ) : null}
          </>
        )}
        {transaction == null ? null : (
          <span className="dim" title={transaction}>
            {" "}
            · transaction {shortHex(transaction)}
          </span>
        )}
      </p>
      {iWon ? (
        <div className="notice-actions">
          <Link to="/me" className="btn btn-small">
            My items
          </Link>
        </div>
      ) : null}
    </div>
  );
}

const SETTLEMENT_STEPS = ["Bidding closed", "Result signed", "Sent to the chain", "In a block", "Final"] as const;
const REACHED: Record<string, number> = { signed: 1, broadcast: 2, mined: 3, final: 4 };

function Settling({ live, now }: { live: LiveAuction | undefined; now: number }): ReactNode {
  if (live === undefined) {
    return (
      <div className="notice" data-testid="outcome" data-outcome="ended">
        <Icon name="clock" />
        <p className="notice-title">Bidding has closed</p>
        <p className="soft">
          Who won shows here as soon as the auction house or the chain tells. Nothing is lost meanwhile: without the
          auction house anybody can end the auction on the chain, once its grace period is over.
        </p>
      </div>
    );
  }
  const { settlement } = live;
  const opens = Math.ceil(live.settleableAt.getTime() / 1_000) - now;
  const reached = settlement === null ? 0 : (REACHED[settlement.state] ?? 0);
  if (live.leader === null) {
    return (
      <div className="notice" data-testid="outcome" data-outcome="ended">
        <Icon name="clock" />
        <p className="notice-title">Bidding closed without a bid</p>
        <p className="soft">The item goes back to its seller when the grace period is over.</p>
      </div>
    );
  }
  return (
    <div className="settling" data-testid="outcome" data-outcome="settling">
      <p className="notice-title">
        {settlement?.state === "failed"
          ? "The winner could not be settled with"
          : opens > 0
            ? `Settlement opens in ${formatCountdown(opens)}`
            : "The hammer has fallen. Settling on the chain."}
      </p>
      {settlement?.state === "failed" ? (
        <p className="soft">
          The next covered bid will be tried.{" "}
          {settlement.reason === null ? null : <span className="dim">({settlement.reason})</span>}
        </p>
      ) : (
        <ol className="settle-steps">
          {SETTLEMENT_STEPS.map((step, index) => (
            <li key={step} className={index <= reached ? "passed" : index === reached + 1 ? "current" : ""}>
              <span className="flow-mark">
                {index <= reached ? <Icon name="check" /> : index === reached + 1 ? <span className="spinner" /> : null}
              </span>
              {step}
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
