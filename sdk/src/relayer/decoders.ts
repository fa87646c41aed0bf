import {
  address,
  amount,
  array,
  boolean,
  bytes32,
  type Decoder,
  date,
  hex,
  integer,
  nullable,
  object,
  oneOf,
  record,
  signedInteger,
  signedTime,
  text,
} from "../http/decode.ts";
import {
  type BidRecord,
  type Funds,
  type LiveAuction,
  liveAuctionStatuses,
  type RelayerHealth,
  type RelayerKeys,
  type SettlementProgress,
  type SignedCancellation,
  type SignedExtension,
  type SignedReceipt,
  type SignedWithdrawal,
  settlementStates,
  type TopBid,
} from "./types.ts";

type AuctionState = Omit<LiveAuction, "serverTime">;

const topBid = object<TopBid>({ bidder: address, amount, sequence: integer, receivedAt: date });

const settlement = object<SettlementProgress>({
  state: oneOf(settlementStates),
  winner: address,
  amount,
  transaction: nullable(bytes32),
  reason: nullable(text),
});

const auctionFields = {
  id: bytes32,
  status: oneOf(liveAuctionStatuses),
  seller: address,
  startPrice: amount,
  reservePrice: amount,
  incrementBps: integer,
  startsAt: date,
  endsAt: date,
  chainEndsAt: date,
  settleableAt: date,
  topBid: nullable(topBid),
  post: nullable(object<NonNullable<LiveAuction["post"]>>({ bidder: address, amount })),
  leader: nullable(address),
  currentPrice: nullable(amount),
  bidCount: integer,
  minimumBid: amount,
  sequence: integer,
  settlement: nullable(settlement),
};

/** An auction that tells the relayer's time itself, as in an event. */
export const liveAuction: Decoder<LiveAuction> = object<LiveAuction>({ ...auctionFields, serverTime: date });

/** An auction in an answer, which tells the relayer's time in a header. */
export const auctionState = object<AuctionState>(auctionFields);

export const signedReceipt = object<SignedReceipt>({
  auctionId: bytes32,
  bidHash: bytes32,
  amount,
  sequence: signedInteger,
  receivedAt: signedTime,
  previous: bytes32,
  hash: bytes32,
  signature: hex,
  extension: nullable(object<SignedExtension>({ endsAt: signedTime, signature: hex })),
});

export const placedBid = object<{ receipt: SignedReceipt; auction: AuctionState }>({
  receipt: signedReceipt,
  auction: auctionState,
});

export const auctionList = object<{ auctions: AuctionState[] }>({ auctions: array(auctionState) });

export const bidList = object<{ bids: BidRecord[] }>({
  bids: array(
    object<BidRecord>({
      bidder: address,
      maxAmount: nullable(amount),
      proxy: boolean,
      amount,
      sequence: integer,
      receivedAt: date,
      bidHash: bytes32,
      signature: nullable(hex),
      key: nullable(hex),
      receipt: signedReceipt,
    }),
  ),
});

export const funds = object<Funds>({
  account: address,
  deposited: amount,
  exiting: amount,
  reserved: amount,
  pendingWithdrawals: amount,
  available: amount,
});

export const signedWithdrawal = object<SignedWithdrawal>({
  withdrawal: object<SignedWithdrawal["withdrawal"]>({
    account: address,
    amount,
    recipient: address,
    nonce: amount,
    deadline: signedTime,
  }),
  signature: hex,
});

export const signedCancellation = object<SignedCancellation>({
  cancellation: object<SignedCancellation["cancellation"]>({ auctionId: bytes32, deadline: signedTime }),
  signature: hex,
});

export const keys = object<RelayerKeys>({
  settler: hex,
  receiptSigner: address,
  domain: object<RelayerKeys["domain"]>({ name: text, version: text, chainId: integer, verifyingContract: address }),
});

export const health = object<RelayerHealth>({
  status: oneOf(["ok", "degraded"]),
  version: text,
  reason: nullable(text),
  chain: record,
  database: record,
  settlement: record,
  signatureRecovery: oneOf(["native", "wasm"]),
});

export const saleNotice = object<{ stored: boolean }>({ stored: boolean });
