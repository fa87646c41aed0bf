import type { ReactNode } from "react";
import { formatCredits } from "../../ui/amounts.ts";
import { Icon } from "../../ui/Icon.tsx";
import { STATS, shortHex, titleCase, typePlural } from "../../ui/words.ts";
import { type MarketFilter, type MarketView, toggled } from "./search.ts";

/** What narrows the view, each with a cross. */
export function ActiveFilters({ view }: { view: MarketView }): ReactNode {
  const { filter } = view.search;
  const active = [...setFilters(filter), ...boundFilters(filter)];
  if (active.length === 0) return null;
  return (
    <ul className="chips" aria-label="Active filters">
      {active.map(({ label, patch }) => (
        <li key={label}>
          <button
            type="button"
            className="chip on"
            onClick={() => view.change(patch)}
            aria-label={`Remove filter ${label}`}
          >
            {label}
            <Icon name="close" />
          </button>
        </li>
      ))}
      {active.length > 1 ? (
        <li>
          <button type="button" className="chip" onClick={view.clear}>
            Clear all
          </button>
        </li>
      ) : null}
    </ul>
  );
}

interface ActiveFilter {
  label: string;
  patch: Partial<MarketFilter>;
}

function setFilters(filter: MarketFilter): ActiveFilter[] {
  const { name, rarity = [], itemType = [], class: classes = [], collection = [] } = filter;
  return [
    ...(name === undefined ? [] : [{ label: `“${name}”`, patch: { name: undefined } }]),
    ...rarity.map((value) => ({ label: titleCase(value), patch: toggled(filter, "rarity", value) })),
    ...itemType.map((value) => ({ label: typePlural(value), patch: toggled(filter, "itemType", value) })),
    ...classes.map((value) => ({
      label: value === "ANY" ? "Any class" : titleCase(value),
      patch: toggled(filter, "class", value),
    })),
    ...collection.map((value) => ({
      label: `Collection ${shortHex(value)}`,
      patch: toggled(filter, "collection", value),
    })),
  ];
}

function boundFilters(filter: MarketFilter): ActiveFilter[] {
  const { price, seller = [] } = filter;
  const bounds: ActiveFilter[] = [];
  const add = (name: string, low: string | undefined, high: string | undefined, patch: Partial<MarketFilter>) => {
    if (low === undefined && high === undefined) return;
    const range = low === undefined ? `up to ${high}` : high === undefined ? `from ${low}` : `${low} to ${high}`;
    bounds.push({ label: `${name} ${range}`, patch });
  };
  const credits = (amount: bigint | undefined) => (amount === undefined ? undefined : formatCredits(amount));
  add("Price", credits(price?.min), credits(price?.max), { price: undefined });
  for (const stat of STATS) {
    const range = filter[stat];
    add(titleCase(stat), range?.min?.toString(), range?.max?.toString(), { [stat]: undefined });
  }
  for (const address of seller) bounds.push({ label: `Seller ${shortHex(address)}`, patch: { seller: undefined } });
  return bounds;
}
