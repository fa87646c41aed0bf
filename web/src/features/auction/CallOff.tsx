import { useCancel } from "@plaza/sdk/react";
import type { ReactNode } from "react";
import { type Auction, auctionTerms } from "../../data/model.ts";
import { FlowProgress } from "../../flow/FlowProgress.tsx";

/** Before its start the seller can still take the item back. */
export function CallOff({ auction }: { auction: Auction }): ReactNode {
  const flow = useCancel();
  const callOff = () => flow.mutate({ auction: auctionTerms(auction) });
  return (
    <>
      <button type="button" className="btn btn-danger" disabled={flow.isPending} onClick={callOff}>
        Call the auction off
      </button>
      <FlowProgress flow={flow} done="Called off. The item is back in your pack." />
    </>
  );
}
