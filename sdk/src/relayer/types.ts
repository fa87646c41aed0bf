import type { Address, Hex } from "viem";
import type { Signer } from "../rules/signers.ts";
import type { Cancellation, Receipt, Withdrawal } from "../rules/types.ts";

/** How an auction stands by the relayer's clock and the chain. */
export const liveAuctionStatuses = [
  "scheduled",
  "live",
  "ended",
  "settling",
  "settled",
  "returned",
  "cancelled",
] as const;
/** One of {@link liveAuctionStatuses}. */
export type LiveAuctionStatus = (typeof liveAuctionStatuses)[number];

/** How far a settlement is: signed, sent, in a block, in a finalized block; or given up. */
export const settlementStates = ["signed", "broadcast", "mined", "final", "failed"] as const;
/** One of {@link settlementStates}. */
export type SettlementState = (typeof settlementStates)[number];

/** The bid that stands. */
export type TopBid = {
  bidder: Address;
  /** Price at which it stands, smallest unit of the currency. */
  amount: bigint;
  sequence: number;
  receivedAt: Date;
};

/** How an auction's settlement goes. */
export type SettlementProgress = {
  state: SettlementState;
  winner: Address;
  /** What the winner pays, fee included. */
  amount: bigint;
  /** Hash of the newest transaction; null until one was signed. */
  transaction: Hex | null;
  /** Why it failed; null unless it did. */
  reason: string | null;
};

/** An auction as it stands right now, off-chain bids included. */
export type LiveAuction = {
  id: Hex;
  status: LiveAuctionStatus;
  seller: Address;
  startPrice: bigint;
  reservePrice: bigint;
  incrementBps: number;
  startsAt: Date;
  /** By the chain or by the newest Extension that the relayer has signed, whichever is later. */
  endsAt: Date;
  /** By the chain: earlier than `endsAt` while an Extension is on its way there. */
  chainEndsAt: Date;
  /** From when it can be settled: the end and the challenge window. */
  settleableAt: Date;
  /** The best bid that the relayer took. */
  topBid: TopBid | null;
  /** The best bid that was posted on chain; ties go to it. */
  post: { bidder: Address; amount: bigint } | null;
  /** Who would win now; null while nobody has bid. */
  leader: Address | null;
  /** What the leader would pay, smallest unit; null while nobody has bid. */
  currentPrice: bigint | null;
  bidCount: number;
  /** The least that the next bid must offer. */
  minimumBid: bigint;
  /** Sequence of the last accepted bid; zero before the first. */
  sequence: number;
  /** The relayer's clock when it answered, which follows the chain's: count down against this, not against the device. */
  serverTime: Date;
  settlement: SettlementProgress | null;
};

/** The relayer's signed acknowledgement of a bid. Keep it: it proves that the bid was accepted. */
export type SignedReceipt = Receipt & {
  /** EIP-712 digest of the receipt. */
  hash: Hex;
  /** The receipt key's signature over it. */
  signature: Hex;
  /** The auction's newest Extension, until the chain has it for good; send it with `extendAuction` where the relayer does not. */
  extension: SignedExtension | null;
};

/** The relayer's signed word that an auction goes on. */
export type SignedExtension = {
  /** Unix seconds. */
  endsAt: bigint;
  /** The receipt key's signature over the EIP-712 `Extension`. */
  signature: Hex;
};

/** One accepted bid. */
export type BidRecord = {
  bidder: Address;
  /** The most that the bidder signed for; null while it is his secret: of a proxy bid, until the auction is over. */
  maxAmount: bigint | null;
  /** Whether the relayer bids for the bidder. */
  proxy: boolean;
  /** Price at which it stood when it was taken. */
  amount: bigint;
  sequence: number;
  receivedAt: Date;
  bidHash: Hex;
  /** The bidder's own signature, or that of his bid key; null as long as his maximum. */
  signature: Hex | null;
  /** The bid key that signed, in ERC-7913 form; null where the bidder's own did. */
  key: Signer | null;
  receipt: SignedReceipt;
};

/** What an account can bid with, as everybody may know it: its standing proxy bids count with their prices, not their maxima. */
export type Funds = {
  account: Address;
  /** Free in the vault, by the finalized chain. */
  deposited: bigint;
  /** On its way out; admits no bid. */
  exiting: bigint;
  /** Held by the account's standing top bids and running settlements. */
  reserved: bigint;
  /** Held by withdrawals that were signed and not yet carried out. */
  pendingWithdrawals: bigint;
  /** What is left to bid with or to withdraw. */
  available: bigint;
};

/** A withdrawal that the settler co-signed; give both to `withdraw`. */
export type SignedWithdrawal = { withdrawal: Withdrawal; signature: Hex };

/** The settler's consent to cancel an auction that runs; give both to `cancelRunningAuction`. */
export type SignedCancellation = { cancellation: Cancellation; signature: Hex };

/** Whose signatures to expect, and for which Marketplace. */
export type RelayerKeys = {
  /** In ERC-7913 form: an account, or `verifier || key`. */
  settler: Signer;
  receiptSigner: Address;
  domain: { name: string; version: string; chainId: number; verifyingContract: Address };
};

/** How the relayer feels. */
export type RelayerHealth = {
  status: "ok" | "degraded";
  version: string;
  /** Why bids are not taken; null while they are. */
  reason: string | null;
  chain: Record<string, unknown>;
  database: Record<string, unknown>;
  settlement: Record<string, unknown>;
  /** Which implementation recovers signers. */
  signatureRecovery: "native" | "wasm";
};

export type PlaceBidParameters = {
  auctionId: Hex;
  bidder: Address;
  /** The most that the bidder can be charged, as he signed it. */
  maxAmount: bigint;
  /**
   * Have the relayer bid, only as high as it takes; else the bid stands at `maxAmount`. The maximum is a secret that the relayer
   * keeps: see `blindMaximum`.
   * @default false
   */
  proxy?: boolean | undefined;
  /** By `signBid`. */
  signature: Hex;
};

export type PlaceBidReturnType = { receipt: SignedReceipt; auction: LiveAuction };

export type RequestWithdrawalParameters = {
  account: Address;
  amount: bigint;
  recipient: Address;
  /** Unix seconds, as signed. */
  issuedAt: bigint;
  /** By `signWithdrawalRequest`. */
  signature: Hex;
};

export type GetBidsParameters = {
  /** Only bids of a higher sequence. */
  after?: number | undefined;
  /** How many at most. */
  limit?: number | undefined;
};
