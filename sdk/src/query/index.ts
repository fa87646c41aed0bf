export {
  type Credits,
  type CreditsDiscrepancy,
  type CreditsHeld,
  type CreditsSource,
  creditsQueryOptions,
} from "./credits.ts";
export {
  countFacets,
  type ListingSearch,
  readListingSearch,
  toggleFacet,
  writeListingSearch,
} from "./listingSearch.ts";
export {
  activityQueryOptions,
  auctionsQueryOptions,
  itemsQueryOptions,
  listingsQueryOptions,
  tradesQueryOptions,
} from "./lists.ts";
export * from "./mutations.ts";
export {
  bidsQueryOptions,
  fundsQueryOptions,
  liveAuctionQueryOptions,
  type Notifications,
  notificationsQueryOptions,
} from "./relayer.ts";
export {
  accountQueryOptions,
  auctionQueryOptions,
  collectionsQueryOptions,
  itemQueryOptions,
  listingQueryOptions,
} from "./single.ts";
export { patchLiveAuction, patchNotifications } from "./stream.ts";
export type { PlazaPagesOptions, PlazaQueryKey, PlazaQueryOptions } from "./types.ts";
