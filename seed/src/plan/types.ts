import type { Kind } from "../catalogue/kind.ts";
import type { Piece } from "../catalogue/pieces.ts";

/** A piece and who gets it at first. Its token id is known once it is minted: `plan.pieces` is in order of minting. */
export interface PlannedPiece {
  readonly piece: Piece;
  readonly holder: number;
}

/** Units of a stackable kind and who gets them at first. */
export interface PlannedStack {
  readonly kind: Kind;
  readonly holder: number;
  readonly quantity: number;
}

/** What is put up: one piece (by its place in `plan.pieces`), or units of a stackable kind. */
export type Goods =
  | { readonly standard: "ERC721"; readonly piece: number }
  | { readonly standard: "ERC1155"; readonly kind: number; readonly quantity: number };

/** A purchase that is history already when the market opens. */
export interface PlannedPurchase {
  readonly buyer: number;
  readonly quantity: number;
}

export interface PlannedListing {
  readonly seller: number;
  readonly goods: Goods;
  /** Of one unit, in the smallest unit of Credits. */
  readonly price: bigint;
  /** Seconds from the seeding until it expires; zero means never. */
  readonly expiresIn: number;
  readonly salt: bigint;
  readonly purchases: readonly PlannedPurchase[];
}

export interface PlannedAuction {
  readonly seller: number;
  readonly goods: Goods;
  readonly startPrice: bigint;
  readonly reservePrice: bigint;
  /** Seconds from the seeding until bids count. */
  readonly startsIn: number;
  /** Seconds that bids count for. */
  readonly lasts: number;
  readonly incrementBps: bigint;
  readonly salt: bigint;
}

/** Credits that an account gets: what it keeps in its wallet and vault, and what its planned purchases cost. */
export interface PlannedFunds {
  readonly account: number;
  readonly wallet: bigint;
  readonly vault: bigint;
  readonly spends: bigint;
}

/** All that seeding does, decided before anything is sent. */
export interface Plan {
  readonly kinds: readonly Kind[];
  readonly pieces: readonly PlannedPiece[];
  readonly stacks: readonly PlannedStack[];
  readonly listings: readonly PlannedListing[];
  readonly auctions: readonly PlannedAuction[];
  readonly funds: readonly PlannedFunds[];
}
