import type { Address, Hex } from "viem";
import type { OfferScope, TokenStandard } from "../vocabulary.ts";

/** Which Orders contract a signed listing or an offer belongs to. */
export type OrdersDomain = {
  chainId: number;
  /** Address of Orders. */
  orders: Address;
};

/** What a seller signs to sell without a transaction. Its id is its EIP-712 digest. */
export type SignedListing = {
  /** Who signs, owns the item and is paid for it. */
  seller: Address;
  token: Address;
  standard: TokenStandard;
  tokenId: bigint;
  /** Units for sale, all fills together; 1 for ERC-721. */
  quantity: bigint;
  /** Price of one unit, smallest unit of the currency; where it falls, at the start. */
  price: bigint;
  /** Price of one unit from `fallEnd` on; zero where it does not fall. */
  endPrice: bigint;
  /** Unix seconds at which the price begins to fall; zero where it does not. */
  fallStart: bigint;
  /** Unix seconds at which it reaches `endPrice`; zero where it does not fall. */
  fallEnd: bigint;
  /** Unix seconds; zero means never. */
  expiry: bigint;
  /** The only account that may buy; the zero address means anyone. */
  taker: Address;
  /** The highest platform fee that the seller bears, in basis points. */
  maxFeeBps: bigint;
  /** The highest royalty that the seller bears, in basis points; zero means none. */
  maxRoyaltyBps: bigint;
  /** Ends with the order. The first 192 of an account cost the least gas. */
  nonce: bigint;
  /** The seller's counter (`getOrderCounter`). */
  counter: bigint;
};

/** What a buyer signs to pay for an item that he does not have yet. Its id is its EIP-712 digest. */
export type Offer = {
  /** Who signs, pays and receives the item. */
  buyer: Address;
  token: Address;
  standard: TokenStandard;
  scope: OfferScope;
  /** The item; zero unless the scope is `ITEM`. */
  tokenId: bigint;
  /** Merkle root of the token ids (`tokenSet`); zero unless the scope is `TRAITS`. */
  root: Hex;
  /** Units wanted, all fills together; 1 for one ERC-721 item. */
  quantity: bigint;
  /** Price of one unit, fee and royalty included, smallest unit of the currency. */
  price: bigint;
  /** Unix seconds; zero means never. */
  expiry: bigint;
  /** Ends with the order. The first 192 of an account cost the least gas. */
  nonce: bigint;
  /** The buyer's counter (`getOrderCounter`). */
  counter: bigint;
};

/** A field that may be left out: it then has the value that its builder says. */
type Optional<type, field extends keyof type> = Omit<type, field> & {
  [name in field]?: type[name] | undefined;
};

/** A signed listing, of which some fields may be left out. */
export type SignedListingInput = Optional<
  SignedListing,
  "quantity" | "endPrice" | "fallStart" | "fallEnd" | "expiry" | "taker" | "maxFeeBps" | "maxRoyaltyBps" | "counter"
>;

/** An offer, of which some fields may be left out. Which of `tokenId` and `tokens` it has says what it is for. */
export type OfferInput = Optional<Omit<Offer, "scope" | "root" | "tokenId">, "quantity" | "expiry" | "counter"> & {
  /** For this item only. */
  tokenId?: bigint | undefined;
  /** For any of these items: usually those with certain traits. */
  tokens?: readonly bigint[] | undefined;
};
