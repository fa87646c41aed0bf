import { useBid, useCredits, useFunds } from "@plaza/sdk/react";
import type { LiveAuction } from "@plaza/sdk/relayer";
import { type ReactNode, useState } from "react";
import type { Address } from "viem";
import { useTrader } from "../../account/useTrader.ts";
import { type Auction, auctionTerms } from "../../data/model.ts";
import { QUICK } from "../../data/pace.ts";
import { FlowProgress } from "../../flow/FlowProgress.tsx";
import { formatCredits, parseCredits } from "../../ui/amounts.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { Field } from "../../ui/Field.tsx";
import { ItemArt } from "../../ui/ItemArt.tsx";
import { Price } from "../../ui/Price.tsx";
import { Trouble } from "../../ui/Trouble.tsx";
import { ShortOfCredits } from "../item/ShortOfCredits.tsx";
import { dismissAbout } from "../notices/toasts.ts";
import { bidProblem, coverOf, missingFor, neatMinimum, raisedBy, takenWords, typedAmount } from "./bidRules.ts";
import { rememberBid } from "./myBids.ts";
import { standingBid } from "./standing.ts";

/** Bid: how much at least, what is free to bid with, and a deposit on the way when that does not suffice. */
export function BidDialog({
  auction,
  live,
  isOpen,
  onClose,
}: {
  auction: Auction;
  live: LiveAuction;
  /** Whether one can still bid. */
  isOpen: boolean;
  onClose: () => void;
}): ReactNode {
  const { address } = useTrader();
  const funds = useFunds({ account: address }, { refetchInterval: QUICK });
  const purse = useCredits({ account: address }).data?.wallet;
  const [text, setText] = useState(() => typedAmount(neatMinimum(live.minimumBid)));
  const flow = useBid();
  const bid = parseCredits(text);
  const problem = isOpen ? bidProblem(bid, live.minimumBid, auction.buyoutPrice) : "Bidding has closed.";
  const standing = standingBid(live);
  // From the press on: what is free is asked for anew before anything is planned.
  const [asking, setAsking] = useState(false);
  const cover = funds.data === undefined ? undefined : coverOf(funds.data.available, live, address);
  const missing = missingFor(bid, cover);
  const short = purse === undefined ? 0n : missing - purse;
  const busy = asking || flow.isPending;

  async function place(): Promise<void> {
    if (bid === undefined || problem !== undefined || address === undefined || busy) return;
    setAsking(true);
    try {
      await bidWith(bid, address);
    } catch {
      // Shown below.
    } finally {
      setAsking(false);
    }
  }

  async function bidWith(amount: bigint, bidder: Address): Promise<void> {
    // Being outbid a moment ago frees money: never deposit by an answer from before.
    const { data: fresh } = await funds.refetch();
    if (fresh === undefined) return;
    const deposited = missingFor(amount, coverOf(fresh.available, live, bidder));
    // More than the dialog says: it says so now, and asks again.
    if (deposited > missing) return;
    await flow.mutateAsync({ terms: auctionTerms(auction), maxAmount: amount });
    rememberBid(bidder, auction.id);
    dismissAbout(auction.id);
  }

  if (flow.isSuccess) {
    return (
      <Dialog title="Your bid was taken" onClose={onClose}>
        <FlowProgress flow={flow} done={takenWords(flow.variables.maxAmount, flow.data.receipt, live, address)} />
        <button type="button" className="btn btn-gold btn-wide" onClick={onClose}>
          Back to the auction
        </button>
      </Dialog>
    );
  }
  return (
    <Dialog title="Place a bid" onClose={onClose}>
      <div className="bid-head">
        <ItemArt item={auction.item} />
        <div>
          <h3>{auction.item.name}</h3>
          <p className="soft">
            {standing === null ? (
              "No bids yet"
            ) : (
              <>
                Highest bid <Price amount={standing.amount} />
              </>
            )}
          </p>
        </div>
      </div>
      <Field
        label="Your bid"
        hint={`at least ${formatCredits(neatMinimum(live.minimumBid), 18)}`}
        money
        value={text}
        onChange={(next) => {
          setText(next);
          if (flow.isError) flow.reset();
        }}
        // One's own bid raises the minimum before its receipt is here.
        problem={busy ? undefined : problem}
      />
      <div className="chips">
        {[0n, 10n, 25n, 50n].map((percent) => (
          <button
            key={percent}
            type="button"
            className="chip"
            disabled={busy}
            onClick={() => setText(typedAmount(raisedBy(live.minimumBid, percent)))}
          >
            {percent === 0n ? "Minimum" : `+${percent} %`}
          </button>
        ))}
      </div>
      {funds.isError && funds.data === undefined ? (
        <Trouble error={funds.error} title="Your funds cannot be shown" onRetry={() => void funds.refetch()} />
      ) : (
        <dl className="sums">
          <div>
            <dt>Free in your vault for this bid</dt>
            <dd>{cover === undefined ? "…" : <Price amount={cover} />}</dd>
          </div>
          <div>
            <dt>In your wallet</dt>
            <dd>{purse === undefined ? "…" : <Price amount={purse} />}</dd>
          </div>
          {missing > 0n ? (
            <div className="sums-total">
              <dt>To deposit with this bid</dt>
              <dd>
                <Price amount={missing} />
              </dd>
            </div>
          ) : null}
        </dl>
      )}
      {short > 0n ? (
        <ShortOfCredits missing={short} />
      ) : (
        <button
          type="button"
          className="btn btn-gold btn-big btn-wide"
          data-testid="place-bid"
          disabled={busy || problem !== undefined || cover === undefined}
          onClick={() => void place()}
        >
          {busy ? "Bidding" : missing > 0n ? "Deposit and bid" : "Bid"}
        </button>
      )}
      <FlowProgress flow={flow} done="" onRetry={() => void place()} />
      <p className="field-note">
        A bid binds until the auction ends and cannot be taken back. It costs no gas; you pay only if you win.
      </p>
    </Dialog>
  );
}
