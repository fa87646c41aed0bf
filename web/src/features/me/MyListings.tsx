import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { chainNow } from "../../data/clock.ts";
import { type Listing, priceOf } from "../../data/model.ts";
import { formatCount } from "../../ui/amounts.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { Glyph } from "../../ui/Glyph.tsx";
import { Price } from "../../ui/Price.tsx";
import { Empty } from "../../ui/Trouble.tsx";
import { ManageListing } from "../item/ManageListing.tsx";
import { ThingRow } from "./ThingRow.tsx";

/** What one has on the shelves: change a price, take something back. */
export function MyListings({ listings }: { listings: readonly Listing[] }): ReactNode {
  const [managed, setManaged] = useState<Listing>();
  // The dialog outlives the listing: it says that the cancel worked after the row is gone.
  const shown = managed === undefined ? undefined : (listings.find(({ id }) => id === managed.id) ?? managed);
  return (
    <>
      {listings.length === 0 ? (
        <Empty picture={<Glyph name="market" />} title="Nothing on the shelves">
          <p>Open one of your items and put a price on it.</p>
          <Link to="/me" className="btn">
            My items
          </Link>
        </Empty>
      ) : (
        <ul className="rows" data-testid="my-listings">
          {listings.map((listing) => (
            <ThingRow key={listing.id} item={listing.item}>
              <span className="row-fact">
                <small>Left</small>
                {formatCount(listing.remaining)} of {formatCount(listing.quantity)}
              </span>
              <span className="row-fact">
                <small>{listing.standard === "ERC1155" ? "Price of one" : "Price"}</small>
                <Price amount={priceOf(listing, chainNow())} />
              </span>
              <span className="row-fact row-status">
                {listing.status === "EXPIRED" ? (
                  <span className="badge badge-warn">Expired</span>
                ) : (
                  <span className="badge badge-ok">For sale</span>
                )}
              </span>
              <button type="button" className="btn btn-small" onClick={() => setManaged(listing)}>
                {listing.status === "EXPIRED" ? "Take it back" : "Change or cancel"}
              </button>
            </ThingRow>
          ))}
        </ul>
      )}
      {shown === undefined ? null : (
        <Dialog title={shown.item.name} onClose={() => setManaged(undefined)}>
          <ManageListing listing={shown} />
        </Dialog>
      )}
    </>
  );
}
