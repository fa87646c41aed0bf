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
  const { data: holding = 0n } = useHolding({ ...item, account: address }, { refetchInterval: STEADY });
  const [pickedId, setPickedId] = useState<string>();
  const [pinned, setPinned] = useState<Listing>();

  if (shelf.isPending) return <Skeleton height="252px" style={{ borderRadius: 16 }} />;
  if (shelf.data === undefined) {
    return <Trouble error={shelf.error} title="The price cannot be shown" onRetry={() => void shelf.refetch()} />;
  }
  const listings = shelf.data.pages.flatMap(({ nodes }) => nodes).filter(({ tokenId }) => tokenId === item.tokenId);
  const mine = (listing: Listing) => address !== undefined && isAddressEqual(listing.seller, address);
  // What is kept for another player is nothing that this one can buy.
  const open = ({ taker }: Listing) => taker === null || (address !== undefined && isAddressEqual(taker, address));
  const others = listings.filter((listing) => !mine(listing) && open(listing));
  const own = listings.filter(mine);
  // What is being bought stays in view until its buyer has read how it went, though it may leave the shelf meanwhile.
  const current = others.find(({ id }) => id === (pinned?.id ?? pickedId));
  const picked = current ?? pinned ?? others[0];
  const pick = (id: string) => {
    setPinned(undefined);
    setPickedId(id);
  };

  return (
    <>
      <StaleNote of={shelf.data.pages.find(({ stale }) => stale)} />
      {picked === undefined ? null : (
        <section className="panel panel-pad deal" aria-label="Buy">
          <BuyPanel key={picked.id} item={item} listing={picked} gone={!others.includes(picked)} onBegin={setPinned} />
          {others.length > 1 ? <OtherOffers listings={others} picked={picked.id} onPick={pick} /> : null}
        </section>
      )}
      {own.map((listing) => (
        <section key={listing.id} className="panel panel-pad deal" aria-label="Your listing">
          <ManageListing listing={listing} />
        </section>
      ))}
      {item.auction === null ? null : <UnderTheHammer item={item} />}
      {holding > 0n && address !== undefined ? (
        <section className="panel panel-pad deal" aria-label="Sell">
          <SellPanel item={item} holding={holding} />
        </section>
      ) : null}
      {listings.length === 0 && picked === undefined && item.auction === null && holding === 0n ? (
        <div className="notice">
          <Icon name="tag" />
          <p className="notice-title">Not for sale at the moment</p>
          <p className="soft">Its owner has neither listed nor auctioned it.</p>
        </div>
      ) : null}
    </>
  );
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
          <Price amount={auction.startPrice} />
        </div>
        <Link to="/auction/$id" params={{ id: auction.id }} className="btn btn-gold btn-big">
          See the auction
        </Link>
      </div>
    </section>
  );
}
