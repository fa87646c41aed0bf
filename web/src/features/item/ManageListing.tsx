import { feeSplit } from "@plaza/sdk";
import { type ReactNode, useState } from "react";
import { type Listing, listingTerms } from "../../data/model.ts";
import { FlowProgress } from "../../flow/FlowProgress.tsx";
import { cancelListingStep, updatePriceStep } from "../../flow/steps.ts";
import { isBusy } from "../../flow/types.ts";
import { useFlow } from "../../flow/useFlow.ts";
import { formatCount, parseCredits } from "../../ui/amounts.ts";
import { Field } from "../../ui/Field.tsx";
import { Price } from "../../ui/Price.tsx";
import { priceProblem } from "./saleRules.ts";

/** One's own listing: change its price, or take the goods back. */
export function ManageListing({ listing }: { listing: Listing }): ReactNode {
  const [text, setText] = useState("");
  const { state, run } = useFlow();
  const [what, setWhat] = useState<"price" | "cancel">("price");
  const price = parseCredits(text);
  const { proceeds } = feeSplit({ amount: listing.price, feeBps: listing.feeBps });
  const change = () => {
    setWhat("price");
    if (price !== undefined) void run([updatePriceStep(listingTerms(listing), price)]);
  };
  const takeBack = () => {
    setWhat("cancel");
    void run([cancelListingStep(listingTerms(listing))]);
  };
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
            disabled={isBusy(state) || text === "" || priceProblem(price) !== undefined}
            onClick={change}
          >
            Change the price
          </button>
          <button type="button" className="btn btn-danger" disabled={isBusy(state)} onClick={takeBack}>
            Cancel the listing
          </button>
        </div>
      </div>
      <FlowProgress
        state={state}
        done={what === "price" ? "The new price is up." : "It is back in your pack."}
        onRetry={what === "price" ? change : takeBack}
      />
    </>
  );
}
