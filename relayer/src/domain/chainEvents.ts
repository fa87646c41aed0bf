import type { AuctionTerms } from "@plaza/sdk";
import type { Address, Hex } from "viem";

/** Where on the chain an event stands. The block's hash is in it because a number alone does not survive a reorg. */
export type EventPosition = {
  blockNumber: number;
  blockHash: Hex;
  logIndex: number;
  transaction: Hex;
};

/** What the Marketplace said about an auction. */
export type AuctionEvent =
  | { name: "AuctionCreated"; auctionId: Hex; terms: AuctionTerms }
  | { name: "AuctionSettled"; auctionId: Hex; winner: Address; amount: bigint; settler: Hex; nonce: bigint }
  | { name: "AuctionExtended"; auctionId: Hex; endsAt: number }
  | { name: "BidPosted"; auctionId: Hex; endsAt: number }
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

/** One event that the relayer's view of the chain is made of. Addresses are in lower case. */
export type ChainEvent = EventPosition & { event: AuctionEvent | VaultEvent };

/** A block as the relayer needs it. */
export type Block = {
  number: number;
  hash: Hex;
  parentHash: Hex;
  /** Unix seconds. */
  timestamp: number;
};
