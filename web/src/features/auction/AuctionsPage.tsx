import { useAuctions, useLiveAuctions } from "@plaza/sdk/react";
import { getRouteApi } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { withoutEmpty } from "../../app/searchCodec.ts";
import { PAGE, QUICK, STEADY } from "../../data/pace.ts";
import { Choice } from "../../ui/Field.tsx";
import { Glyph } from "../../ui/Glyph.tsx";
import { MoreOnSight } from "../../ui/MoreOnSight.tsx";
import { Empty, Trouble } from "../../ui/Trouble.tsx";
import { ITEM_TYPES, RARITIES, titleCase, typePlural } from "../../ui/words.ts";
import { CardSkeletons } from "../browse/ListingCard.tsx";
import { AuctionCard } from "./AuctionCard.tsx";
import { AUCTION_SORTS, type AuctionsSearch, auctionFilter, auctionOrder, STAGES } from "./search.ts";
import "./auction.css";

const route = getRouteApi("/auctions");

const EMPTY: Record<string, string> = {
  live: "No hammer is up right now. Auction something from your items, or come back later.",
  upcoming: "No auction is waiting for its start.",
  ended: "No auction has ended yet.",
};

/** The auction house. */
export function AuctionsPage(): ReactNode {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const stage = search.stage ?? "live";
  const { data, error, isPending, isFetchingNextPage, isFetchNextPageError, hasNextPage, fetchNextPage, refetch } =
    useAuctions(
      { filter: auctionFilter(search), sort: auctionOrder(search), first: PAGE },
      { refetchInterval: STEADY, keepPrevious: true },
    );
  const auctions = data?.pages.flatMap(({ nodes }) => nodes) ?? [];
  const { data: lives } = useLiveAuctions(
    { ids: auctions.map(({ id }) => id) },
    { refetchInterval: QUICK, keepPrevious: true },
  );
  const change = (patch: Partial<AuctionsSearch>) =>
    void navigate({ search: (previous) => withoutEmpty({ ...previous, ...patch }), replace: true, resetScroll: false });

  return (
    <>
      <title>Auctions · Plaza</title>
      <header className="page-head">
        <div>
          <h1>Auction house</h1>
          <p className="soft">Bids are signed and cost no gas. The highest covered bid wins when the time is up.</p>
        </div>
      </header>
      <div className="auction-bar">
        <fieldset className="mode stages">
          <legend className="visually-hidden">Stage</legend>
          {STAGES.map(([value, label]) => (
            <button
              key={value}
              type="button"
              aria-pressed={stage === value}
              onClick={() => change({ stage: value === "live" ? undefined : value })}
            >
              {label}
            </button>
          ))}
        </fieldset>
        <div className="auction-choices">
          <Choice
            label="Type"
            hideLabel
            value={search.type ?? ""}
            options={[["", "All types"], ...ITEM_TYPES.map((type) => [type, typePlural(type)] as const)]}
            onChange={(type) => change({ type: type === "" ? undefined : type })}
          />
          <Choice
            label="Rarity"
            hideLabel
            value={search.rarity ?? ""}
            options={[["", "All rarities"], ...RARITIES.map((rarity) => [rarity, titleCase(rarity)] as const)]}
            onChange={(rarity) => change({ rarity: rarity === "" ? undefined : rarity })}
          />
          <Choice
            label="Sort by"
            hideLabel
            value={auctionOrder(search)}
            options={AUCTION_SORTS}
            onChange={(sort) => change({ sort })}
          />
        </div>
      </div>
      {error !== null && auctions.length === 0 ? (
        <Trouble error={error} title="The auctions cannot be shown" onRetry={() => void refetch()} />
      ) : isPending ? (
        <ul className="grid grid-wide">
          <CardSkeletons count={10} />
        </ul>
      ) : auctions.length === 0 ? (
        <Empty picture={<Glyph name="gavel" />} title="Quiet in the hall">
          <p>{EMPTY[stage]}</p>
        </Empty>
      ) : (
        <>
          <ul className="grid grid-wide" data-testid="auctions">
            {auctions.map((auction) => (
              <AuctionCard key={auction.id} auction={auction} live={lives?.find(({ id }) => id === auction.id)} />
            ))}
          </ul>
          <MoreOnSight
            more={hasNextPage && !isFetchingNextPage}
            error={isFetchNextPageError ? error : null}
            onMore={() => void fetchNextPage()}
          />
        </>
      )}
    </>
  );
}
