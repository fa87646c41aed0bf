import { CLASSES, ITEM_TYPES, RARITIES, STATS } from "../../ui/words.ts";

/** Orders of the market, as GraphQL's `ListingSort` names them. */
export const LISTING_SORTS = [
  ["RARITY_DESC", "Finest first"],
  ["NEWEST", "Newest first"],
  ["PRICE_ASC", "Cheapest first"],
  ["PRICE_DESC", "Dearest first"],
  ["OLDEST", "Oldest first"],
] as const;

/** A shop puts its finest pieces in front. */
export const DEFAULT_SORT = "RARITY_DESC";

export type ListingSort = (typeof LISTING_SORTS)[number][0];
export type StatName = (typeof STATS)[number];
export type StatBounds = Partial<Record<`${StatName}Min` | `${StatName}Max`, number>>;

/** What the market shows: all of it is in the address bar, so a view can be shared and the back button works. */
export interface BrowseSearch extends StatBounds {
  q?: string;
  collection?: string[];
  type?: (typeof ITEM_TYPES)[number][];
  rarity?: (typeof RARITIES)[number][];
  class?: (typeof CLASSES)[number][];
  /** Decimal Credits, as typed. */
  priceMin?: string;
  priceMax?: string;
  seller?: string;
  sort?: ListingSort;
}

/** Reads the address bar. Whatever makes no sense there is dropped, never an error page. */
export function readBrowseSearch(raw: Record<string, unknown>): BrowseSearch {
  const search: BrowseSearch = {
    q: text(raw.q, 64),
    collection: list(raw.collection, isAddressText),
    type: members(raw.type, ITEM_TYPES),
    rarity: members(raw.rarity, RARITIES),
    class: members(raw.class, CLASSES),
    priceMin: decimal(raw.priceMin),
    priceMax: decimal(raw.priceMax),
    seller: typeof raw.seller === "string" && isAddressText(raw.seller) ? raw.seller : undefined,
    sort: LISTING_SORTS.find(([sort]) => sort === raw.sort)?.[0],
  };
  for (const stat of STATS) {
    search[`${stat}Min`] = whole(raw[`${stat}Min`]);
    search[`${stat}Max`] = whole(raw[`${stat}Max`]);
  }
  return withoutEmpty(search);
}

/** How many filters narrow the view; the order is none. */
export function countFilters(search: BrowseSearch): number {
  return Object.keys(withoutEmpty({ ...search, sort: undefined })).length;
}

/** Puts a value into a list or takes it out. */
export function toggled<T>(values: readonly T[] | undefined, value: T): T[] | undefined {
  const next = values?.includes(value) ? values.filter((other) => other !== value) : [...(values ?? []), value];
  return next.length === 0 ? undefined : next;
}

export function withoutEmpty<T extends object>(search: T): T {
  return Object.fromEntries(
    Object.entries(search).filter(([, value]) => value !== undefined && value !== "" && !isEmptyList(value)),
  ) as T;
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function text(value: unknown, longest: number): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value.slice(0, longest) : undefined;
}

function list(value: unknown, accepts: (entry: string) => boolean): string[] | undefined {
  const entries = Array.isArray(value) ? value.map(String) : typeof value === "string" ? value.split(",") : [];
  const good = [...new Set(entries.filter(accepts))];
  return good.length === 0 ? undefined : good;
}

function members<T extends string>(value: unknown, all: readonly T[]): T[] | undefined {
  const chosen = list(value, (entry) => all.some((member) => member === entry.toUpperCase()));
  const upper = chosen?.map((entry) => entry.toUpperCase());
  return upper === undefined ? undefined : all.filter((member) => upper.includes(member));
}

function whole(value: unknown): number | undefined {
  const plain = String(value ?? "");
  return /^\d{1,5}$/.test(plain) ? Math.min(Number(plain), 65_535) : undefined;
}

function decimal(value: unknown): string | undefined {
  const plain = String(value ?? "");
  return /^\d{1,24}(\.\d{1,18})?$/.test(plain) ? plain : undefined;
}

function isAddressText(entry: string): boolean {
  return /^0x[0-9a-fA-F]{40}$/.test(entry);
}
