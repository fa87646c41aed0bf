export { feeQueryOptions, holdingQueryOptions } from "./chain.ts";
export {
  type Credits,
  type CreditsDiscrepancy,
  type CreditsHeld,
  type CreditsSource,
  creditsQueryOptions,
} from "./credits.ts";
export type { ChainSource } from "./internal/lastAnswer.ts";
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
  liveAuctionsQueryOptions,
  type Notifications,
  notificationsQueryOptions,
  ordersQueryOptions,
} from "./relayer.ts";
export {
  accountQueryOptions,
  auctionQueryOptions,
  collectionsQueryOptions,
  itemQueryOptions,
  listingFacetsQueryOptions,
  listingQueryOptions,
  metaQueryOptions,
} from "./single.ts";
export { patchLiveAuction, patchNotifications } from "./stream.ts";
export type { MaybeStale, PlazaPagesOptions, PlazaQueryContext, PlazaQueryKey, PlazaQueryOptions } from "./types.ts";
export { unfinishedFlowsQueryOptions } from "./unfinished.ts";
