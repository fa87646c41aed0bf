import { priceAt } from "@plaza/sdk";
import type { IndexedAuction, IndexedListing, ItemDetail } from "@plaza/sdk/graphql";

/** The shapes the page shows: the SDK's own, under the names that people use. */
export type Item = ItemDetail;
/** An item without what it is for sale at. */
export type ItemCore = IndexedListing["item"];
export type Listing = IndexedListing;
export type Auction = IndexedAuction;
export type { Holding, IndexedAccount } from "@plaza/sdk/graphql";
/** What one unit costs at a time, in unix seconds: the index tells where a falling price began. */
export function priceOf({ price, schedule }: Pick<Listing, "price" | "schedule">, time: number): bigint {
  return priceAt({ price, schedule, time: BigInt(time) });
}
/** What an id is the digest of; the contract wants it with every call. */
export { auctionTerms, listingTerms } from "@plaza/sdk/graphql";
