import type { Address, Hex } from "viem";
import type { Offer, SignedListing } from "../orders/types.ts";

/** Whether an order can be filled now, could be again, or never will be. */
export const orderStatuses = ["open", "suspended", "ended"] as const;
/** One of {@link orderStatuses}. */
export type OrderStatus = (typeof orderStatuses)[number];

/**
 * Why an order cannot be filled. The first six can pass: the seller does not have the item, did not approve Orders for it, the buyer
 * has too few Credits, lets Orders spend too few, the platform's fee is above what the seller bears, a contract wallet takes its
 * signature back.
 */
export const orderReasons = [
  "item_away",
  "not_approved",
  "funds_missing",
  "allowance_missing",
  "fee_above_maximum",
  "signature_refused",
  "filled",
  "cancelled",
  "counter_raised",
  "expired",
  "withdrawn",
] as const;
/** One of {@link orderReasons}. */
export type OrderReason = (typeof orderReasons)[number];

type Entry = {
  /** EIP-712 digest, as the contract's events have it. */
  id: Hex;
  /** The maker's: with it anybody can fill the order. */
  signature: Hex;
  status: OrderStatus;
  /** Null while it is open. */
  reason: OrderReason | null;
  /** Units that were not filled yet. */
  remaining: bigint;
  /** Units that can be filled now. */
  fillable: bigint;
  createdAt: Date;
  /** The block whose state decided on this. The chain has the last word: simulate before you send. */
  checkedBlock: number;
};

/** A signed listing in the relayer's book; `buySigned` takes it as it is. */
export type ListingEntry = Entry & { kind: "listing"; listing: SignedListing };

/** An offer in the relayer's book; `acceptOffer` takes it as it is. */
export type OfferEntry = Entry & {
  kind: "offer";
  offer: Offer;
  /** The set of an offer on traits: `tokenSet(tokenIds).proof(tokenId)` makes the proof. Empty for another. */
  tokenIds: bigint[];
};

/** What the relayer's book holds: a signed listing or an offer. */
export type OrderEntry = ListingEntry | OfferEntry;

export type EnterListingParameters = {
  listing: SignedListing;
  /** By `signListing`. */
  signature: Hex;
};

export type EnterOfferParameters = {
  offer: Offer;
  /** What the offer was made with, for one on traits; at most 150. */
  tokenIds?: readonly bigint[] | undefined;
  /** By `signOffer`. */
  signature: Hex;
};

export type GetOrdersParameters = {
  kind?: "listing" | "offer" | undefined;
  /** Who signed. */
  maker?: Address | undefined;
  /** Collection. */
  token?: Address | undefined;
  /** Only orders that concern one of these items of it, at most 100: also offers on the collection, and on traits that one has. */
  tokenIds?: readonly bigint[] | undefined;
  /** @default "open" */
  status?: OrderStatus | "all" | undefined;
  /** By entry, or by the price that was signed. @default "newest" */
  sort?: "newest" | "price_low" | "price_high" | undefined;
  /** `next` of the page before. */
  after?: string | undefined;
  /** At most 200. @default 50 */
  limit?: number | undefined;
};

/** A page of the book. `next` is null on the last one. */
export type GetOrdersReturnType = { orders: OrderEntry[]; next: string | null };
