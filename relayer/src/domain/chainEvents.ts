import type { Address, Hex } from "viem";
import type { KnownTerms } from "./auctions.ts";

/** Where on the chain an event stands. The block's hash is in it because a number alone does not survive a reorg. */
export type EventPosition = {
  blockNumber: number;
  blockHash: Hex;
  logIndex: number;
  transaction: Hex;
};

/** What the Marketplace said about an auction. */
export type AuctionEvent =
  | { name: "AuctionCreated"; auctionId: Hex; terms: KnownTerms }
  | {
      name: "AuctionSettled";
      auctionId: Hex;
      winner: Address;
      amount: bigint;
      fee: bigint;
      royalty: bigint;
      settler: Hex;
      nonce: bigint;
    }
  | {
      name: "AuctionBoughtOut";
      auctionId: Hex;
      buyer: Address;
      amount: bigint;
      fee: bigint;
      royalty: bigint;
    }
  | { name: "AuctionExtended"; auctionId: Hex; endsAt: number }
  | { name: "BidPosted"; auctionId: Hex; bidder: Address; amount: bigint; endsAt: number }
  | {
      name: "BidPresented";
      auctionId: Hex;
      bidder: Address;
      maxAmount: bigint;
      amount: bigint;
      sequence: number;
    }
  | { name: "FinalizeStarted"; auctionId: Hex; finalizableAt: number }
  | { name: "AuctionReturned"; auctionId: Hex }
  | { name: "AuctionCancelled"; auctionId: Hex };

/** What the Marketplace said about an account's money. */
export type VaultEvent =
  | { name: "Deposited"; account: Address; amount: bigint }
  | { name: "Withdrawn"; account: Address; amount: bigint; settler: Hex; nonce: bigint }
  | { name: "ExitRequested"; account: Address; amount: bigint; exitableAt: number }
  | { name: "ExitCancelled"; account: Address; amount: bigint }
  | { name: "ExitExecuted"; account: Address; amount: bigint };

/** An account gave a bid key, in ERC-7913 form, or changed what it may spend in all; zero removes it. */
export type BidKeyEvent = { name: "BidKeyUpdated"; account: Address; key: Hex; cap: bigint };

/** What was sold, and how the buyer's payment was split; amounts in the smallest unit. */
type Sale = { buyer: Address; quantity: bigint; total: bigint; fee: bigint; royalty: bigint };

/** What people are told and no cover depends on: sales outside auctions, and money that waits for its owner. */
export type TradeEvent =
  | { name: "ListingCreated"; listingId: Hex; seller: Address; token: Address; tokenId: bigint }
  | ({ name: "ListingBought"; listingId: Hex } & Sale)
  | ({
      name: "SignedListingBought" | "OfferAccepted";
      orderId: Hex;
      seller: Address;
      token: Address;
      tokenId: bigint;
    } & Sale)
  | { name: "Credited"; account: Address; contract: Address; id: Hex; amount: bigint };

/** Names of the events that are read by notices only, and are no part of the state in memory. */
export const tradeEventNames = [
  "ListingCreated",
  "ListingBought",
  "SignedListingBought",
  "OfferAccepted",
  "Credited",
] as const satisfies readonly TradeEvent["name"][];

/** Whether the state in memory leaves this event out. */
export const isTradeEvent = (event: ChainEvent["event"]): event is TradeEvent =>
  (tradeEventNames as readonly string[]).includes(event.name);

/** What a signer said about one of his nonces: nothing signed with it takes effect any more. */
export type NonceEvent = { name: "NonceBurned"; signerHash: Hex; nonce: bigint };

/** One event that the relayer's view of the chain is made of. Addresses are in lower case. */
export type ChainEvent = EventPosition & { event: AuctionEvent | VaultEvent | BidKeyEvent | NonceEvent | TradeEvent };

/** A block as the relayer needs it. */
export type Block = {
  number: number;
  hash: Hex;
  parentHash: Hex;
  /** Unix seconds. */
  timestamp: number;
};
