import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { SignInDialog } from "../../account/SignInDialog.tsx";
import { useTrader } from "../../account/useTrader.ts";
import { type Auction, auctionTerms } from "../../data/model.ts";
import { purseQuery } from "../../data/queries.ts";
import { FlowProgress } from "../../flow/FlowProgress.tsx";
import { approveStep, buyoutStep } from "../../flow/steps.ts";
import { isBusy } from "../../flow/types.ts";
import { useFlow } from "../../flow/useFlow.ts";
import { formatCredits } from "../../ui/amounts.ts";
import { ShortOfCredits } from "../item/ShortOfCredits.tsx";

/** Has the item at once, for the price that its seller named; paid from the wallet. */
export function Buyout({ auction, price }: { auction: Auction; price: bigint }): ReactNode {
  const { address } = useTrader();
  const purse = useQuery(purseQuery(address));
  const [asking, setAsking] = useState(false);
  const { state, run } = useFlow();
  const missing = purse.data === undefined ? 0n : price - purse.data;
  const busy = isBusy(state);

  async function purchase(): Promise<void> {
    if (address === undefined) return setAsking(true);
    await run([approveStep(address, price), buyoutStep(auctionTerms(auction), address)]);
  }

  return (
    <>
      {state.status === "done" ? null : (
        <button
          type="button"
          className="btn btn-big btn-wide"
          data-testid="buyout"
          disabled={busy || missing > 0n}
          onClick={() => void purchase()}
        >
          {busy ? "Buying" : `Buy now for ${formatCredits(price)} Credits`}
        </button>
      )}
      {missing > 0n && !busy && state.status !== "done" ? <ShortOfCredits missing={missing} /> : null}
      <FlowProgress state={state} done={`${auction.item.name} is yours.`} onRetry={() => void purchase()} />
      {asking ? <SignInDialog reason="to buy this" onClose={() => setAsking(false)} /> : null}
    </>
  );
}
