import { activityFields, auctionFields, itemFields, listingFields, tradeFields } from "./fragments.ts";

const news = "change id kind cursor";
const about = "$account: [Address!], $collection: [Address!], $item: [ID!], $after: String";
const given = "account: $account, collection: $collection, item: $item, after: $after";

export const activityFeed = `
subscription ActivityFeed($filter: ActivityFilter, $after: String) {
  activity(filter: $filter, after: $after) { ${news} activity { ...ActivityFields } }
}
${activityFields}
${itemFields}`;

export const listingFeed = `
subscription ListingFeed($listing: [Bytes32!], ${about}) {
  listingChanges(listing: $listing, ${given}) { ${news} listing { ...ListingFields } }
}
${listingFields}`;

export const auctionFeed = `
subscription AuctionFeed($auction: [Bytes32!], ${about}) {
  auctionChanges(auction: $auction, ${given}) { ${news} auction { ...AuctionFields } }
}
${auctionFields}`;

export const tradeFeed = `
subscription TradeFeed(${about}) { trades(${given}) { ${news} trade { ...TradeFields } } }
${tradeFields}
${itemFields}`;

export const accountFeed = `
subscription AccountFeed($account: Address!, $kind: [ActivityKind!], $after: String) {
  accountActivity(account: $account, kind: $kind, after: $after) { ${news} activity { ...ActivityFields } }
}
${activityFields}
${itemFields}`;
