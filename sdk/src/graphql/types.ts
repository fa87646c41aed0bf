import type { Address, Hex } from "viem";
import type { Biome, CharacterClass, ItemType, Rarity, TokenStandard } from "../vocabulary.ts";

export * from "../vocabulary.ts";

/** Enums of the schema, as values to iterate over in filters and forms. */
export const listingStatuses = ["ACTIVE", "SOLD", "CANCELLED", "EXPIRED"] as const;
/** How auctions stand, in the order in which they pass; the last three end them. */
export const auctionStatuses = [
  "SCHEDULED",
  "LIVE",
  "ENDED",
  "FINALIZING",
  "SETTLED",
  "RETURNED",
  "CANCELLED",
] as const;
/** What news of the feed says: it happened, it is undone, or all must be read anew. */
export const feedChanges = ["ADDED", "REMOVED", "RESET"] as const;
/** How the latest look for metadata ended, or that it is still to come. */
export const metadataStatuses = ["PENDING", "OK", "FAILED"] as const;
/** Why metadata could not be had. */
export const metadataFailures = [
  "NO_URI",
  "BAD_URI",
  "NO_GATEWAY",
  "ADDRESS_REFUSED",
  "UNREACHABLE",
  "TIMEOUT",
  "HTTP_ERROR",
  "TOO_LARGE",
  "NOT_JSON",
  "CHAIN_AWAY",
] as const;
/** Why nothing is known of what a seller wrote: the indexer has no relayer to ask, it is away, or nothing was written. */
export const textUnavailabilities = ["NOT_CONFIGURED", "AWAY", "NONE"] as const;
/** What a trade came from. */
export const tradeSources = ["LISTING", "AUCTION", "SIGNED_LISTING", "OFFER"] as const;
/** The two sides of a trade. */
export const roles = ["SELLER", "BUYER"] as const;
/** Orders that listings can be read in. */
export const listingSorts = ["NEWEST", "OLDEST", "PRICE_ASC", "PRICE_DESC", "RARITY_DESC"] as const;
/** Orders that auctions can be read in. */
export const auctionSorts = ["ENDING_SOON", "NEWEST", "PRICE_ASC", "PRICE_DESC"] as const;
/** Orders that items can be read in. */
export const itemSorts = ["NEWEST", "OLDEST", "RARITY_DESC", "POWER_DESC"] as const;
/** Orders that trades can be read in. */
export const tradeSorts = ["NEWEST", "OLDEST", "PRICE_ASC", "PRICE_DESC"] as const;

/** All that can happen to items, listings and auctions. */
export const activityKinds = [
  "MINTED",
  "TRANSFERRED",
  "BURNT",
  "LISTED",
  "PRICE_CHANGED",
  "LISTING_CANCELLED",
  "LISTING_EXPIRED",
  "SOLD",
  "OFFER_ACCEPTED",
  "AUCTION_CREATED",
  "BID_POSTED",
  "BID_PRESENTED",
  "AUCTION_SETTLED",
  "AUCTION_RETURNED",
  "AUCTION_CANCELLED",
] as const;
/** Orders that activity can be read in. */
export const activitySorts = ["NEWEST", "OLDEST"] as const;
/** How signed orders can stand on chain; one that nothing happened to has no state. */
export const orderStates = ["PARTLY_FILLED", "FILLED", "CANCELLED"] as const;
/** Orders that accepted offers can be read in. */
export const offerSorts = ["NEWEST", "OLDEST", "PRICE_ASC", "PRICE_DESC"] as const;

/** One of {@link listingStatuses}. */
export type IndexedListingStatus = (typeof listingStatuses)[number];
/** One of {@link auctionStatuses}. */
export type IndexedAuctionStatus = (typeof auctionStatuses)[number];
/** One of {@link feedChanges}. */
export type FeedChange = (typeof feedChanges)[number];
/** One of {@link metadataStatuses}. */
export type MetadataStatus = (typeof metadataStatuses)[number];
/** One of {@link metadataFailures}. */
export type MetadataFailure = (typeof metadataFailures)[number];
/** One of {@link textUnavailabilities}. */
export type TextUnavailable = (typeof textUnavailabilities)[number];
/** One of {@link tradeSources}. */
export type TradeSource = (typeof tradeSources)[number];
/** One of {@link roles}. */
export type Role = (typeof roles)[number];
/** One of {@link listingSorts}. */
export type ListingSort = (typeof listingSorts)[number];
/** One of {@link auctionSorts}. */
export type AuctionSort = (typeof auctionSorts)[number];
/** One of {@link itemSorts}. */
export type ItemSort = (typeof itemSorts)[number];
/** One of {@link tradeSorts}. */
export type TradeSort = (typeof tradeSorts)[number];

