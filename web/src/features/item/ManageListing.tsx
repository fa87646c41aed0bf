import { feeSplit } from "@plaza/sdk";
import { useCancel, useUpdatePrice } from "@plaza/sdk/react";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { type Listing, listingTerms } from "../../data/model.ts";
import { FlowProgress } from "../../flow/FlowProgress.tsx";
import { formatCount, parseCredits } from "../../ui/amounts.ts";
import { Field } from "../../ui/Field.tsx";
import { Price } from "../../ui/Price.tsx";
import { priceProblem } from "./saleRules.ts";

/** One's own listing: change its price, or take the goods back. */
export function ManageListing({ listing }: { listing: Listing }): ReactNode {
  const [text, setText] = useState("");
  const change = useUpdatePrice();
  const cancel = useCancel();
  const busy = change.isPending || cancel.isPending;
  const price = parseCredits(text);
  const { proceeds } = feeSplit({ amount: listing.price, feeBps: listing.feeBps });
  const terms = listingTerms(listing);
  return (
    <>
      <div className="deal-price">
        <div>
          <span className="deal-label">
            You sell {listing.remaining > 1n ? `${formatCount(listing.remaining)}, each` : "it"} for
          </span>
          <Price amount={listing.price} />
        </div>
        <div className="deal-side">
          <span>
            You receive <Price amount={proceeds} />
          </span>
          <span className="dim">after {listing.feeBps / 100} % fee</span>
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
