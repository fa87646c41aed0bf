import { priceAt } from "@plaza/sdk";
import { useBuy, useCredits } from "@plaza/sdk/react";
import { type ReactNode, useState } from "react";
import { SignInDialog } from "../../account/SignInDialog.tsx";
import { useTrader } from "../../account/useTrader.ts";
import { Who } from "../../account/Who.tsx";
import { useChainNow } from "../../data/clock.ts";
import { type ItemCore, type Listing, listingTerms } from "../../data/model.ts";
import { FlowProgress } from "../../flow/FlowProgress.tsx";
import { formatCount, formatCredits } from "../../ui/amounts.ts";
import { QuantityField } from "../../ui/Field.tsx";
import { Price } from "../../ui/Price.tsx";
import { formatCountdown } from "../../ui/times.ts";
import { ShortOfCredits } from "./ShortOfCredits.tsx";

/** The price, how many, and the button that matters. */
export function BuyPanel({
  item,
  listing,
  gone,
  onBegin,
}: {
  item: ItemCore;
  listing: Listing;
  /** It left the shelf: somebody bought it, or its seller took it back. */
  gone: boolean;
  /** Told before anything is sent, so that this panel is kept until its buyer has read how it went. */
  onBegin?: (listing: Listing) => void;
}): ReactNode {
  const { address } = useTrader();
  const purse = useCredits({ account: address }).data?.wallet;
  const [quantity, setQuantity] = useState(1n);
  const [asking, setAsking] = useState(false);
  const flow = useBuy();
  const stack = listing.standard === "ERC1155";
  const chosen = quantity > listing.remaining && listing.remaining > 0n ? listing.remaining : quantity;
  const now = BigInt(useChainNow());
  const price = priceAt({ price: listing.price, schedule: listing.schedule, time: now });
  const total = price * chosen;
  const missing = purse === undefined ? 0n : total - purse;
  const done = flow.isSuccess;
  const busy = flow.isPending;

  function purchase(): void {
    if (address === undefined) {
      setAsking(true);
      return;
    }
    onBegin?.(listing);
    flow.mutate({ terms: listingTerms(listing), quantity: chosen, maxTotal: total });
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
      {stack && !done ? (
        <div className="deal-row">
          <QuantityField label="How many" value={chosen} maximum={listing.remaining} onChange={setQuantity} />
          <dl className="sums">
            <div className="sums-total">
              <dt>You pay</dt>
              <dd>
                <Price amount={total} />
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
          disabled={busy || gone}
          onClick={purchase}
        >
          {busy ? "Buying" : gone ? "No longer for sale" : `Buy for ${formatCredits(total)} Credits`}
        </button>
      )}
      {done || busy || purse === undefined || missing > 0n ? null : (
        <p className="field-note deal-note">
          Escrowed: it is yours in the same transaction. Leaves {formatCredits(purse - total)} in your wallet.
        </p>
      )}
      <FlowProgress
        flow={flow}
        done={stack ? `${formatCount(chosen)} × ${item.name} are yours.` : `${item.name} is yours.`}
      />
      {done && stack && !gone ? (
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
  if (expiry === null || expiry === 0) return null;
  return <span>{expiry > now ? `Offer ends in ${formatCountdown(expiry - now)}` : "Offer has ended"}</span>;
}
