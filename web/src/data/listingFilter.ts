import type { ListingFilter } from "@plaza/sdk/graphql";
import type { Address } from "viem";
import type { BrowseSearch } from "../features/browse/search.ts";
import { parseCredits } from "../ui/amounts.ts";
import { STATS } from "../ui/words.ts";

/** What the address bar says, as the indexer wants it. */
export function listingFilter(search: BrowseSearch): ListingFilter {
  const filter: ListingFilter = {
    name: search.q,
    collection: search.collection as Address[] | undefined,
    itemType: search.type,
    rarity: search.rarity,
    class: search.class,
    seller: search.seller === undefined ? undefined : [search.seller as Address],
  };
  const min = search.priceMin === undefined ? undefined : parseCredits(search.priceMin);
  const max = search.priceMax === undefined ? undefined : parseCredits(search.priceMax);
  if (min !== undefined || max !== undefined) filter.price = { min, max };
  for (const stat of STATS) {
    const low = search[`${stat}Min`];
    const high = search[`${stat}Max`];
    if (low !== undefined || high !== undefined) filter[stat] = { min: low, max: high };
  }
  return filter;
}
