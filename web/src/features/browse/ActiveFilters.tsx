import type { ReactNode } from "react";
import { Icon } from "../../ui/Icon.tsx";
import { STATS, shortHex, titleCase, typePlural } from "../../ui/words.ts";
import { type BrowseSearch, toggled } from "./search.ts";

/** What narrows the view, each with a cross. */
export function ActiveFilters({
  search,
  onChange,
  onClear,
}: {
  search: BrowseSearch;
  onChange: (patch: Partial<BrowseSearch>) => void;
  onClear: () => void;
}): ReactNode {
  const active = [...setFilters(search), ...boundFilters(search)];
  if (active.length === 0) return null;
  return (
    <ul className="chips" aria-label="Active filters">
      {active.map(({ label, patch }) => (
        <li key={label}>
          <button
            type="button"
            className="chip on"
            onClick={() => onChange(patch)}
            aria-label={`Remove filter ${label}`}
          >
            {label}
            <Icon name="close" />
          </button>
        </li>
      ))}
      {active.length > 1 ? (
        <li>
          <button type="button" className="chip" onClick={onClear}>
            Clear all
          </button>
        </li>
      ) : null}
    </ul>
  );
}

interface ActiveFilter {
  label: string;
  patch: Partial<BrowseSearch>;
}

function setFilters(search: BrowseSearch): ActiveFilter[] {
  return [
    ...(search.q === undefined ? [] : [{ label: `“${search.q}”`, patch: { q: undefined } }]),
    ...(search.rarity ?? []).map((value) => ({
      label: titleCase(value),
      patch: { rarity: toggled(search.rarity, value) },
    })),
    ...(search.type ?? []).map((value) => ({ label: typePlural(value), patch: { type: toggled(search.type, value) } })),
    ...(search.class ?? []).map((value) => ({
      label: value === "ANY" ? "Any class" : titleCase(value),
      patch: { class: toggled(search.class, value) },
    })),
    ...(search.collection ?? []).map((value) => ({
      label: `Collection ${shortHex(value)}`,
      patch: { collection: toggled(search.collection, value) },
    })),
  ];
}

function boundFilters(search: BrowseSearch): ActiveFilter[] {
  const bounds: ActiveFilter[] = [];
  const range = (name: string, low: string | number | undefined, high: string | number | undefined) =>
    low === undefined
      ? `${name} up to ${high}`
      : high === undefined
        ? `${name} from ${low}`
        : `${name} ${low} to ${high}`;
  if (search.priceMin !== undefined || search.priceMax !== undefined) {
    bounds.push({
      label: range("Price", search.priceMin, search.priceMax),
      patch: { priceMin: undefined, priceMax: undefined },
    });
  }
  for (const stat of STATS) {
    const low = search[`${stat}Min`];
    const high = search[`${stat}Max`];
    if (low === undefined && high === undefined) continue;
    bounds.push({
      label: range(titleCase(stat), low, high),
      patch: { [`${stat}Min`]: undefined, [`${stat}Max`]: undefined },
    });
  }
  if (search.seller !== undefined) {
    bounds.push({ label: `Seller ${shortHex(search.seller)}`, patch: { seller: undefined } });
  }
  return bounds;
}
