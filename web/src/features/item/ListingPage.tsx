import { useListing } from "@plaza/sdk/react";
import { getRouteApi } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { type Hex, isAddressEqual, isHash } from "viem";
import { useTrader } from "../../account/useTrader.ts";
import { Lost } from "../../app/Lost.tsx";
import { STEADY } from "../../data/pace.ts";
import { ItemArt } from "../../ui/ItemArt.tsx";
import { StatBars } from "../../ui/Traits.tsx";
import { StaleNote, Trouble } from "../../ui/Trouble.tsx";
import { BuyPanel } from "./BuyPanel.tsx";
import { BackLink, ItemHeading, ItemSkeleton } from "./ItemPage.tsx";
import { ManageListing } from "./ManageListing.tsx";
import "./item.css";

const route = getRouteApi("/listing/$id");

/** One listing, by the link that its seller gave away. While the index does not answer, the chain alone has all that buying it takes. */
export function ListingPage(): ReactNode {
  const { id } = route.useParams();
  return isHash(id) ? <KnownListing key={id} id={id} /> : <Lost />;
}

function KnownListing({ id }: { id: Hex }): ReactNode {
  const { address } = useTrader();
  const { data: listing, error, isPending, refetch } = useListing({ id }, { refetchInterval: STEADY });
  if (isPending) return <ItemSkeleton />;
  if (listing === undefined)
    return <Trouble error={error} title="This listing cannot be shown" onRetry={() => void refetch()} />;
  if (listing === null) return <Lost />;
  const { item } = listing;
  const isMine = address !== undefined && isAddressEqual(listing.seller, address);
  return (
    <>
      <title>{`${item.name} · Plaza`}</title>
      <BackLink />
      <article className={`thing rarity-${item.rarity ?? "COMMON"}`}>
        <figure className="thing-art">
          <ItemArt item={item} hero />
        </figure>
        <div className="thing-words">
          <ItemHeading item={item} />
          <StaleNote of={listing} />
          <section className="panel panel-pad deal" aria-label={isMine ? "Your listing" : "Buy"}>
            {isMine ? (
              <ManageListing listing={listing} />
            ) : (
              <BuyPanel item={item} listing={listing} gone={listing.status !== "ACTIVE" || listing.remaining === 0n} />
            )}
          </section>
        </div>
        <section className="panel panel-pad thing-side">
          <h2>Stats</h2>
          <StatBars item={item} />
        </section>
      </article>
    </>
  );
}
