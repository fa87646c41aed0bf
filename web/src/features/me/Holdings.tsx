import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Holding, IndexedAccount } from "../../data/model.ts";
import { formatCount } from "../../ui/amounts.ts";
import { Glyph } from "../../ui/Glyph.tsx";
import { ItemArt } from "../../ui/ItemArt.tsx";
import { RarityLine, StatLine } from "../../ui/Traits.tsx";
import { Empty } from "../../ui/Trouble.tsx";
import "../../ui/card.css";

/** What is in the wallet; escrowed things are with the listings and auctions. */
export function Holdings({ account }: { account: IndexedAccount }): ReactNode {
  const { nodes, totalCount } = account.holdings;
  if (nodes.length === 0) {
    return (
      <Empty picture={<Glyph name="chest" />} title="Your chest is empty">
        <p>What you buy or win lands here, ready to be used or sold again.</p>
        <Link to="/" className="btn btn-gold">
          To the market
        </Link>
      </Empty>
    );
  }
  return (
    <>
      <ul className="grid" data-testid="holdings">
        {nodes.map((holding) => (
          <HoldingCard key={holding.item.id} holding={holding} />
        ))}
      </ul>
      {totalCount > nodes.length ? (
        <p className="soft drawer-note">
          The first {formatCount(nodes.length)} of {formatCount(totalCount)} are shown.
        </p>
      ) : null}
    </>
  );
}

function HoldingCard({ holding: { item, quantity } }: { holding: Holding }): ReactNode {
  return (
    <li>
      <Link
        to="/item/$token/$id"
        params={{ token: item.token, id: item.tokenId.toString() }}
        className={`card rarity-${item.rarity ?? "COMMON"}`}
      >
        <div className="card-art">
          <ItemArt item={item} />
          {item.standard === "ERC1155" ? <span className="badge card-count">× {formatCount(quantity)}</span> : null}
        </div>
        <div className="card-body">
          <h3 className="card-name">{item.name}</h3>
          <RarityLine item={item} />
          <StatLine item={item} />
          <div className="card-foot">
            <span className="card-action">Sell or auction</span>
          </div>
        </div>
      </Link>
    </li>
  );
}
