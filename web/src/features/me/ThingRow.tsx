import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Hex } from "viem";
import type { ItemCore } from "../../data/model.ts";
import { ItemArt } from "../../ui/ItemArt.tsx";
import { RarityLine } from "../../ui/Traits.tsx";

/** One line about a thing: its picture, its name, then what the caller says of it. */
export function ThingRow({
  item,
  auction,
  children,
}: {
  item: ItemCore;
  auction?: Hex;
  children: ReactNode;
}): ReactNode {
  const content = (
    <>
      <ItemArt item={item} />
      <span className="row-words">
        <span className="row-name">{item.name}</span>
        <RarityLine item={item} />
      </span>
    </>
  );
  return (
    <li className={`row rarity-${item.rarity ?? "COMMON"}`}>
      {auction === undefined ? (
        <Link to="/item/$token/$id" params={{ token: item.token, id: item.tokenId.toString() }} className="row-thing">
          {content}
        </Link>
      ) : (
        <Link to="/auction/$id" params={{ id: auction }} className="row-thing">
          {content}
        </Link>
      )}
      {children}
    </li>
  );
}
