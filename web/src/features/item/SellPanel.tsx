import { type ReactNode, useState } from "react";
import type { Item } from "../../data/model.ts";
import { formatCount } from "../../ui/amounts.ts";
import { AuctionForm } from "./AuctionForm.tsx";
import { ListForm } from "./ListForm.tsx";

/** Sell what one holds: at a price, or to the highest bidder. */
export function SellPanel({
  item,
  holding,
  onBegin,
}: {
  item: Item;
  holding: bigint;
  /** Told before anything is sent, so that this is kept in view until its seller has read how it went. */
  onBegin: () => void;
}): ReactNode {
  const [mode, setMode] = useState<"price" | "auction">("price");
  const form = { item, holding, onBegin };
  return (
    <>
      {holding === 0n ? null : (
        <>
          <div className="deal-price">
            <div>
              <span className="deal-label">In your pack</span>
              <h2>{item.standard === "ERC721" ? "This piece is yours" : `You hold ${formatCount(holding)}`}</h2>
            </div>
          </div>
          <fieldset className="mode">
            <legend className="visually-hidden">How to sell</legend>
            <button type="button" aria-pressed={mode === "price"} onClick={() => setMode("price")}>
              Sell at a price
            </button>
            <button type="button" aria-pressed={mode === "auction"} onClick={() => setMode("auction")}>
              Auction it
            </button>
          </fieldset>
        </>
      )}
      {mode === "price" ? <ListForm {...form} /> : <AuctionForm {...form} />}
    </>
  );
}
