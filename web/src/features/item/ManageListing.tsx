import { feeSplit } from "@plaza/sdk";
import { useCancel, useUpdatePrice } from "@plaza/sdk/react";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useChainNow } from "../../data/clock.ts";
import { type Listing, listingTerms, priceOf } from "../../data/model.ts";
import { FlowProgress } from "../../flow/FlowProgress.tsx";
import { formatCount, parseCredits } from "../../ui/amounts.ts";
import { Field } from "../../ui/Field.tsx";
import { Price } from "../../ui/Price.tsx";
import { priceProblem } from "./saleRules.ts";

/** One's own listing: change its price, or take the goods back. */
export function ManageListing({
  listing,
  onBegin,
}: {
  listing: Listing;
  /** Told before anything is sent, so that this is kept in view until its seller has read how it went. */
  onBegin?: () => void;
}): ReactNode {
  const [text, setText] = useState("");
  const change = useUpdatePrice();
  const cancel = useCancel();
  const busy = change.isPending || cancel.isPending;
  const price = parseCredits(text);
  const asked = priceOf(listing, useChainNow());
  const { proceeds } = feeSplit({ amount: asked, feeBps: listing.feeBps });
  const terms = listingTerms(listing);
  if (cancel.isSuccess) return <FlowProgress flow={cancel} done="It is back in your pack." />;
  return (
    <>
      <div className="deal-price">
        <div>
          <span className="deal-label">
            You sell {listing.remaining > 1n ? `${formatCount(listing.remaining)}, each` : "it"} for
          </span>
          <Price amount={asked} />
        </div>
        <div className="deal-side">
          <span>
            You receive <Price amount={proceeds} />
          </span>
          <span className="dim">
            after {listing.feeBps / 100} % fee
            {listing.maxRoyaltyBps === 0 ? "" : `, less a royalty of up to ${listing.maxRoyaltyBps / 100} %`}
          </span>
          <Link to="/listing/$id" params={{ id: listing.id }}>
            Link for a friend
          </Link>
        </div>
      </div>
      <div className="form-grid">
        <Field
          label="New price"
          money
          value={text}
          onChange={setText}
          placeholder="0.00"
          problem={text === "" ? undefined : priceProblem(price)}
        />
        <div className="manage-buttons">
          <button
            type="button"
            className="btn"
            disabled={busy || text === "" || priceProblem(price) !== undefined}
            onClick={() => {
              cancel.reset();
              onBegin?.();
              if (price !== undefined) change.mutate({ terms, price });
            }}
          >
            Change the price
          </button>
          <button
            type="button"
            className="btn btn-danger"
            disabled={busy}
            onClick={() => {
              change.reset();
              onBegin?.();
              cancel.mutate({ listing: terms });
            }}
          >
            Cancel the listing
          </button>
        </div>
      </div>
      <FlowProgress flow={change} done="The new price is up." />
      <FlowProgress flow={cancel} done="It is back in your pack." />
    </>
  );
}
