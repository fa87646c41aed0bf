import type { ReactNode } from "react";
import { Glyph } from "./Glyph.tsx";
import { STATS, titleCase } from "./words.ts";

type Stats = Partial<Record<(typeof STATS)[number], number | null>>;

export interface TraitSubject extends Stats {
  itemType?: string | null;
  rarity?: string | null;
  class?: string | null;
}

/** "◆ Epic weapon": the rarity in its colour and in a word. Only this game's own items have one, whatever others are called. */
export function RarityLine({ item }: { item: TraitSubject }): ReactNode {
  if (item.rarity == null) return <span className="rarity-line dim">Foreign item</span>;
  return (
    <span className="rarity-line">
      <span className="gem" aria-hidden="true" />
      <span className="rarity-word">{titleCase(item.rarity)}</span>
      <span className="dim"> {titleCase(item.itemType ?? "ITEM")}</span>
    </span>
  );
}

/** The stats that are not zero, small: pictures and numbers. */
export function StatLine({ item }: { item: TraitSubject }): ReactNode {
  const stats = STATS.filter((stat) => (item[stat] ?? 0) > 0);
  return (
    <ul className="stat-line" aria-label="Stats">
      {stats.map((stat) => (
        <li key={stat} title={titleCase(stat)}>
          <Glyph name={stat} />
          <span className="visually-hidden">{titleCase(stat)} </span>
          {item[stat]}
        </li>
      ))}
      {stats.length === 0 ? <li className="dim">No bonuses</li> : null}
    </ul>
  );
}

/** The stats as bars on one scale, so that their lengths can be compared. */
export function StatBars({ item }: { item: TraitSubject }): ReactNode {
  const values = STATS.map((stat) => item[stat] ?? 0);
  const top = Math.max(...values, 1);
  const scale = [10, 20, 50, 100, 200, 500, 1_000, 5_000, 10_000, 65_535].find((step) => top <= step) ?? top;
  return (
    <dl className={`stat-bars rarity-${item.rarity ?? "COMMON"}`}>
      {STATS.map((stat) => {
        const value = item[stat] ?? 0;
        return (
          <div key={stat} className={value === 0 ? "stat-bar stat-none" : "stat-bar"}>
            <dt>
              <Glyph name={stat} />
              {titleCase(stat)}
            </dt>
            <dd>
              <span className="bar" aria-hidden="true">
                <span style={{ width: `${(100 * value) / scale}%` }} />
              </span>
              <span className="bar-value">{value}</span>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
