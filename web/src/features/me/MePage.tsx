import { useAccount } from "@plaza/sdk/react";
import { getRouteApi, Link } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef } from "react";
import { SignInPrompt } from "../../account/SignInPrompt.tsx";
import { playerLabel, useTrader } from "../../account/useTrader.ts";
import type { IndexedAccount } from "../../data/model.ts";
import { STEADY } from "../../data/pace.ts";
import { formatCount } from "../../ui/amounts.ts";
import { Price } from "../../ui/Price.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { Trouble } from "../../ui/Trouble.tsx";
import { shortHex } from "../../ui/words.ts";
import { useMyBids } from "../auction/myBids.ts";
import { CardSkeletons } from "../browse/ListingCard.tsx";
import { Holdings } from "./Holdings.tsx";
import { MyAuctions } from "./MyAuctions.tsx";
import { MyBids } from "./MyBids.tsx";
import { MyListings } from "./MyListings.tsx";
import { MyTrades } from "./MyTrades.tsx";
import { DRAWERS, type Drawer } from "./search.ts";
import "./me.css";

const route = getRouteApi("/me");

/** How much of each drawer. */
const SHOWN = {
  holdings: { first: 100 },
  listings: { first: 60, status: ["ACTIVE", "EXPIRED"] },
  auctions: { first: 60 },
  trades: { first: 60 },
} as const;

/** All that is one's own: items, what is up for sale, bids, and what was bought and sold. */
export function MePage(): ReactNode {
  const { address, pending } = useTrader();
  const { tab = "items" } = route.useSearch();
  const { data: account, error, refetch } = useAccount({ address, ...SHOWN }, { refetchInterval: STEADY });
  const bids = useMyBids(address);
  const tabs = useRef<HTMLElement>(null);
  // On a phone the drawers are wider than the screen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the link of the new drawer carries the mark
  useEffect(() => {
    tabs.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [tab]);
  if (address === undefined) return pending ? null : <SignInPrompt reason="to see your items" />;
  const counts: Partial<Record<Drawer, number>> = {
    items: account?.holdings.totalCount,
    listings: account?.listings.totalCount,
    auctions: account?.auctions.totalCount,
    bids: bids.length,
    history: account?.trades.totalCount,
  };
  return (
    <>
      <title>My items · Plaza</title>
      <header className="page-head">
        <div>
          <h1>{playerLabel(address) === undefined ? "My items" : `${playerLabel(address)}’s chest`}</h1>
          <p className="soft" title={address}>
            {shortHex(address)}
          </p>
        </div>
        <Totals account={account} />
      </header>
      <nav className="tabs" aria-label="My things" ref={tabs}>
        {DRAWERS.map(([drawer, label]) => (
          <Link
            key={drawer}
            to="/me"
            search={drawer === "items" ? {} : { tab: drawer }}
            activeOptions={{ exact: true }}
          >
            {label}
            {counts[drawer] === undefined ? null : <span className="tab-count">{formatCount(counts[drawer])}</span>}
          </Link>
        ))}
      </nav>
      <div className="drawer">
        {account === undefined ? (
          error === null ? (
            <ul className="grid">
              <CardSkeletons count={6} />
            </ul>
          ) : (
            <Trouble error={error} title="Your things cannot be shown" onRetry={() => void refetch()} />
          )
        ) : (
          <DrawerContent tab={tab} account={account} />
        )}
      </div>
    </>
  );
}

function DrawerContent({ tab, account }: { tab: Drawer; account: IndexedAccount }): ReactNode {
  switch (tab) {
    case "items":
      return <Holdings account={account} />;
    case "listings":
      return <MyListings listings={account.listings.nodes} />;
    case "auctions":
      return <MyAuctions auctions={account.auctions.nodes} />;
    case "bids":
      return <MyBids account={account.address} />;
    case "history":
      return <MyTrades account={account} />;
  }
}

function Totals({ account }: { account: IndexedAccount | undefined }): ReactNode {
  return (
    <dl className="totals">
      <div>
        <dt>In the wallet</dt>
        <dd>{account === undefined ? <Skeleton height="24px" width="90px" /> : <Price amount={account.credits} />}</dd>
      </div>
      <div>
        <dt>Spent in all</dt>
        <dd>{account === undefined ? <Skeleton height="24px" width="90px" /> : <Price amount={account.spent} />}</dd>
      </div>
      <div>
        <dt>Earned in all</dt>
        <dd>{account === undefined ? <Skeleton height="24px" width="90px" /> : <Price amount={account.earned} />}</dd>
      </div>
    </dl>
  );
}
