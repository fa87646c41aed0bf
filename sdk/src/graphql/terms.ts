import { zeroAddress } from "viem";
import { packAuctionRules } from "../rules/auctionRules.ts";
import type { AuctionTerms, ListingTerms } from "../rules/types.ts";
import type { AuctionCore, ListingCore } from "./types.ts";

/**
 * The terms of an indexed listing, as `buy`, `updatePrice` and `cancelListing` take them.
 *
 * @example
 * ```ts
 * const listing = await graphql.getListingById(id);
 * if (listing) await buySync(client, { marketplace, terms: listingTerms(listing), maxTotal: listing.price });
 * ```
 */
export function listingTerms({ seller, salt, token, tokenId, quantity, schedule, taker }: ListingCore): ListingTerms {
  return { seller, salt, token, tokenId, quantity, schedule, taker: taker ?? zeroAddress };
}

/**
 * The terms of an indexed auction, as `settleAuction`, `finalizeAuction` and `cancelAuction` take them.
 *
 * @example
 * ```ts
 * const auction = await graphql.getAuctionById(id);
 * if (auction) await finalizeAuctionSync(client, { marketplace, terms: auctionTerms(auction) });
 * ```
 */
export function auctionTerms(auction: AuctionCore): AuctionTerms {
  const { seller, token, tokenId, quantity, startPrice, reservePrice, salt } = auction;
  const rules = packAuctionRules({
    buyoutPrice: auction.buyoutPrice ?? 0n,
    start: BigInt(auction.start),
    end: BigInt(auction.end),
    incrementBps: BigInt(auction.incrementBps),
    maxRoyaltyBps: BigInt(auction.maxRoyaltyBps),
  });
  return { seller, token, tokenId, quantity, startPrice, reservePrice, rules, salt };
}
