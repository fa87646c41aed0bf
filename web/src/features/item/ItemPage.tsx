import { useItem } from "@plaza/sdk/react";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { type Address, isAddress, isAddressEqual } from "viem";
import { Who } from "../../account/Who.tsx";
import { Lost } from "../../app/Lost.tsx";
import type { Item, ItemCore } from "../../data/model.ts";
import { STEADY } from "../../data/pace.ts";
import { deployment } from "../../settings.ts";
import { formatCount } from "../../ui/amounts.ts";
import { Glyph } from "../../ui/Glyph.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { ItemArt } from "../../ui/ItemArt.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { StatBars } from "../../ui/Traits.tsx";
import { Trouble } from "../../ui/Trouble.tsx";
import { shortHex, shortId, titleCase } from "../../ui/words.ts";
import { Similar } from "./Similar.tsx";
import { TradeHistory } from "./TradeHistory.tsx";
import { TradePanel } from "./TradePanel.tsx";
import "./item.css";

const route = getRouteApi("/item/$token/$id");

/** One item: its picture, what it can do, what it costs, and who had it before. */
export function ItemPage(): ReactNode {
  const { token, id } = route.useParams();
  if (!isAddress(token, { strict: false }) || !/^\d{1,78}$/.test(id)) return <Lost />;
  return <KnownItem key={`${token}:${id}`} token={token} tokenId={BigInt(id)} />;
}

function KnownItem({ token, tokenId }: { token: Address; tokenId: bigint }): ReactNode {
  const { data: item, error, isPending, refetch } = useItem({ token, tokenId }, { refetchInterval: STEADY });
  if (isPending) return <ItemSkeleton />;
  if (item === undefined)
    return <Trouble error={error} title="This item cannot be shown" onRetry={() => void refetch()} />;
  if (item === null) return <Lost />;
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
          <TradePanel item={item} />
        </div>
        <section className="panel panel-pad thing-side">
          <h2>Stats</h2>
          <StatBars item={item} />
          <ItemFacts item={item} />
        </section>
        <section className="panel panel-pad thing-below">
          <h2>Sold before</h2>
          <TradeHistory item={item} />
        </section>
      </article>
      <Similar item={item} />
    </>
  );
}

export function BackLink({ auctions = false }: { auctions?: boolean }): ReactNode {
  return (
    <Link to={auctions ? "/auctions" : "/"} className="back">
      <Icon name="left" />
      {auctions ? "All auctions" : "Market"}
    </Link>
  );
}

/** Name, rarity, type and class. */
export function ItemHeading({ item, owner = true }: { item: ItemCore; owner?: boolean }): ReactNode {
  return (
    <header className="thing-head">
      {item.rarity === null ? null : (
        <p className="thing-rarity">
          <span className="gem" aria-hidden="true" />
          {titleCase(item.rarity)} {titleCase(item.itemType ?? "item").toLowerCase()}
        </p>
      )}
      <h1>{item.name}</h1>
      <ul className="chips">
        {item.collection.official ? null : (
          <li className="badge badge-warn">
            <Icon name="alert" /> Not this game’s own: check its collection
          </li>
        )}
        {item.class === null ? null : (
          <li className="badge">
            <Glyph name={item.class} />
            {item.class === "ANY" ? "For any class" : `For a ${item.class.toLowerCase()}`}
          </li>
        )}
        {item.biome === null || item.biome === "NONE" ? null : <li className="badge">{titleCase(item.biome)}</li>}
        <li className="badge">
          {item.standard === "ERC721"
            ? `Unique piece ${shortId(item.tokenId)}`
            : `Stack of ${formatCount(item.supply)}`}
        </li>
        {item.owner === null || !owner ? null : (
          <li className="badge">
            <Icon name="user" />
            {isAddressEqual(item.owner, deployment.marketplace) ? (
              "In escrow"
            ) : (
              <span>
                Owned by <Who address={item.owner} plain />
              </span>
            )}
          </li>
        )}
      </ul>
    </header>
  );
}

function ItemFacts({ item }: { item: Item }): ReactNode {
  return (
    <dl className="facts">
      <div>
        <dt>Collection</dt>
        <dd>
          {item.collection.name}
          {item.collection.official ? null : <span className="warn"> (foreign)</span>}
        </dd>
      </div>
      <div>
        <dt>Token</dt>
        <dd title={`${item.token} #${item.tokenId}`}>
          {shortHex(item.token)} {shortId(item.tokenId)}
        </dd>
      </div>
      <div>
        <dt>Standard</dt>
        <dd>{item.standard === "ERC721" ? "ERC-721, one of a kind" : "ERC-1155, a stack"}</dd>
      </div>
    </dl>
  );
}

export function ItemSkeleton({ auctions = false }: { auctions?: boolean }): ReactNode {
  return (
    <>
      <BackLink auctions={auctions} />
      <div className="thing" aria-hidden="true">
        <div className="thing-art">
          <Skeleton height="100%" style={{ aspectRatio: "1", borderRadius: 16 }} />
        </div>
        <div className="thing-words">
          <Skeleton height="18px" width="140px" />
          <Skeleton height="46px" width="70%" />
          <Skeleton height="26px" width="50%" />
          <Skeleton height="250px" style={{ borderRadius: 16 }} />
        </div>
        <div className="thing-side">
          <Skeleton height="260px" style={{ borderRadius: 16 }} />
        </div>
      </div>
    </>
  );
}