/** How the orders of one nonce stand, as far as the chain knows them. */
export type OrderState = (typeof orderStates)[number];
/** One of {@link activityKinds}. */
export type ActivityKind = (typeof activityKinds)[number];
/** One of {@link activitySorts}. */
export type ActivitySort = (typeof activitySorts)[number];
/** One of {@link offerSorts}. */
export type OfferSort = (typeof offerSorts)[number];

/** A catalogue entry. */
export type Kind = { id: number; name: string; icon: string };

/** Whose name anybody can have given, unless it is `official`: Plaza's own. */
export type Collection = { address: Address; name: string; standard: TokenStandard; official: boolean };

/** What the metadata of an item that is not Plaza's own says. Anybody can have written it; it is plain text, not HTML. */
export type ItemMetadata = {
  /** Why the latest look failed; what an earlier one found stays. */
  failure: MetadataFailure | null;
  name: string | null;
  description: string | null;
  /** An `https:`, `http:`, `ipfs:` or `data:` URL. */
  image: string | null;
  externalUrl: string | null;
  /** When it was read last, unix seconds. */
  fetchedAt: number | null;
};

/** A trait that an item's metadata tells. */
export type ItemTrait = {
  name: string;
  value: string;
  /** Its value, if it is a number. */
  number: number | null;
};

/** A kind of item whose name was searched for. */
export type SearchHit = {
  kind: Kind;
  collection: Collection;
  /** Whether its name has a word for each word of the text, or one that begins with it; if not, it is only alike. */
  matches: boolean;
  /** How alike it is, 0 to 1. */
  share: number;
};

/** How many have a value. */
export type FacetCount<value> = { value: value; count: number };

/** How a number or an amount is spread: what a slider needs. Buckets are of equal width, one after the other, empty ones too. */
export type Histogram<amount> = FacetRange<amount> & { buckets: FacetRange<amount>[] };

/** From the lowest to the highest value, both included, and how many are in between. */
export type FacetRange<amount> = { min: amount; max: amount; count: number };

/** How often the values of a trait occur that metadata tells; `min` and `max` of those that are numbers. */
export type TraitFacet = { name: string; values: FacetCount<string>[]; min: number | null; max: number | null };

/**
 * What a filter of listings finds, counted by value, the most frequent first, at most 50. Each facet is counted as if the filter did
 * not choose among its own values, so that it shows what another choice would find. Histograms are null where nothing has a value.
 */
export type ListingFacets = {
  collection: FacetCount<Collection>[];
  kind: FacetCount<number>[];
  itemType: FacetCount<ItemType>[];
  rarity: FacetCount<Rarity>[];
  class: FacetCount<CharacterClass>[];
  biome: FacetCount<Biome>[];
  traits: TraitFacet[];
  power: Histogram<number> | null;
  defense: Histogram<number> | null;
  speed: Histogram<number> | null;
  luck: Histogram<number> | null;
  /** Prices of one unit, smallest unit of the currency. */
  price: Histogram<bigint> | null;
};

/** An item (ERC-721) or a stack's kind (ERC-1155). */
export type Item = {
  /** `token:tokenId`. */
  id: string;
  token: Address;
  tokenId: bigint;
  standard: TokenStandard;
  collection: Collection;
  kind: Kind | null;
  name: string;
  /** SVG path data on a 512 x 512 view box. */
  icon: string | null;
  itemType: ItemType | null;
  rarity: Rarity | null;
  class: CharacterClass | null;
  biome: Biome | null;
  power: number | null;
  defense: number | null;
  speed: number | null;
  luck: number | null;
  /** Who holds an ERC-721 item; the Marketplace while it is escrowed. */
  owner: Address | null;
  supply: bigint;
  /** Unix seconds. */
  mintedAt: number;
  /** How the latest look for its metadata ended; null for Plaza's own items. */
  metadataStatus: MetadataStatus | null;
  /** Null for Plaza's own items, and before the first look. */
  metadata: ItemMetadata | null;
  /** What its metadata tells; Plaza's own items have fields for theirs. */
  traits: ItemTrait[];
};

