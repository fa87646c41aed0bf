import type { ReactNode } from "react";
import { type Auction, auctionTerms } from "../../data/model.ts";
import { FlowProgress } from "../../flow/FlowProgress.tsx";
import { cancelAuctionStep } from "../../flow/saleSteps.ts";
import { isBusy } from "../../flow/types.ts";
import { useFlow } from "../../flow/useFlow.ts";

/** Before its start the seller can still take the item back. */
export function CallOff({ auction }: { auction: Auction }): ReactNode {
  const { state, run } = useFlow();
  const callOff = () => void run([cancelAuctionStep(auctionTerms(auction))]);
  return (
    <>
      <button type="button" className="btn btn-danger" disabled={isBusy(state)} onClick={callOff}>
        Call the auction off
      </button>
      <FlowProgress state={state} done="Called off. The item is back in your pack." onRetry={callOff} />
    </>
  );
}
