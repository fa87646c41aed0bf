import type { FacetCount, ListingFacets } from "@plaza/sdk/graphql";
import { countFacets } from "@plaza/sdk/query";
import { useCollections, useListingFacets } from "@plaza/sdk/react";
import { type ReactNode, useId } from "react";
import { type Address, formatUnits, isAddress } from "viem";
import { SLOW } from "../../data/pace.ts";
import { formatCount, formatCredits, parseCredits } from "../../ui/amounts.ts";
import { Field } from "../../ui/Field.tsx";
import { Glyph } from "../../ui/Glyph.tsx";
import { useDraft } from "../../ui/useDraft.ts";
import { CLASSES, ITEM_TYPES, RARITIES, STATS, titleCase, typePlural } from "../../ui/words.ts";
import { type MarketFilter, type MarketView, toggled } from "./search.ts";

/** Everything that narrows the market, with how much each choice would find. Each change shows at once. */
export function FilterPanel({ view }: { view: MarketView }): ReactNode {
  const { search, change, clear } = view;
  const { filter } = search;
  const { data: collections = [] } = useCollections();
  const { data: facets } = useListingFacets({ filter, buckets: 1 }, { keepPrevious: true, refetchInterval: SLOW });
  return (
    <div className="filters">
      <div className="filters-head">
        <h2>Filters</h2>
        <button type="button" className="btn btn-quiet btn-small" disabled={countFacets(search) === 0} onClick={clear}>
          Clear
        </button>
      </div>
      <Group title="Rarity">
        {RARITIES.map((rarity) => (
          <Chip
            key={rarity}
            className={`rarity-${rarity}`}
            chosen={filter.rarity?.includes(rarity)}
            count={countOf(facets?.rarity, rarity)}
            onClick={() => change(toggled(filter, "rarity", rarity))}
          >
            <span className="gem" />
            {titleCase(rarity)}
          </Chip>
        ))}
      </Group>
      <Group title="Type">
        {ITEM_TYPES.map((type) => (
          <Chip
            key={type}
            chosen={filter.itemType?.includes(type)}
            count={countOf(facets?.itemType, type)}
            onClick={() => change(toggled(filter, "itemType", type))}
          >
            <Glyph name={type} />
            {typePlural(type)}
          </Chip>
        ))}
      </Group>
      <Group title="Class">
        {CLASSES.map((heroClass) => (
          <Chip
            key={heroClass}
            chosen={filter.class?.includes(heroClass)}
            count={countOf(facets?.class, heroClass)}
            onClick={() => change(toggled(filter, "class", heroClass))}
          >
            <Glyph name={heroClass} />
            {heroClass === "ANY" ? "Any class" : titleCase(heroClass)}
          </Chip>
        ))}
      </Group>
      <PriceRange filter={filter} spread={facets?.price ?? null} onChange={change} />
      <fieldset className="filter-group">
        <legend>Stats</legend>
        {STATS.map((stat) => (
          <StatRange key={stat} stat={stat} filter={filter} spread={facets?.[stat] ?? null} onChange={change} />
        ))}
      </fieldset>
      <Group title="Collection">
        {collections.map(({ address, name, standard }) => (
          <Chip
            key={address}
            chosen={filter.collection?.some((chosen) => same(chosen, address))}
            count={
              facets?.collection.find(({ value }) => same(value.address, address))?.count ?? (facets ? 0 : undefined)
            }
            onClick={() => change(toggled(filter, "collection", address))}
          >
            {name}
            <small className="dim">{standard === "ERC721" ? "unique" : "stacks"}</small>
          </Chip>
        ))}
      </Group>
      <SellerFilter value={filter.seller?.[0]} onChange={(seller) => change({ seller: seller && [seller] })} />
    </div>
  );
}

const same = (one: Address, other: Address) => one.toLowerCase() === other.toLowerCase();

/** How many a choice would find; what does not occur is not among the counts. */
function countOf<value>(counts: readonly FacetCount<value>[] | undefined, wanted: value): number | undefined {
  return counts && (counts.find(({ value }) => value === wanted)?.count ?? 0);
}

