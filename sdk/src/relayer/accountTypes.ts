import type { Address, Hex } from "viem";

/** A sign-in. */
export type AccountSession = { id: string; account: Address; createdAt: Date; expiresAt: Date };

/** What a client holds of a session. Whoever has it is signed in: keep it like a password. */
export type AccountTokens = {
  session: AccountSession;
  accessToken: string;
  accessExpiresAt: Date;
  /** Good once, for the next tokens. */
  refreshToken: string;
};

/** What a notification is about. */
export type NotificationItem = { token: Address; tokenId: bigint; quantity: bigint };

type OfAuction = { auctionId: Hex; item: NotificationItem };

/** What each kind of notification carries. Amounts are in the smallest unit of the currency. */
export type NotificationData = {
  item_sold: {
    /** `transaction:logIndex`, as the indexer has it. */
    trade: string;
    source: "listing" | "signed_listing" | "offer" | "auction";
    /** Of the listing, the order or the auction. */
    id: Hex;
    item: NotificationItem;
    unitPrice: bigint;
    total: bigint;
    fee: bigint;
    royalty: bigint;
    /** What the seller got. */
    proceeds: bigint;
    buyer: Address;
    /** As the buyer called himself; null where he did not. */
    buyerName: string | null;
  };
  /** `bids` is how many bids came together; `bidder` and `amount` are of the last. */
  new_bid: OfAuction & { bidder: Address; amount: bigint; bids: number };
  outbid: OfAuction & { amount: bigint };
  auction_won: OfAuction & { amount: bigint; transaction: Hex };
  /** Both null where nobody got the item. */
  auction_lost: OfAuction & { winner: Address | null; amount: bigint | null };
  auction_unsold: OfAuction & { bidders: number };
  auction_cancelled: OfAuction;
  settlement_delayed: OfAuction & { settleableAt: Date };
  /** Somebody offers to buy one's item. `id` is the order's: `getOrder` has what `acceptOffer` takes. */
  offer_received: {
    id: Hex;
    item: NotificationItem;
    buyer: Address;
    unitPrice: bigint;
    total: bigint;
    expiresAt: Date | null;
  };
  /** One's own offer was taken: `total` is paid, and the item is there. */
  offer_accepted: {
    trade: string;
    id: Hex;
    item: NotificationItem;
    unitPrice: bigint;
    total: bigint;
    seller: Address;
  };
  /** `contract` holds the money until its owner withdraws it. */
  credits_received: { id: Hex; contract: Address; amount: bigint };
};

/** What happened to an account. Sequence numbers have no gap, from 1. */
export type Notification = {
  [kind in keyof NotificationData]: {
    sequence: number;
    kind: kind;
    happenedAt: Date;
    readAt: Date | null;
    data: NotificationData[kind];
  };
}[keyof NotificationData];

/** What an account says of itself. */
export type Profile = {
  account: Address;
  displayName: string;
  /** ENS name, normalised. */
  handle: string | null;
  /** Whether the name resolved to the account when it was entered. */
  handleVerified: boolean;
  description: string;
  avatar: string | null;
  updatedAt: Date;
};

/** A profile, null where none was entered, and how far its owner has come. */
export type ProfileState = { profile: Profile | null; onboarding: "none" | "started" | "complete" };

/** What an account says about itself. */
export type ProfileInput = {
  /** 1 to 50 characters. */
  displayName: string;
  handle?: string | null | undefined;
  description?: string | undefined;
  /** An https URL, or `ipfs://` and a content id. */
  avatar?: string | null | undefined;
};

/** What a party of a trade says about the other. */
export type Review = {
  trade: string;
  author: Address;
  subject: Address;
  /** 1 to 5. */
  rating: number;
  comment: string;
  writtenAt: Date;
};

/** An account's standing, from its final trades and the reviews of them. */
export type Reputation = {
  /** 0 to 100; a new account has 60. */
  score: number;
  sales: number;
  purchases: number;
  reviews: number;
  /** Mean of the ratings in hundredths; null without one. */
  rating: number | null;
  /** Newest first, with the score that each led to. */
  history: {
    kind: "sale" | "purchase" | "review";
    trade: string;
    rating: number | null;
    at: Date;
    score: number;
  }[];
  /** Whether something newer may exist that could not be asked for. */
  stale: boolean;
};
