import { type Address, getAddress } from "viem";
import type { AcceptedBid } from "../domain/bids.ts";
import type { AccountFunds, CosignedWithdrawal } from "../domain/book.ts";
import type { Cancellation } from "../domain/cancellations.ts";
import type { LiveAuction } from "../domain/live.ts";

/** Whole seconds in ISO 8601. */
export const isoTime = (seconds: number): string => new Date(seconds * 1000).toISOString();

const checksummed = (address: Address): Address => getAddress(address);

/** A live auction in JSON. */
export function auctionJson(live: LiveAuction) {
  const { topBid, settlement } = live;
  return {
    id: live.id,
    status: live.status,
    seller: checksummed(live.seller),
    startPrice: live.startPrice.toString(),
    reservePrice: live.reservePrice.toString(),
    incrementBps: live.incrementBps,
    startsAt: isoTime(live.startsAt),
    endsAt: isoTime(live.endsAt),
    chainEndsAt: isoTime(live.chainEndsAt),
    settleableAt: isoTime(live.settleableAt),
    topBid: topBid && {
      bidder: checksummed(topBid.bidder),
      amount: topBid.amount.toString(),
      sequence: topBid.sequence,
      receivedAt: isoTime(topBid.receivedAt),
    },
    post: live.post && { bidder: checksummed(live.post.bidder), amount: live.post.amount.toString() },
    leader: live.leader && checksummed(live.leader),
    currentPrice: live.currentPrice?.toString() ?? null,
    bidCount: live.bidCount,
    minimumBid: live.minimumBid.toString(),
    sequence: live.bidCount,
    settlement: settlement && {
      ...settlement,
      winner: checksummed(settlement.winner),
      amount: settlement.amount.toString(),
    },
  };
}

/** A signed receipt in JSON. */
export function receiptJson(bid: AcceptedBid) {
  return {
    auctionId: bid.auctionId,
    bidHash: bid.bidHash,
    amount: bid.amount.toString(),
    sequence: bid.sequence,
    receivedAt: isoTime(bid.receivedAt),
    previous: bid.previous,
    hash: bid.receiptHash,
    signature: bid.receiptSignature,
    extension:
      bid.extendedTo === null || bid.extensionSignature === null
        ? null
        : { endsAt: isoTime(bid.extendedTo), signature: bid.extensionSignature },
  };
}

/**
 * An accepted bid in JSON. While the auction runs, a proxy bid tells neither its maximum nor its signature, which is good up to
 * that maximum.
 */
export function bidJson(bid: AcceptedBid, isOver: boolean) {
  const isOpen = isOver || bid.amount === bid.maxAmount;
  return {
    bidder: checksummed(bid.bidder),
    maxAmount: isOpen ? bid.maxAmount.toString() : null,
    proxy: bid.proxy,
    amount: bid.amount.toString(),
    sequence: bid.sequence,
    receivedAt: isoTime(bid.receivedAt),
    bidHash: bid.bidHash,
    signature: isOpen ? bid.signature : null,
    key: bid.key ?? null,
    receipt: receiptJson(bid),
  };
}

/** An account's money in JSON. */
export function fundsJson(account: Address, funds: AccountFunds) {
  return {
    account: checksummed(account),
    deposited: funds.deposited.toString(),
    exiting: funds.exiting.toString(),
    reserved: funds.reserved.toString(),
    pendingWithdrawals: funds.pendingWithdrawals.toString(),
    available: funds.available.toString(),
  };
}

/** A consent to cancel in JSON. */
export const cancellationJson = ({ auctionId, deadline, settlerSignature }: Cancellation) => ({
  cancellation: { auctionId, deadline: isoTime(deadline) },
  signature: settlerSignature,
});

/** A co-signed withdrawal in JSON. */
export function withdrawalJson({ account, amount, recipient, nonce, deadline, settlerSignature }: CosignedWithdrawal) {
  return {
    withdrawal: {
      account: checksummed(account),
      amount: amount.toString(),
      recipient: checksummed(recipient),
      nonce: nonce.toString(),
      deadline: isoTime(deadline),
    },
    signature: settlerSignature,
  };
}
