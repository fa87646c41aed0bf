import { type Address, type Hex, isAddressEqual, zeroHash } from "viem";
import { bidHash } from "../rules/hashes.ts";
import { type AuctionLead, nextLead } from "../rules/lead.ts";
import { recoverOwnKey } from "../rules/ownKeySignature.ts";
import type { AuctionPrices } from "../rules/prices.ts";
import type { PlazaDomain } from "../rules/types.ts";
import type { IsBidKeySignature } from "./bidKeyVerifier.ts";
import type { BidRecord, SignedReceipt } from "./types.ts";
import { verifyReceipt } from "./verifyReceipt.ts";

/**
 * What can be wrong with an entry of an auction's log:
 * - `gap`: its sequence does not follow the one before, which hides a bid
 * - `fork`: its receipt does not name the receipt before it
 * - `receipt`: its receipt is not its own content's, is another auction's, or the receipt key did not sign it
 * - `time`: it was received before the bid that it follows
 * - `record`: what the log says of the bid is not what its receipt says
 * - `bid`: neither the bidder nor a bid key of his signed it, or its receipt stands for another bid
 * - `amount`: it stands above the most that was signed
 */
export type BidLogFault = {
  sequence: bigint;
  fault: "gap" | "fork" | "receipt" | "time" | "record" | "bid" | "amount";
};

export type VerifyBidLogReturnType = {
  /** Empty where the log is what the relayer signed, whole up to its last entry. */
  faults: BidLogFault[];
  /** Bids whose maxima are still secret: their bidders' signatures could not be checked. */
  secret: number;
  /** Who led at the end and at which price, posts on chain left out; null while nobody has bid or a maximum is secret. */
  lead: AuctionLead | null;
};

/**
 * Checks the log of an auction's bids from its signatures alone: whole, in one unbroken chain, each entry signed by the receipt
 * key and by its bidder. It asks nobody: a relayer that left a bid out, or gave somebody else a receipt of the same number, cannot
 * make up a log that passes and agrees with the receipts that its bidders keep.
 *
 * That a bid key signed is for the chain to say: without `isBidKeySignature` such a bid counts as `bid`.
 *
 * @param parameters.bids - The whole log from sequence 1, by `getBids`.
 * @param parameters.isBidKeySignature - Whether a bid key of the bidder signed, by `bidKeyVerifier`.
 * @param parameters.kept - Receipts that bidders have kept: each must be in the log as it is.
 *
 * @example
 * ```ts
 * const bids = await relayer.getBids(id, { limit: 500 });
 * const { receiptSigner } = await relayer.getKeys();
 * const { faults, lead } = await verifyBidLog({ domain, auctionId: id, auction, bids, signer: receiptSigner });
 * ```
 */
export async function verifyBidLog({
  domain,
  auctionId,
  auction,
  bids,
  signer,
  isBidKeySignature = async () => false,
  kept = [],
}: {
  domain: PlazaDomain;
  auctionId: Hex;
  auction: AuctionPrices;
  bids: readonly BidRecord[];
  /** The receipt key's address; that it is one, the chain tells (`isReceiptKey`). */
  signer: Address;
  isBidKeySignature?: IsBidKeySignature | undefined;
  kept?: readonly SignedReceipt[] | undefined;
}): Promise<VerifyBidLogReturnType> {
  const faults: BidLogFault[] = [];
  let previous: Pick<SignedReceipt, "sequence" | "hash" | "receivedAt"> = {
    sequence: 0n,
    hash: zeroHash,
    receivedAt: 0n,
  };
  let lead: AuctionLead | null = null;
  let secret = 0;
  for (const bid of bids) {
    const { receipt, maxAmount } = bid;
    const note = (fault: BidLogFault["fault"], isWrong: boolean) => {
      if (isWrong) faults.push({ sequence: receipt.sequence, fault });
    };
    note("gap", receipt.sequence !== previous.sequence + 1n);
    note("fork", receipt.previous !== previous.hash);
    note("time", receipt.receivedAt < previous.receivedAt);
    note("receipt", receipt.auctionId !== auctionId || !(await verifyReceipt({ domain, receipt, signer })));
    note(
      "record",
      bid.bidHash !== receipt.bidHash || bid.amount !== receipt.amount || BigInt(bid.sequence) !== receipt.sequence,
    );
    if (maxAmount === null || bid.signature === null) secret += 1;
    else {
      note("bid", !(await isSigned(domain, auctionId, bid, maxAmount, bid.signature, isBidKeySignature)));
      note("amount", receipt.amount > maxAmount);
      lead = nextLead({ auction, lead, bid: { bidder: bid.bidder, maxAmount, proxy: bid.proxy } }).lead;
    }
    previous = receipt;
  }
  const hashes = new Set(bids.map(({ receipt }) => receipt.hash));
  for (const { sequence, hash } of kept) if (!hashes.has(hash)) faults.push({ sequence, fault: "fork" });
  return { faults, secret, lead: secret > 0 ? null : lead };
}

async function isSigned(
  domain: PlazaDomain,
  auctionId: Hex,
  { bidder, receipt, key }: BidRecord,
  maxAmount: bigint,
  signature: Hex,
  isBidKeySignature: IsBidKeySignature,
): Promise<boolean> {
  const hash = bidHash(domain, { auctionId, bidder, maxAmount });
  if (hash !== receipt.bidHash) return false;
  if (key !== null) return isBidKeySignature({ bidder, key, hash, signature });
  const actual = await recoverOwnKey(hash, signature);
  return actual !== undefined && isAddressEqual(actual, bidder);
}
