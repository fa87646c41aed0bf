import type { AuctionRules, ListingTerms, AuctionTerms as PackedAuctionTerms } from "@plaza/sdk";

/** Who trades. */
export const traders = ["alice", "bob", "carol"] as const;
export type Trader = (typeof traders)[number];

/** Who can hold money or items. */
export const accounts = [...traders, "treasury", "marketplace"] as const;
export type Account = (typeof accounts)[number];

/** Durations of the Marketplace under test, in seconds. */
export type Durations = {
  challenge: bigint;
  grace: bigint;
  maxAuction: bigint;
  extensionLimit: bigint;
  extensionWindow: bigint;
  exitDelay: bigint;
};

/** An item that there is one of, or units of the one stack. */
export type Goods = { item: bigint } | { units: bigint };

/** Who signs bids: a trader, or the key that he may let bid for him. */
export type Signer = Trader | `${Trader}'s key`;

export type Vault = { free: bigint; exiting: bigint; exitableAt: bigint; credit: bigint; presented: bigint };

export type Listing = {
  terms: ListingTerms;
  seller: Trader;
  goods: Goods;
  /** Who alone may buy. */
  taker?: Trader;
  price: bigint;
  remaining: bigint;
  feeBps: bigint;
  maxRoyaltyBps: bigint;
  status: "active" | "sold" | "cancelled";
};

/** A bid that was presented with its receipt. */
export type PresentedBid = {
  bidder: Trader;
  maxAmount: bigint;
  amount: bigint;
  sequence: bigint;
  /** Whether his key signed it. */
  byKey: boolean;
};

/** What a trader lets his key spend. */
export type BidKey = { cap: bigint; spent: bigint; nextCapAt: bigint; nextCap: bigint };

/** An auction's terms, and its rules also unpacked. */
export type AuctionTerms = PackedAuctionTerms & AuctionRules;

export type Auction = {
  terms: AuctionTerms;
  seller: Trader;
  goods: Goods;
  feeBps: bigint;
  status: "live" | "finalizing" | "settled" | "returned" | "cancelled";
  endsAt: bigint;
  finalizableAt: bigint;
  winner?: Trader;
  amount: bigint;
  post?: { bidder: Trader; amount: bigint };
  /** The best first; it alone binds its bidder. */
  presented: PresentedBid[];
};

/** All that there is. Plain data, so that it can be copied. */
export type World = {
  now: bigint;
  paused: boolean;
  feeBps: bigint;
  money: Record<Account, bigint>;
  units: Record<Account, bigint>;
  owners: Map<bigint, Account>;
  vaults: Record<Trader, Vault>;
  keys: Record<Trader, BidKey>;
  listings: Listing[];
  auctions: Auction[];
  usedNonces: Set<bigint>;
};

/** What the collection of the items asks for each sale, and for whom. */
export type Royalty = { receiver: Trader; amount: bigint };
