import type { IndexedAuction, IndexedListing, ItemDetail } from "@plaza/sdk/graphql";

/** The shapes the page shows: the SDK's own, under the names that people use. */
export type Item = ItemDetail;
/** An item without what it is for sale at. */
export type ItemCore = IndexedListing["item"];
export type Listing = IndexedListing;
export type Auction = IndexedAuction;
export type { Holding, IndexedAccount } from "@plaza/sdk/graphql";
/** What an id is the digest of; the contract wants it with every call. */
export { auctionTerms, listingTerms } from "@plaza/sdk/graphql";
