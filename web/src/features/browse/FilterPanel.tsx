import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useId } from "react";
import { collectionsQuery } from "../../data/queries.ts";
import { Field } from "../../ui/Field.tsx";
import { Glyph } from "../../ui/Glyph.tsx";
import { useDraft } from "../../ui/useDraft.ts";
import { CLASSES, ITEM_TYPES, RARITIES, STATS, titleCase, typePlural } from "../../ui/words.ts";
import { type BrowseSearch, countFilters, type StatName, toggled } from "./search.ts";

interface FilterProps {
  search: BrowseSearch;
  onChange: (patch: Partial<BrowseSearch>) => void;
  onClear: () => void;
}

/** Everything that narrows the market. Each change shows at once. */
export function FilterPanel({ search, onChange, onClear }: FilterProps): ReactNode {
  const collections = useQuery(collectionsQuery());
  return (
    <div className="filters">
      <div className="filters-head">
        <h2>Filters</h2>
        <button
          type="button"
          className="btn btn-quiet btn-small"
          disabled={countFilters(search) === 0}
          onClick={onClear}
        >
          Clear
        </button>
      </div>
      <Group title="Rarity">
        {RARITIES.map((rarity) => (
          <button
            key={rarity}
            type="button"
            className={`chip rarity-${rarity}`}
            aria-pressed={search.rarity?.includes(rarity) ?? false}
            onClick={() => onChange({ rarity: toggled(search.rarity, rarity) })}
          >
            <span className="gem" />
            {titleCase(rarity)}
          </button>
        ))}
      </Group>
      <Group title="Type">
        {ITEM_TYPES.map((type) => (
          <button
            key={type}
            type="button"
            className="chip"
            aria-pressed={search.type?.includes(type) ?? false}
            onClick={() => onChange({ type: toggled(search.type, type) })}
          >
            <Glyph name={type} />
            {typePlural(type)}
          </button>
        ))}
      </Group>
      <Group title="Class">
        {CLASSES.map((heroClass) => (
          <button
            key={heroClass}
            type="button"
            className="chip"
            aria-pressed={search.class?.includes(heroClass) ?? false}
            onClick={() => onChange({ class: toggled(search.class, heroClass) })}
          >
            <Glyph name={heroClass} />
            {heroClass === "ANY" ? "Any class" : titleCase(heroClass)}
          </button>
        ))}
      </Group>
      <fieldset className="filter-group">
        <legend>Price in Credits</legend>
        <div className="range">
          <RangeEnd
            label="Lowest price"
            hint="from"
            value={search.priceMin}
            onCommit={(priceMin) => onChange({ priceMin })}
          />
          <span aria-hidden="true">to</span>
          <RangeEnd
            label="Highest price"
            hint="any"
            value={search.priceMax}
            onCommit={(priceMax) => onChange({ priceMax })}
          />
        </div>
      </fieldset>
      <fieldset className="filter-group">
        <legend>Stats</legend>
        {STATS.map((stat) => (
          <StatRange key={stat} stat={stat} search={search} onChange={onChange} />
        ))}
      </fieldset>
      <Group title="Collection">
        {(collections.data ?? []).map(({ address, name, standard }) => (
          <button
            key={address}
            type="button"
            className="chip"
            aria-pressed={search.collection?.includes(address) ?? false}
            onClick={() => onChange({ collection: toggled(search.collection, address) })}
          >
            {name}
            <small className="dim">{standard === "ERC721" ? "unique" : "stacks"}</small>
          </button>
        ))}
      </Group>
      <SellerFilter value={search.seller} onChange={(seller) => onChange({ seller })} />
    </div>
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

function StatRange({ stat, search, onChange }: { stat: StatName } & Omit<FilterProps, "onClear">): ReactNode {
  const number = (text: string | undefined) => (text === undefined ? undefined : Number(text));
  return (
    <div className="range range-stat">
      <span className="range-name">
        <Glyph name={stat} />
        {titleCase(stat)}
      </span>
      <RangeEnd
        label={`Lowest ${stat}`}
        hint="min"
        whole
        value={search[`${stat}Min`]?.toString()}
        onCommit={(text) => onChange({ [`${stat}Min`]: number(text) })}
      />
      <RangeEnd
        label={`Highest ${stat}`}
        hint="max"
        whole
        value={search[`${stat}Max`]?.toString()}
        onCommit={(text) => onChange({ [`${stat}Max`]: number(text) })}
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
  const shape = whole ? /^\d{0,5}$/ : /^\d{0,24}(\.\d{0,18})?$/;
  const [draft, setDraft] = useDraft(value ?? "", (next) => {
    const plain = next.replace(/\.$/, "");
    onCommit(plain === "" ? undefined : plain);
  });
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
  value: string | undefined;
  onChange: (seller: string | undefined) => void;
}): ReactNode {
  const [draft, setDraft] = useDraft(value ?? "", (next) => {
    const plain = next.trim();
    if (plain === "") onChange(undefined);
    else if (isAddressText(plain)) onChange(plain);
  });
  const wrong = draft.trim() !== "" && !isAddressText(draft.trim());
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

function isAddressText(text: string): boolean {
  return /^0x[0-9a-fA-F]{40}$/.test(text);
}
