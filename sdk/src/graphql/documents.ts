import { typedDocument } from "./document.ts";
import {
  activityFields,
  auctionFields,
  itemFields,
  listingFields,
  namedTradeFields,
  tradeFields,
} from "./fragments.ts";
import type {
  Activity,
  Collection,
  IndexedAccount,
  IndexedAuction,
  IndexedListing,
  IndexedOffer,
  IndexerMeta,
  ItemDetail,
  ItemForSale,
  ListingDetail,
  ListingFacets,
  NamedTrade,
  Page,
  SearchHit,
} from "./types.ts";

const saleFields = `fragment SaleFields on Item {
  ...ItemFields listing { ...ListingFields } auction { ...AuctionFields }
}`;

const page = "pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount";

type Variables = Record<string, unknown>;

type Amounts = { lowest: bigint; highest: bigint; count: number };
type FacetsAnswer = Omit<ListingFacets, "price"> & { prices: (Amounts & { buckets: Amounts[] }) | null };

export const metaDocument = typedDocument<{ _meta: IndexerMeta }>(
  "query Meta { _meta { chainId block blockTimestamp } }",
);

export const collectionsDocument = typedDocument<{ collections: Collection[] }>(
  "query Collections { collections { address name standard official } }",
);

export const listingsDocument = typedDocument<{ listings: Page<IndexedListing> }, Variables>(`
query Listings($filter: ListingFilter, $sort: ListingSort, $first: Int, $after: String) {
  listings(filter: $filter, sort: $sort, first: $first, after: $after) {
    nodes { ...ListingFields item { ...ItemFields } } ${page}
  }
}
${listingFields}
${itemFields}`);

const spread = "count buckets { min max count }";
const amounts = "lowest: min highest: max count";

/** Amounts under names of their own: a name means the same type wherever it occurs. */
export const listingFacetsDocument = typedDocument<{ listingFacets: FacetsAnswer }, Variables>(`
query ListingFacets($filter: ListingFilter, $buckets: Int) {
  listingFacets(filter: $filter) {
    collection { value { address name standard official } count }
    kind { value count } itemType { value count } rarity { value count } class { value count } biome { value count }
    traits { name values { value count } min max }
    power(buckets: $buckets) { min max ${spread} }
    defense(buckets: $buckets) { min max ${spread} }
    speed(buckets: $buckets) { min max ${spread} }
    luck(buckets: $buckets) { min max ${spread} }
    prices: price(buckets: $buckets) { ${amounts} buckets { ${amounts} } }
  }
}`);

export const auctionsDocument = typedDocument<{ auctions: Page<IndexedAuction> }, Variables>(`
query Auctions($filter: AuctionFilter, $sort: AuctionSort, $first: Int, $after: String) {
  auctions(filter: $filter, sort: $sort, first: $first, after: $after) {
    nodes { ...AuctionFields item { ...ItemFields } } ${page}
  }
}
${auctionFields}
${itemFields}`);

export const itemsDocument = typedDocument<{ items: Page<ItemForSale> }, Variables>(`
query Items($filter: ItemFilter, $sort: ItemSort, $first: Int, $after: String) {
  items(filter: $filter, sort: $sort, first: $first, after: $after) { nodes { ...SaleFields } ${page} }
}
${saleFields}
${itemFields}
${listingFields}
${auctionFields}`);

export const tradesDocument = typedDocument<{ trades: Page<NamedTrade> }, Variables>(`
query Trades($filter: TradeFilter, $sort: TradeSort, $first: Int, $after: String) {
  trades(filter: $filter, sort: $sort, first: $first, after: $after) { nodes { ...NamedTradeFields } ${page} }
}
${namedTradeFields}
${itemFields}`);

export const offersDocument = typedDocument<{ offers: Page<IndexedOffer> }, Variables>(`
query Offers($filter: OfferFilter, $sort: OfferSort, $first: Int, $after: String) {
  offers(filter: $filter, sort: $sort, first: $first, after: $after) {
    nodes {
      id buyer collection { address name standard official } nonce state unitPrice filled remaining spent firstFilledAt lastFilledAt
      trades { nodes { ...TradeFields } ${page} }
    }
    ${page}
  }
}
${tradeFields}
${itemFields}`);

export const activityDocument = typedDocument<{ activity: Page<Activity> }, Variables>(`
query Activity($filter: ActivityFilter, $sort: ActivitySort, $first: Int, $after: String) {
  activity(filter: $filter, sort: $sort, first: $first, after: $after) {
    nodes { ...ActivityFields } ${page}
  }
}
${activityFields}
${itemFields}`);

export const searchDocument = typedDocument<{ search: SearchHit[] }, Variables>(`
query Search($text: String!, $collection: [Address!], $first: Int) {
  search(text: $text, collection: $collection, first: $first) {
    kind { id name icon } collection { address name standard official } matches share
  }
}`);

export const listingDocument = typedDocument<{ listing: ListingDetail | null }, Variables>(`
query Listing($id: Bytes32!) {
  listing(id: $id) {
    ...ListingFields text { unavailable title description images } item { ...ItemFields }
    trades { nodes { ...NamedTradeFields } ${page} }
  }
}
${listingFields}
${itemFields}
${namedTradeFields}`);

export const auctionDocument = typedDocument<{ auction: IndexedAuction | null }, Variables>(`
query Auction($id: Bytes32!) { auction(id: $id) { ...AuctionFields item { ...ItemFields } } }
${auctionFields}
${itemFields}`);

export const itemDocument = typedDocument<{ item: ItemDetail | null }, Variables>(`
query Item($token: Address!, $tokenId: BigInt!) {
  item(token: $token, tokenId: $tokenId) { ...SaleFields trades { nodes { ...TradeFields } ${page} } }
}
${saleFields}
${itemFields}
${listingFields}
${auctionFields}
${tradeFields}`);

export const tradeDocument = typedDocument<{ trade: NamedTrade | null }, Variables>(`
query Trade($id: ID!) { trade(id: $id) { ...NamedTradeFields } }
${namedTradeFields}
${itemFields}`);

export const accountDocument = typedDocument<{ account: IndexedAccount }, Variables>(`
query Account(
  $address: Address!
  $holdingsFirst: Int, $holdingsAfter: String
  $listingStatus: [ListingStatus!], $listingsFirst: Int, $listingsAfter: String
  $auctionStatus: [AuctionStatus!], $auctionsFirst: Int, $auctionsAfter: String
  $role: Role, $tradesFirst: Int, $tradesAfter: String
) {
  account(address: $address) {
    address credits vault { free exiting exitableAt credit } orders { counter credit } spent earned
    holdings(first: $holdingsFirst, after: $holdingsAfter) { nodes { item { ...SaleFields } quantity } ${page} }
    listings(status: $listingStatus, first: $listingsFirst, after: $listingsAfter) {
      nodes { ...ListingFields item { ...ItemFields } } ${page}
    }
    auctions(status: $auctionStatus, first: $auctionsFirst, after: $auctionsAfter) {
      nodes { ...AuctionFields item { ...ItemFields } } ${page}
    }
    trades(role: $role, first: $tradesFirst, after: $tradesAfter) { nodes { ...TradeFields } ${page} }
  }
}
${saleFields}
${itemFields}
${listingFields}
${auctionFields}
${tradeFields}`);
