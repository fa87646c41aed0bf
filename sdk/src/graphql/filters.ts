import type { Address, Hex } from "viem";
import type {
  ActivityKind,
  ActivitySort,
  AuctionSort,
  Biome,
  CharacterClass,
  IndexedAuctionStatus,
  IndexedListingStatus,
  ItemSort,
  ItemType,
  ListingSort,
  OfferSort,
  OrderState,
  Rarity,
  Role,
  TradeSort,
  TradeSource,
} from "./types.ts";

/** Bounds, both included. */
export type IntRange = { min?: number | undefined; max?: number | undefined };

/** Bounds in the smallest unit of the currency, both included. */
export type BigIntRange = { min?: bigint | undefined; max?: bigint | undefined };

/** A trait that an item's metadata tells: that it is there, has one of these values, is a number in this range. Letter for letter. */
export type TraitFilter = {
  name: string;
  values?: readonly string[] | undefined;
  range?: { min?: number | undefined; max?: number | undefined } | undefined;
};

/** Conditions on an item. A condition on a trait that the item lacks is false, and its `not` is true. */
export type ItemConditions = {
  collection?: readonly Address[] | undefined;
  itemType?: readonly ItemType[] | undefined;
  rarity?: readonly Rarity[] | undefined;
  class?: readonly CharacterClass[] | undefined;
  biome?: readonly Biome[] | undefined;
  power?: IntRange | undefined;
  defense?: IntRange | undefined;
  speed?: IntRange | undefined;
  luck?: IntRange | undefined;
  kind?: readonly number[] | undefined;
  /** Part of the name, in any case. */
  name?: string | undefined;
  trait?: TraitFilter | undefined;
};

/** All conditions of one object must hold; `and`, `or` and `not` nest freely. */
export type ListingFilter = ItemConditions & {
  and?: readonly ListingFilter[] | undefined;
  or?: readonly ListingFilter[] | undefined;
  not?: ListingFilter | undefined;
  /** Price of one unit. */
  price?: BigIntRange | undefined;
  seller?: readonly Address[] | undefined;
  /** @default ["ACTIVE"] when the whole filter names no status. */
  status?: readonly IndexedListingStatus[] | undefined;
  /** Whether the seller sold for the studio. */
  primary?: boolean | undefined;
};

/** All conditions of one object must hold; `and`, `or` and `not` nest freely. */
export type AuctionFilter = ItemConditions & {
  and?: readonly AuctionFilter[] | undefined;
  or?: readonly AuctionFilter[] | undefined;
  not?: AuctionFilter | undefined;
  /** Start price. */
  price?: BigIntRange | undefined;
  seller?: readonly Address[] | undefined;
  status?: readonly IndexedAuctionStatus[] | undefined;
  /** Unix seconds. */
  endsBefore?: number | undefined;
  /** Unix seconds. */
  endsAfter?: number | undefined;
  /** Whether the seller sold for the studio. */
  primary?: boolean | undefined;
  /** Whether a bid was posted or presented on the chain; those that only the relayer has do not count. */
  hasChainBids?: boolean | undefined;
};

/** All conditions of one object must hold; `and`, `or` and `not` nest freely. */
export type ItemFilter = ItemConditions & {
  and?: readonly ItemFilter[] | undefined;
  or?: readonly ItemFilter[] | undefined;
  not?: ItemFilter | undefined;
  owner?: readonly Address[] | undefined;
  /** Whether an active listing sells it. */
  listed?: boolean | undefined;
};

/** All conditions of one object must hold; `and`, `or` and `not` nest freely. */
export type TradeFilter = ItemConditions & {
  and?: readonly TradeFilter[] | undefined;
  or?: readonly TradeFilter[] | undefined;
  not?: TradeFilter | undefined;
  /** Seller or buyer, by `role` only one of them. */
  account?: Address | undefined;
  role?: Role | undefined;
  source?: readonly TradeSource[] | undefined;
  seller?: readonly Address[] | undefined;
  buyer?: readonly Address[] | undefined;
  /** Price of one unit. */
  price?: BigIntRange | undefined;
  /** Unix seconds. */
  since?: number | undefined;
  /** Unix seconds. */
  until?: number | undefined;
  /** Whether the seller sold for the studio. */
  primary?: boolean | undefined;
};

