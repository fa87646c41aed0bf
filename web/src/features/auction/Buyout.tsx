import { useBuyout, useCredits } from "@plaza/sdk/react";
import { type ReactNode, useState } from "react";
import { SignInDialog } from "../../account/SignInDialog.tsx";
import { useTrader } from "../../account/useTrader.ts";
import { type Auction, auctionTerms } from "../../data/model.ts";
import { FlowProgress } from "../../flow/FlowProgress.tsx";
import { formatCost } from "../../ui/amounts.ts";
import { ShortOfCredits } from "../item/ShortOfCredits.tsx";

/** Has the item at once, for the price that its seller named; paid from the wallet. */
export function Buyout({ auction, price }: { auction: Auction; price: bigint }): ReactNode {
  const { address } = useTrader();
  const purse = useCredits({ account: address }).data?.wallet;
  const [asking, setAsking] = useState(false);
  const flow = useBuyout();
  const missing = purse === undefined ? 0n : price - purse;
  const busy = flow.isPending;

  function purchase(): void {
    if (address === undefined) setAsking(true);
    else flow.mutate({ terms: auctionTerms(auction) });
  }

  return (
    <>
      {flow.isSuccess ? null : (
        <button
          type="button"
          className="btn btn-big btn-wide"
          data-testid="buyout"
          disabled={busy || missing > 0n}
          onClick={purchase}
        >
          {busy ? "Buying" : `Buy now for ${formatCost(price)} Credits`}
        </button>
      )}
      {missing > 0n && !busy && !flow.isSuccess ? <ShortOfCredits missing={missing} /> : null}
      <FlowProgress flow={flow} done={`${auction.item.name} is yours.`} />
      {asking ? <SignInDialog reason="to buy this" onClose={() => setAsking(false)} /> : null}
    </>
  );
}
