import type { AuctionTerms } from "@plaza/sdk";
import type { getVault } from "@plaza/sdk/actions";
import type { AuctionCore, IndexedAuction, IndexedListing, ItemDetail } from "@plaza/sdk/graphql";

/** The shapes the page shows: the SDK's own, under the names that people use. */
export type Item = ItemDetail;
/** An item without what it is for sale at. */
export type ItemCore = IndexedListing["item"];
export type Listing = IndexedListing;
export type Auction = IndexedAuction;
export type { Holding, IndexedAccount, Trade } from "@plaza/sdk/graphql";
/** What a listing's id is the digest of; the contract wants it with every call. */
export { listingTerms } from "@plaza/sdk/graphql";

/** What an auction's id is the digest of. */
export function auctionTerms(auction: AuctionCore): AuctionTerms {
  const { seller, token, tokenId, quantity, startPrice, reservePrice, start, end, incrementBps, salt } = auction;
  return {
    seller,
    token,
    tokenId,
    quantity,
    startPrice,
    reservePrice,
    start: BigInt(start),
    end: BigInt(end),
    incrementBps: BigInt(incrementBps),
    salt,
  };
}

/** An account's money in the vault, as the contract keeps it. */
export type VaultAccount = Awaited<ReturnType<typeof getVault>>;
