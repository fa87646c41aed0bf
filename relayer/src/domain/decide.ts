import type { Hasher, Receipt } from "@plaza/sdk";
import type { Address, Hex } from "viem";
import { type AuctionOnChain, extensionBy, type MarketplaceTimes, prolonged } from "./auctions.ts";
import {
  checkBid,
  checkBidKey,
  checkCover,
  checkRaise,
  placed,
  receiptTime,
  type SignedBid,
  type Standing,
  type UnsignedBid,
} from "./bids.ts";
import { type BookView, type Draft, fundsOf, type UnsignedWithdrawal } from "./book.ts";
import { checkCancellation, isBindingConsent, type UnsignedCancellation } from "./cancellations.ts";
import type { ChainState } from "./chainState.ts";
import { keyUse } from "./keyUse.ts";
import { Refusal } from "./refusal.ts";

/** What decisions are made from. */
export type Grounds = {
  hashReceipt: Hasher<Receipt>;
  chain: ChainState;
  settlerHash: Hex;
  times: MarketplaceTimes;
};

export type BidJob = { kind: "bid"; bid: SignedBid; bidHash: Hex; receivedAt: number };

/** A withdrawal that an account asks for. */
export type WithdrawalRequestTerms = Pick<UnsignedWithdrawal, "account" | "amount" | "recipient" | "requestHash">;

export type WithdrawalJob = {
  kind: "withdrawal";
  request: WithdrawalRequestTerms;
  /** Unix seconds. */
  deadline: number;
};

/** A seller asks for the consent to cancel. */
export type CancellationJob = {
  kind: "cancellation";
  auctionId: Hex;
  account: Address;
  /** Unix seconds. */
  now: number;
  /** Unix seconds. */
  deadline: number;
};

/**
 * Why this bid cannot be accepted, by what everybody may know; undefined if nothing speaks against it. It costs little, and is
 * asked before the signature is recovered: so its answer says nothing of anybody's maximum.
 */
export function refuseBid(
  { chain, settlerHash }: Pick<Grounds, "chain" | "settlerHash">,
  book: BookView,
  bid: Pick<SignedBid, "auctionId" | "bidder" | "maxAmount">,
  receivedAt: number,
  inPublic = true,
): Refusal | undefined {
  const standing = book.standing(bid.auctionId);
  const auction = chain.auction(bid.auctionId);
  const refusal = checkBid({
    bid,
    auction: auction && prolonged(auction, standing.extendedTo),
    standing,
    closed: book.attempt(bid.auctionId) !== undefined,
    cancelling: isBindingConsent(book.cancellation(bid.auctionId), chain.heads),
    receivedAt,
  });
  if (refusal) return refusal;
  const funds = fundsOf({ account: bid.bidder, book, chain, settlerHash, except: bid.auctionId, inPublic });
  return checkCover(bid.maxAmount, funds.available);
}

/** Accepts a bid into the draft, or throws why not. */
export function decideBid(grounds: Grounds, draft: Draft, { bid, bidHash, receivedAt }: BidJob): UnsignedBid {
  const standing = draft.standing(bid.auctionId);
  const refusal =
    refuseBid(grounds, draft, bid, receivedAt, false) ?? refuseKey(grounds, draft, bid) ?? checkRaise(bid, standing);
  if (refusal) throw refusal;
  const auction = grounds.chain.auction(bid.auctionId);
  if (auction === undefined) throw new Error(`The auction ${bid.auctionId} is gone.`);
  const { amount, leader, price } = placed(auction, standing, bid);
  const receipt = {
    auctionId: bid.auctionId,
    bidHash,
    amount,
    sequence: standing.count + 1,
    receivedAt: receiptTime(standing, receivedAt),
    previous: standing.receiptHash,
  };
  const hash = grounds.hashReceipt({
    ...receipt,
    sequence: BigInt(receipt.sequence),
    receivedAt: BigInt(receipt.receivedAt),
  });
  const extendedTo = extension(grounds, auction, standing, receipt.receivedAt);
  const accepted: UnsignedBid = { ...bid, ...receipt, receiptHash: hash, extendedTo, leader, price };
  draft.addBid(accepted);
  return accepted;
}

/** Why the bid key that signed may not. */
function refuseKey({ chain }: Grounds, book: BookView, bid: SignedBid): Refusal | undefined {
  const { bidder: account, key, auctionId } = bid;
  if (key === undefined) return undefined;
  return checkBidKey(bid, chain.bidKeyCap(account, key), keyUse({ account, key, book, chain }, auctionId));
}

/** The newest Extension after a bid: one that it brings about, or an earlier one that the chain does not have for good. */
function extension(
  { chain, times }: Grounds,
  auction: AuctionOnChain,
  { extendedTo }: Standing,
  receivedAt: number,
): number | null {
  const next = extensionBy(prolonged(auction, extendedTo), receivedAt, times);
  if (next !== undefined) return next;
  return extendedTo !== null && !chain.isFinallyProlonged(auction, extendedTo) ? extendedTo : null;
}

/** Consents to a cancel in the draft, finds a consent that is still good, or throws why not. From then on no bid is taken. */
export function decideCancellation(
  { chain }: Grounds,
  draft: Draft,
  { auctionId, account, now, deadline }: CancellationJob,
): UnsignedCancellation {
  const standing = draft.standing(auctionId);
  const auction = chain.auction(auctionId);
  const refusal = checkCancellation({
    ...{ account, standing, now },
    auction: auction && prolonged(auction, standing.extendedTo),
    closed: draft.attempt(auctionId) !== undefined,
  });
  if (refusal) throw refusal;
  const same = draft.cancellation(auctionId);
  if (same && same.deadline > now) return same;
  const cancellation = { auctionId, deadline };
  draft.addCancellation(cancellation);
  return cancellation;
}

/** Accepts a withdrawal into the draft, finds the one that the same request got before, or throws why not. */
export function decideWithdrawal(
  { chain, settlerHash }: Grounds,
  draft: Draft,
  { request, deadline }: WithdrawalJob,
  nonce: bigint,
): UnsignedWithdrawal {
  const same = draft.withdrawals(request.account).find(({ requestHash }) => requestHash === request.requestHash);
  if (same) return same;
  const { available } = fundsOf({ account: request.account, book: draft, chain, settlerHash });
  if (request.amount > available)
    throw new Refusal("insufficient_free", `${available} can be withdrawn now; standing bids hold the rest.`, {
      field: "amount",
      values: { available, required: request.amount },
    });
  const withdrawal: UnsignedWithdrawal = { ...request, nonce, deadline };
  draft.addWithdrawal(withdrawal);
  return withdrawal;
}
