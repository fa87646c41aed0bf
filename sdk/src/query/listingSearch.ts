import { type Address, formatUnits, isAddress, parseUnits } from "viem";
import type { ItemConditions, ListingFilter } from "../graphql/filters.ts";
import { type ListingSort, listingSorts } from "../graphql/types.ts";
import { biomes, characterClasses, itemTypes, rarities } from "../vocabulary.ts";

/** What a shop shows: the facets that somebody chose, and the order. All of it fits into an address. */
export type ListingSearch = {
  filter: Pick<
    ListingFilter,
    "collection" | "itemType" | "rarity" | "class" | "biome" | "kind" | "name" | "price" | "seller" | Stat
  >;
  sort?: ListingSort | undefined;
};

type Stat = (typeof stats)[number];
const stats = ["power", "defense", "speed", "luck"] as const;
const choices = { itemType: itemTypes, rarity: rarities, class: characterClasses, biome: biomes } as const;
const addresses = ["collection", "seller"] as const;

/** Credits have as many decimals; an address shows them as people write them. */
const DECIMALS = 18;

/**
 * Reads a shop's filter from an address's query. Whatever makes no sense there is dropped: a link that somebody cut short still opens.
 *
 * @example
 * ```ts
 * const { filter, sort } = readListingSearch("?rarity=EPIC,RARE&price=..250&sort=PRICE_ASC");
 * const options = listingsQueryOptions(graphql, { filter, sort });
 * ```
 */
export function readListingSearch(query: string): ListingSearch {
  const given = new URLSearchParams(query);
  const list = (name: string) => [...new Set(given.get(name)?.split(",").filter(Boolean))];
  const filter: ListingSearch["filter"] = {};
  for (const name of Object.keys(choices) as (keyof typeof choices)[]) {
    const chosen = (choices[name] as readonly string[]).filter((value) => list(name).includes(value));
    if (chosen.length > 0) Object.assign(filter, { [name]: chosen });
  }
  for (const name of addresses) {
    const chosen = list(name).filter((value): value is Address => isAddress(value, { strict: false }));
    if (chosen.length > 0) filter[name] = chosen;
  }
  const kind = list("kind")
    .filter((value) => /^\d{1,9}$/.test(value))
    .map(Number);
  if (kind.length > 0) filter.kind = kind;
  const name = given.get("name")?.trim().slice(0, 100);
  if (name) filter.name = name;
  for (const stat of stats) {
    const bounds = range(given.get(stat), /^\d{1,5}$/, Number);
    if (bounds) filter[stat] = bounds;
  }
  const price = range(given.get("price"), /^\d{1,24}(\.\d{1,18})?$/, (text) => parseUnits(text, DECIMALS));
  if (price) filter.price = price;
  const sort = listingSorts.find((known) => known === given.get("sort"));
  return sort === undefined ? { filter } : { filter, sort };
}

/**
 * The way back: what to put after the `?` of an address. Other parameters of `keep` stay as they are.
 *
 * @example
 * ```ts
 * writeListingSearch({ filter: { rarity: ["EPIC"], price: { max: parseEther("250") } } }); // "rarity=EPIC&price=..250"
 * ```
 */
export function writeListingSearch({ filter, sort }: ListingSearch, keep = ""): string {
  const query = new URLSearchParams(keep);
  const set = (name: string, value: string | undefined) => (value ? query.set(name, value) : query.delete(name));
  for (const name of ["itemType", "rarity", "class", "biome", "collection", "seller", "kind"] as const)
    set(name, filter[name]?.join(","));
  set("name", filter.name);
  for (const stat of stats) set(stat, written(filter[stat], String));
  set(
    "price",
    written(filter.price, (amount) => formatUnits(amount, DECIMALS)),
  );
  set("sort", sort);
  return query.toString().replaceAll("%2C", ",");
}

/**
 * How many facets narrow the view, the order not counted.
 *
 * @example
 * ```ts
 * const chosen = countFacets(readListingSearch("?rarity=EPIC&price=..250")); // 2
 * ```
 */
export function countFacets({ filter }: ListingSearch): number {
  return Object.values(filter as ItemConditions).filter((value) => value !== undefined).length;
}

/**
 * Puts a value into a facet or takes it out.
 *
 * @example
 * ```ts
 * const rarity = toggleFacet(filter.rarity, "EPIC");
 * ```
 */
export function toggleFacet<value>(chosen: readonly value[] | undefined, value: value): value[] | undefined {
  const next = chosen?.includes(value) ? chosen.filter((other) => other !== value) : [...(chosen ?? []), value];
  return next.length > 0 ? next : undefined;
}

/** `5..10`, `5..`, `..10`. */
function range<bound>(text: string | null, form: RegExp, read: (text: string) => bound) {
  const [min = "", max = ""] = text?.split("..") ?? [];
  const bounds = {
    ...(form.test(min) && { min: read(min) }),
    ...(form.test(max) && { max: read(max) }),
  };
  return Object.keys(bounds).length > 0 ? bounds : undefined;
}

function written<bound>(
  bounds: { min?: bound | undefined; max?: bound | undefined } | undefined,
  write: (value: bound) => string,
): string | undefined {
  if (bounds?.min === undefined && bounds?.max === undefined) return undefined;
  return [bounds.min, bounds.max].map((bound) => (bound === undefined ? "" : write(bound))).join("..");
}