/** All conditions of one object must hold; `and`, `or` and `not` nest freely. */
export type OfferFilter = {
  and?: readonly OfferFilter[] | undefined;
  or?: readonly OfferFilter[] | undefined;
  not?: OfferFilter | undefined;
  id?: readonly Hex[] | undefined;
  buyer?: readonly Address[] | undefined;
  /** Who sold for it. */
  seller?: readonly Address[] | undefined;
  collection?: readonly Address[] | undefined;
  /** What was sold for it: ids of items, `token:tokenId`. */
  item?: readonly string[] | undefined;
  state?: readonly OrderState[] | undefined;
  /** Price of one unit. */
  price?: BigIntRange | undefined;
  /** First accepted then or later, unix seconds. */
  since?: number | undefined;
  /** First accepted before, unix seconds. */
  until?: number | undefined;
};

/** All conditions of one object must hold; `and`, `or` and `not` nest freely. */
export type ActivityFilter = {
  and?: readonly ActivityFilter[] | undefined;
  or?: readonly ActivityFilter[] | undefined;
  not?: ActivityFilter | undefined;
  /** Who did it, or bought it or was sent it. */
  account?: readonly Address[] | undefined;
  kind?: readonly ActivityKind[] | undefined;
  collection?: readonly Address[] | undefined;
  /** Ids of items, `token:tokenId`. */
  item?: readonly string[] | undefined;
  listing?: readonly Hex[] | undefined;
  auction?: readonly Hex[] | undefined;
  /** Unix seconds. */
  since?: number | undefined;
  /** Unix seconds. */
  until?: number | undefined;
};

export type PageParameters = {
  /** How many, at most 100. @default 20 */
  first?: number | undefined;
  /** `pageInfo.endCursor` of the page before. */
  after?: string | null | undefined;
};

export type GetListingsParameters = PageParameters & {
  filter?: ListingFilter | undefined;
  /** @default "NEWEST" */
  sort?: ListingSort | undefined;
};

export type GetListingFacetsParameters = {
  filter?: ListingFilter | undefined;
  /** Into how many parts numbers and prices are divided, 1 to 50. @default 10 */
  buckets?: number | undefined;
};

export type GetAuctionsParameters = PageParameters & {
  filter?: AuctionFilter | undefined;
  /** @default "ENDING_SOON" */
  sort?: AuctionSort | undefined;
};

export type GetItemsParameters = PageParameters & {
  filter?: ItemFilter | undefined;
  /** @default "NEWEST" */
  sort?: ItemSort | undefined;
};

export type GetTradesParameters = PageParameters & {
  filter?: TradeFilter | undefined;
  /** @default "NEWEST" */
  sort?: TradeSort | undefined;
};

export type GetOffersParameters = PageParameters & {
  filter?: OfferFilter | undefined;
  /** @default "NEWEST" */
  sort?: OfferSort | undefined;
};

export type GetActivityParameters = PageParameters & {
  filter?: ActivityFilter | undefined;
  /** @default "NEWEST" */
  sort?: ActivitySort | undefined;
};

export type SearchParameters = {
  /** At most 100 characters. */
  text: string;
  /** Only kinds of these contracts. */
  collection?: readonly Address[] | undefined;
  /** How many, at most 100. @default 20 */
  first?: number | undefined;
};

export type GetAccountParameters = {
  address: Address;
  holdings?: PageParameters | undefined;
  listings?: (PageParameters & { status?: readonly IndexedListingStatus[] | undefined }) | undefined;
  auctions?: (PageParameters & { status?: readonly IndexedAuctionStatus[] | undefined }) | undefined;
  trades?: (PageParameters & { role?: Role | undefined }) | undefined;
};