/** A value to choose, and how much it would find. */
function Chip({
  chosen = false,
  count,
  className = "",
  onClick,
  children,
}: {
  chosen?: boolean | undefined;
  count: number | undefined;
  className?: string;
  onClick: () => void;
  children: ReactNode;
}): ReactNode {
  return (
    <button
      type="button"
      className={`chip ${className} ${count === 0 && !chosen ? "chip-none" : ""}`}
      aria-pressed={chosen}
      title={count === undefined ? undefined : `${formatCount(count)} ${count === 1 ? "listing" : "listings"}`}
      onClick={onClick}
    >
      {children}
      {count === undefined ? null : (
        <span className="chip-count" aria-hidden="true">
          {formatCount(count)}
        </span>
      )}
    </button>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }): ReactNode {
  return (
    <fieldset className="filter-group">
      <legend>{title}</legend>
      <div className="chips">{children}</div>
    </fieldset>
  );
}

interface RangeProps<facet extends keyof ListingFacets> {
  filter: MarketFilter;
  /** What there is from the lowest to the highest: shown where nothing is typed. */
  spread: ListingFacets[facet];
  onChange: MarketView["change"];
}

function PriceRange({ filter: { price }, spread, onChange }: RangeProps<"price">): ReactNode {
  const shown = (amount: bigint | undefined) => (amount === undefined ? undefined : formatUnits(amount, 18));
  const set = (end: "min" | "max", text: string | undefined) => {
    const bounds = { ...price, [end]: text === undefined ? undefined : parseCredits(text) };
    onChange({ price: bounds.min === undefined && bounds.max === undefined ? undefined : bounds });
  };
  return (
    <fieldset className="filter-group">
      <legend>Price in Credits</legend>
      <div className="range">
        <RangeEnd
          label="Lowest price"
          hint={spread === null ? "from" : formatCredits(spread.min, 0)}
          value={shown(price?.min)}
          onCommit={(text) => set("min", text)}
        />
        <span aria-hidden="true">to</span>
        <RangeEnd
          label="Highest price"
          hint={spread === null ? "any" : formatCredits(spread.max, 0)}
          value={shown(price?.max)}
          onCommit={(text) => set("max", text)}
        />
      </div>
    </fieldset>
  );
}

type Stat = (typeof STATS)[number];

function StatRange({ stat, filter, spread, onChange }: { stat: Stat } & RangeProps<Stat>): ReactNode {
  const range = filter[stat];
  const set = (end: "min" | "max", text: string | undefined) => {
    const bounds = { ...range, [end]: text === undefined ? undefined : Number(text) };
    onChange({ [stat]: bounds.min === undefined && bounds.max === undefined ? undefined : bounds });
  };
  return (
    <div className="range range-stat">
      <span className="range-name">
        <Glyph name={stat} />
        {titleCase(stat)}
      </span>
      <RangeEnd
        label={`Lowest ${stat}`}
        hint={spread === null ? "min" : String(spread.min)}
        whole
        value={range?.min?.toString()}
        onCommit={(text) => set("min", text)}
      />
      <RangeEnd
        label={`Highest ${stat}`}
        hint={spread === null ? "max" : String(spread.max)}
        whole
        value={range?.max?.toString()}
        onCommit={(text) => set("max", text)}
      />
    </div>
  );
}

function RangeEnd({
  label,
  hint,
  value,
  whole = false,
  onCommit,
}: {
  label: string;
  hint: string;
  value: string | undefined;
  whole?: boolean;
  onCommit: (value: string | undefined) => void;
}): ReactNode {
  const id = useId();
  const shape = whole ? /^\d{0,5}$/ : /^(\d{1,24}(\.\d{0,18})?)?$/;
  const [draft, setDraft] = useDraft(
    value ?? "",
    (next) => onCommit(next === "" ? undefined : next),
    (text) => (text.includes(".") ? text.replace(/\.?0*$/, "") : text),
  );
  return (
    <>
      <label className="visually-hidden" htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        className="input"
        inputMode={whole ? "numeric" : "decimal"}
        placeholder={hint}
        value={draft}
        onChange={(event) => {
          if (shape.test(event.target.value)) setDraft(event.target.value);
        }}
      />
    </>
  );
}

function SellerFilter({
  value,
  onChange,
}: {
  value: Address | undefined;
  onChange: (seller: Address | undefined) => void;
}): ReactNode {
  const [draft, setDraft] = useDraft(value ?? "", (next) => {
    if (next === "") onChange(undefined);
    else if (isAddress(next, { strict: false })) onChange(next);
  });
  const wrong = draft.trim() !== "" && !isAddress(draft.trim(), { strict: false });
  return (
    <Field
      label="Seller"
      value={draft}
      onChange={setDraft}
      placeholder="0x… address"
      problem={wrong ? "An address has 0x and 40 digits." : undefined}
    />
  );
}
