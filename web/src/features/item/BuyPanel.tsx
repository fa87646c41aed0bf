import { useBuy, useCredits } from "@plaza/sdk/react";
import { type ReactNode, useState } from "react";
import { SignInDialog } from "../../account/SignInDialog.tsx";
import { useTrader } from "../../account/useTrader.ts";
import { Who } from "../../account/Who.tsx";
import { useChainNow } from "../../data/clock.ts";
import { type ItemCore, type Listing, listingTerms, priceOf } from "../../data/model.ts";
import { FlowProgress } from "../../flow/FlowProgress.tsx";
import { formatCost, formatCount, formatCredits } from "../../ui/amounts.ts";
import { QuantityField } from "../../ui/Field.tsx";
import { Price } from "../../ui/Price.tsx";
import { formatCountdown } from "../../ui/times.ts";
import { ShortOfCredits } from "./ShortOfCredits.tsx";

/** How old the newest block can be. */
const BLOCK_SECONDS = 30;

/** The price, how many, and the button that matters. */
export function BuyPanel({
  item,
  listing,
  gone,
}: {
  item: ItemCore;
  listing: Listing;
  /** It left the shelf: somebody bought it, or its seller took it back. */
  gone: boolean;
}): ReactNode {
  const { address } = useTrader();
  const purse = useCredits({ account: address }).data?.wallet;
  const [quantity, setQuantity] = useState(1n);
  const [asking, setAsking] = useState(false);
  const flow = useBuy();
  const stack = listing.standard === "ERC1155";
  const chosen = quantity > listing.remaining && listing.remaining > 0n ? listing.remaining : quantity;
  const now = useChainNow();
  const price = priceOf(listing, now);
  const total = price * chosen;
  const isOver = gone || (listing.expiry !== null && listing.expiry <= now);
  const missing = purse === undefined ? 0n : total - purse;
  const done = flow.isSuccess;
  const busy = flow.isPending;
  // What is chosen follows what is left, which is less by now.
  const bought = flow.variables?.quantity ?? 1n;

  function purchase(): void {
    if (address === undefined) {
      setAsking(true);
      return;
    }
    // It is tried on the newest block first, which can be some seconds old: a price that falls was higher then.
    const maxTotal = priceOf(listing, now - BLOCK_SECONDS) * chosen;
    flow.mutate({ terms: listingTerms(listing), quantity: chosen, maxTotal });
  }

  return (
    <>
      <div className="deal-price">
        <div>
          <span className="deal-label">{stack ? "Price of one" : "Price"}</span>
          <Price amount={price} />
        </div>
        <div className="deal-side">
          <span>
            Sold by <Who address={listing.seller} />
          </span>
          <Fall listing={listing} />
          <Expiry expiry={listing.expiry} />
        </div>
      </div>
      {stack && !done && !busy ? (
        <div className="deal-row">
          <QuantityField label="How many" value={chosen} maximum={listing.remaining} onChange={setQuantity} />
          <dl className="sums">
            <div className="sums-total">
              <dt>You pay</dt>
              <dd>
                <Price amount={total} exact />
              </dd>
            </div>
          </dl>
        </div>
      ) : null}
      {done ? null : missing > 0n && !busy ? (
        <ShortOfCredits missing={missing} />
      ) : (
        <button
          type="button"
          className="btn btn-gold btn-big btn-wide"
          data-testid="buy"
          disabled={busy || isOver}
          onClick={purchase}
        >
          {busy ? "Buying" : isOver ? "No longer for sale" : `Buy for ${formatCost(total)} Credits`}
        </button>
      )}
      {done || busy || purse === undefined || missing > 0n ? null : (
        <p className="field-note deal-note">
          Escrowed: it is yours in the same transaction. Leaves {formatCredits(purse - total)} in your wallet.
        </p>
      )}
      <FlowProgress
        flow={flow}
        done={bought > 1n ? `${formatCount(bought)} × ${item.name} are yours.` : `${item.name} is yours.`}
      />
      {done && stack && !isOver ? (
        <button type="button" className="btn btn-wide" onClick={flow.reset}>
          Buy more
        </button>
      ) : null}
      {asking ? <SignInDialog reason="to buy this" onClose={() => setAsking(false)} /> : null}
    </>
  );
}

/** What a falling price falls to, and when. */
function Fall({ listing: { endPrice, fallEnd } }: { listing: Listing }): ReactNode {
  const now = useChainNow();
  if (endPrice === null || fallEnd === null || fallEnd <= now) return null;
  return (
    <span>
      Falls to {formatCredits(endPrice)} within {formatCountdown(fallEnd - now)}
    </span>
  );
}

function Expiry({ expiry }: { expiry: number | null }): ReactNode {
  const now = useChainNow();
  if (expiry === null) return null;
  return <span>{expiry > now ? `Offer ends in ${formatCountdown(expiry - now)}` : "Offer has ended"}</span>;
}
