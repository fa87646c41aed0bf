import { useHolding, useListings } from "@plaza/sdk/react";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { isAddressEqual } from "viem";
import { useTrader } from "../../account/useTrader.ts";
import type { Item, Listing } from "../../data/model.ts";
import { STEADY } from "../../data/pace.ts";
import { formatCount } from "../../ui/amounts.ts";
import { Icon } from "../../ui/Icon.tsx";
import { Price } from "../../ui/Price.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { StaleNote, Trouble } from "../../ui/Trouble.tsx";
import { firstBid } from "../auction/standing.ts";
import { BuyPanel } from "./BuyPanel.tsx";
import { ManageListing } from "./ManageListing.tsx";
import { OtherOffers } from "./OtherOffers.tsx";
import { SellPanel } from "./SellPanel.tsx";

/** What can be done with an item right now: buy it, bid for it, manage one's own listing, or sell what one holds. */
export function TradePanel({ item }: { item: Item }): ReactNode {
  const { address } = useTrader();
  // All of its kind, the cheapest first: a stack can have several sellers.
  const filter = { collection: [item.token], kind: item.kind === null ? undefined : [item.kind.id] };
  const shelf = useListings({ filter, sort: "PRICE_ASC", first: 100 }, { refetchInterval: STEADY });
  const held = useHolding({ ...item, account: address }, { refetchInterval: STEADY });
  const holding = held.data ?? 0n;
  // What is in view stays there until its viewer picks another, though it may leave the shelf meanwhile: a buyer must read how it went, and
  // a dearer one must not slip under his finger.
  const [kept, setKept] = useState<Listing>();
  // Likewise what a seller has begun: its piece has left his pack, or its listing the shelf, before he has read how it went.
  const [managed, setManaged] = useState<Listing>();
  const [selling, setSelling] = useState<number>();

  if (shelf.isPending) return <Skeleton height="252px" style={{ borderRadius: 16 }} />;
  if (shelf.data === undefined) {
    return <Trouble error={shelf.error} title="The price cannot be shown" onRetry={() => void shelf.refetch()} />;
  }
  const shown = shelf.data.pages.flatMap(({ nodes }) => nodes).filter(({ tokenId }) => tokenId === item.tokenId);
  const listings = shelf.hasNextPage ? withCheapest(shown, item) : shown;
  const mine = (listing: Listing) => address !== undefined && isAddressEqual(listing.seller, address);
  // What is kept for another player is nothing that this one can buy.
  const open = ({ taker }: Listing) => taker === null || (address !== undefined && isAddressEqual(taker, address));
  const others = listings.filter((listing) => !mine(listing) && open(listing));
  const own = listings.filter(mine);
  const offered = own.length + (item.auction === null ? 0 : 1);
  if (managed !== undefined && mine(managed) && !own.some(({ id }) => id === managed.id)) own.push(managed);
  const picked = others.find(({ id }) => id === kept?.id) ?? (kept && !mine(kept) ? kept : others[0]);
  if (picked !== undefined && picked.id !== kept?.id) setKept(picked);
  const isGone = picked !== undefined && !others.includes(picked);
  const isNobodys = address === undefined || held.data === 0n;
  const manage = (listing: Listing) => {
    setManaged(listing);
    setSelling(undefined);
  };
  const sell = () => {
    setSelling(offered);
    setManaged(undefined);
  };

  return (
    <>
      <StaleNote of={shelf.data.pages.find(({ stale }) => stale)} />
      {picked === undefined ? null : (
        <section className="panel panel-pad deal" aria-label="Buy">
          <BuyPanel key={picked.id} item={item} listing={picked} gone={isGone} />
          {others.length > (isGone ? 0 : 1) ? (
            <OtherOffers listings={others} picked={picked.id} onPick={setKept} />
          ) : null}
        </section>
      )}
      {own.map((listing) => (
        <section key={listing.id} className="panel panel-pad deal" aria-label="Your listing">
          <ManageListing listing={listing} onBegin={() => manage(listing)} />
        </section>
      ))}
      {item.auction === null ? null : <UnderTheHammer item={item} />}
      {address !== undefined && (holding > 0n || selling === offered) ? (
        <section className="panel panel-pad deal" aria-label="Sell">
          <SellPanel item={item} holding={holding} onBegin={sell} />
        </section>
      ) : null}
      {address !== undefined && held.isError && held.data === undefined ? (
        <Trouble error={held.error} title="What you hold cannot be shown" onRetry={() => void held.refetch()} />
      ) : null}
      {own.length === 0 && item.auction === null && picked === undefined && selling !== offered && isNobodys ? (
        <div className="notice">
          <Icon name="tag" />
          <p className="notice-title">Not for sale at the moment</p>
          <p className="soft">Its owner has neither listed nor auctioned it.</p>
        </div>
      ) : null}
    </>
  );
}

/** The shelf shows the cheapest hundred of a kind; what is asked for this very piece is known all the same. */
function withCheapest(listings: readonly Listing[], item: Item): readonly Listing[] {
  const { listing } = item;
  return listing === null || listings.some(({ id }) => id === listing.id)
    ? listings
    : [...listings, { ...listing, item }];
}

function UnderTheHammer({ item }: { item: Item }): ReactNode {
  const auction = item.auction;
  if (auction === null) return null;
  return (
    <section className="panel panel-pad deal" aria-label="Auction">
      <div className="deal-price">
        <div>
          <span className="deal-label">
            Up for auction{auction.quantity > 1n ? `, ${formatCount(auction.quantity)} pieces` : ""}, from
          </span>
          <Price amount={firstBid(auction)} />
        </div>
        <Link to="/auction/$id" params={{ id: auction.id }} className="btn btn-gold btn-big">
          See the auction
        </Link>
      </div>
    </section>
  );
}
