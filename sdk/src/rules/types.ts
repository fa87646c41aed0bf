import type { Address, Hex } from "viem";

/** Which Marketplace a signature or an id belongs to. */
export type PlazaDomain = {
  chainId: number;
  /** Address of the Marketplace. */
  marketplace: Address;
};

/** What a listing sells. Its id is the EIP-712 digest of these terms. */
export type ListingTerms = {
  /** Who listed the item and is paid for it. */
  seller: Address;
  token: Address;
  tokenId: bigint;
  /** Units listed at first; 1 for ERC-721. */
  quantity: bigint;
  /** The only account that may buy; the zero address for anyone. */
  taker: Address;
  /** Times, and the price that it falls to, in one word: `unpackSchedule` reads it. */
  schedule: bigint;
  /** Unique among the seller's listings of one second. */
  salt: bigint;
};

/** A signed ERC-2612 permit. */
export type CreditsPermit = {
  /** Allowance that it gives, smallest unit. */
  value: bigint;
  /** Unix seconds until which it can be used. */
  deadline: bigint;
  v: number;
  r: Hex;
  s: Hex;
};

/** What an auction sells and how. Its id is the EIP-712 digest of these terms. */
export type AuctionTerms = {
  /** Who escrowed the item and is paid for it. */
  seller: Address;
  token: Address;
  tokenId: bigint;
  /** Units sold together; 1 for ERC-721. */
  quantity: bigint;
  /** Lowest first bid, smallest unit of the currency. */
  startPrice: bigint;
  /** Lowest price at which the item is sold; may be zero. */
  reservePrice: bigint;
  /** When it runs, increment, buyout price and greatest royalty, in one word: `unpackAuctionRules` reads it. */
  rules: bigint;
  /** Unique among the seller's auctions. */
  salt: bigint;
};

/** A bidder's binding upper bound. It has no expiry: it binds until its auction ends. */
export type Bid = {
  auctionId: Hex;
  bidder: Address;
  /** The most that he can be charged, smallest unit of the currency. */
  maxAmount: bigint;
};

/** A settler's word on who won. */
export type Settlement = {
  auctionId: Hex;
  winner: Address;
  /** What the winner pays, at most what he signed. */
  amount: bigint;
  /** Unordered, single use per settler. */
  nonce: bigint;
  /** Unix seconds; at most {@link MAX_SETTLEMENT_SECONDS} ahead. */
  deadline: bigint;
};

/** A settler's consent to pay out free funds at once. */
export type Withdrawal = {
  account: Address;
  amount: bigint;
  recipient: Address;
  /** Unordered, single use per settler. */
  nonce: bigint;
  /** Unix seconds; at most {@link MAX_WITHDRAWAL_SECONDS} ahead. */
  deadline: bigint;
};

/** The relayer's signed word that a bid was accepted. */
export type Receipt = {
  auctionId: Hex;
  /** EIP-712 digest of the bid. */
  bidHash: Hex;
  /** Price at which the bid stands, smallest unit. */
  amount: bigint;
  /** Gapless within the auction, from 1. */
  sequence: bigint;
  /** Unix seconds. */
  receivedAt: bigint;
  /** EIP-712 digest of the auction's previous receipt; zero for the first. */
  previous: Hex;
};

/** The root of a Merkle tree of receipts, signed for all of them at once. A leaf is the hash of a receipt's digest. */
export type ReceiptBatch = { root: Hex };

/** The relayer's signed word that an auction's bidding ends later. */
export type Extension = {
  auctionId: Hex;
  /** Unix seconds; at most the hard end. */
  endsAt: bigint;
};

/** A settler's consent that a seller cancels an auction that runs. */
export type Cancellation = {
  auctionId: Hex;
  /** Unix seconds; at most {@link MAX_CANCELLATION_SECONDS} ahead. */
  deadline: bigint;
};

/** A signer's word that one of his nonces is void. */
export type NonceBurn = {
  /** Hash of the signer in ERC-7913 form; see `settlerHash`. */
  signerHash: Hex;
  nonce: bigint;
};

/** What an account signs for the relayer to co-sign a withdrawal. It never reaches the chain. */
export type WithdrawalRequest = {
  account: Address;
  amount: bigint;
  recipient: Address;
  /** Unix seconds, within {@link MAX_REQUEST_AGE_SECONDS} of now. */
  issuedAt: bigint;
};