/** A listing without the item that it sells. */
export type ListingCore = {
  id: Hex;
  seller: Address;
  token: Address;
  tokenId: bigint;
  standard: TokenStandard;
  /** Units listed at first. */
  quantity: bigint;
  /** Units not yet sold. */
  remaining: bigint;
  /** Price of one unit, smallest unit of the currency; where the price falls: at the start. */
  price: bigint;
  /** What the price falls to; null for a fixed price. */
  endPrice: bigint | null;
  /** When it begins to fall, unix seconds; null for a fixed price. */
  fallStart: number | null;
  /** When it has reached `endPrice`, unix seconds; null for a fixed price. */
  fallEnd: number | null;
  /** Unix seconds; null means never. Times beyond 2^31 - 1 are cut to that, for display. */
  expiry: number | null;
  /** Times and end of the fall in one word, exactly as the terms have it: `priceAt` takes it. */
  schedule: bigint;
  /** The only account that may buy; null for anyone. */
  taker: Address | null;
  /** The most of the price that goes to a royalty, in basis points. */
  maxRoyaltyBps: number;
  salt: bigint;
  feeBps: number;
  status: IndexedListingStatus;
  /** Whether its seller sold for the studio when it was listed, and not as a player. */
  primary: boolean;
  /** Unix seconds. */
  createdAt: number;
  /** Unix seconds. */
  updatedAt: number;
  createdTx: Hex;
};

/** A listing with the item that it sells. */
export type IndexedListing = ListingCore & { item: Item };

/** An auction without the item that it sells. */
export type AuctionCore = {
  id: Hex;
  seller: Address;
  token: Address;
  tokenId: bigint;
  standard: TokenStandard;
  quantity: bigint;
  startPrice: bigint;
  reservePrice: bigint;
  /** Unix seconds. */
  start: number;
  /** Unix seconds; part of the terms. */
  end: number;
  /** Unix seconds at which bidding really ends. */
  endsAt: number;
  incrementBps: number;
  /** Price at which anybody can have it at once while it runs. */
  buyoutPrice: bigint | null;
  /** The most of the price that goes to a royalty, in basis points. */
  maxRoyaltyBps: number;
  salt: bigint;
  feeBps: number;
  status: IndexedAuctionStatus;
  /** Whether its seller sold for the studio when it was put up, and not as a player. */
  primary: boolean;
  /** The best bid posted on the chain; bids taken by the relayer may be higher. */
  topPost: { bidder: Address; amount: bigint } | null;
  /** Whether it was sold at its buyout price, to the winner. */
  boughtOut: boolean;
  winner: Address | null;
  /** What the winner paid, fee and royalty included. */
  amount: bigint | null;
  fee: bigint | null;
  royalty: bigint | null;
  /** Unix seconds. */
  settledAt: number | null;
  /** Unix seconds. */
  createdAt: number;
  createdTx: Hex;
  settledTx: Hex | null;
};

/** An auction with the item that it sells. */
export type IndexedAuction = AuctionCore & { item: Item };

/** A sale, whatever its source. */
export type Trade = {
  id: string;
  source: TradeSource;
  /** Whether its seller sold for the studio then, and not as a player. */
  primary: boolean;
  listing: { id: Hex } | null;
  auction: { id: Hex } | null;
  /** EIP-712 digest of the signed listing or offer, if it was one. */
  orderId: Hex | null;
  item: Item;
  quantity: bigint;
  unitPrice: bigint;
  /** What the buyer paid. */
  total: bigint;
  fee: bigint;
  /** What the collection's royalty receiver got. */
  royalty: bigint;
  /** What the seller got: `total - fee - royalty`. */
  proceeds: bigint;
  seller: Address;
  buyer: Address;
  /** Who received the item. */
  recipient: Address;
  /** Unix seconds. */
  timestamp: number;
  block: bigint;
  transaction: Hex;
};

