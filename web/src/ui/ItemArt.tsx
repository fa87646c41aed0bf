import type { ReactNode } from "react";
import "./item-art.css";

export interface ArtSubject {
  name: string;
  icon?: string | null;
  itemType?: string | null;
  rarity?: string | null;
}

/** What the thing looks made of: light to dark, so that one silhouette reads as steel, leather or gold. */
const MATERIALS: Record<string, readonly [string, string, string]> = {
  WEAPON: ["#ffffff", "#c3cede", "#6f7f9b"],
  ARMOR: ["#f6f1e6", "#c9bda6", "#7a6a53"],
  MOUNT: ["#ffe9cf", "#d39a63", "#7c4a26"],
  GEAR: ["#ffeed3", "#cfa36c", "#7d5530"],
  TOOL: ["#eef4f2", "#a9bab8", "#56686a"],
  COSMETIC: ["#ffe8f6", "#e0a0cb", "#83426f"],
  COLLECTIBLE: ["#fff6d8", "#f0c75e", "#976018"],
  LAND: ["#eaffdf", "#9ccf83", "#3f6f3a"],
};

/** Gradients of all pictures, once a page: every picture refers to them by id. */
export function ArtDefinitions(): ReactNode {
  return (
    <svg width="0" height="0" className="art-defs" aria-hidden="true">
      <defs>
        {Object.entries(MATERIALS).map(([type, [light, middle, dark]]) => (
          <linearGradient key={type} id={`material-${type}`} x1="0.2" y1="0" x2="0.75" y2="1">
            <stop offset="0" stopColor={light} />
            <stop offset="0.48" stopColor={middle} />
            <stop offset="1" stopColor={dark} />
          </linearGradient>
        ))}
      </defs>
    </svg>
  );
}

/** An item's picture in the light of its rarity. `hero` is the big one of an item's own page. */
export function ItemArt({ item, hero = false }: { item: ArtSubject; hero?: boolean }): ReactNode {
  const type = item.itemType ?? "COLLECTIBLE";
  const icon = item.icon ?? "M256 40 440 256 256 472 72 256z";
  return (
    <div className={`art rarity-${item.rarity ?? "COMMON"}${hero ? " art-hero" : ""}`}>
      {hero ? <span className="art-rays" /> : null}
      <svg className="art-item" viewBox="0 0 512 512" role="img" aria-label={item.name}>
        <path className="art-shade" d={icon} />
        <path d={icon} fill={`url(#material-${type})`} />
        <path className="art-rim" d={icon} />
      </svg>
    </div>
  );
}