/** A sale with what its two sides call themselves in the relayer's profiles: null without a name, and while the relayer is away. */
export type NamedTrade = Trade & { sellerName: string | null; buyerName: string | null };

/** An offer that was accepted, in whole or in part: the chain knows no others. Those that wait are in the relayer's book (`getOrders`). */
export type IndexedOffer = {
  /** EIP-712 digest. */
  id: Hex;
  buyer: Address;
  collection: Collection;
  nonce: bigint;
  state: OrderState;
  unitPrice: bigint;
  /** Units that were sold for it. */
  filled: bigint;
  /** Units that its last sale left; zero once it is cancelled. */
  remaining: bigint;
  /** What its buyer paid for them. */
  spent: bigint;
  /** Unix seconds. */
  firstFilledAt: number;
  /** Unix seconds. */
  lastFilledAt: number;
  trades: Page<Trade>;
};

/** Something that happened to an item, a listing or an auction. */
export type Activity = {
  /** `transaction:logIndex`, and `:n` for the nth of a batch; of an expiry `listingId:expired`. */
  id: string;
  kind: ActivityKind;
  /** Who did it; null for a mint. */
  from: Address | null;
  /** Who bought it or was sent it; null where nobody was. */
  to: Address | null;
  item: Item;
  quantity: bigint;
  /** Price of a unit of a listing, start price of an auction, amount of a bid, total of a sale; null for others. */
  amount: bigint | null;
  listing: { id: Hex } | null;
  auction: { id: Hex } | null;
  /** EIP-712 digest of the signed order that was filled. */
  orderId: Hex | null;
  trade: { id: string } | null;
  /** Unix seconds. */
  timestamp: number;
  /** Null for an expiry, which no block tells of. */
  block: bigint | null;
  transaction: Hex | null;
};

/** Where a page ends, and whether another follows. */
export type PageInfo = {
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  startCursor: string | null;
  endCursor: string | null;
};

/** One page of a Relay connection. Pass `pageInfo.endCursor` as `after` for the next, with the same filter and sort. */
export type Page<node> = { nodes: node[]; pageInfo: PageInfo; totalCount: number };

/** An item with what it is for sale at. */
export type ItemForSale = Item & {
  /** The cheapest active listing. */
  listing: ListingCore | null;
  /** The running auction. */
  auction: AuctionCore | null;
};

/** An item with its first trades. */
export type ItemDetail = ItemForSale & { trades: Page<Trade> };

/** A listing with what its seller wrote of it and its first trades. */
export type ListingDetail = IndexedListing & { text: IndexedListingText; trades: Page<NamedTrade> };

/** What a listing's seller wrote of it, which the relayer keeps; or why nothing is known of it. Plain text, not HTML: nobody vouches for it. */
export type IndexedListingText =
  | {
      unavailable: null;
      title: string;
      description: string;
      /** SHA-256 of each picture's file. */
      images: Hex[];
    }
  | { unavailable: TextUnavailable; title: null; description: null; images: null };

/** Units of an item that an account holds. */
export type Holding = { item: ItemForSale; quantity: bigint };

/** An account's money in the vault, as indexed. */
export type IndexedVault = {
  free: bigint;
  exiting: bigint;
  /** Unix seconds from which the exit can be executed. */
  exitableAt: number | null;
  credit: bigint;
};

/** What the chain knows of the listings and offers that an account signed. */
export type IndexedOrders = {
  /** What its orders must carry. */
  counter: bigint;
  /** What could not be pushed; can be withdrawn at once. */
  credit: bigint;
};

/** All that the index knows of an account. Zero and empty when it never did anything. */
export type IndexedAccount = {
  address: Address;
  /** Credits in the wallet. */
  credits: bigint;
  vault: IndexedVault;
  orders: IndexedOrders;
  /** What its purchases cost in all. */
  spent: bigint;
  /** What its sales brought in all, after fees. */
  earned: bigint;
  holdings: Page<Holding>;
  listings: Page<IndexedListing>;
  auctions: Page<IndexedAuction>;
  trades: Page<Trade>;
};

/** How far the indexer is. */
export type IndexerMeta = {
  chainId: number;
  block: bigint;
  /** Unix seconds. */
  blockTimestamp: number;
};
