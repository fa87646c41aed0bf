import { createHasher, receiptHash } from "@plaza/sdk";
import { bytesToHex, type Hex, hexToBytes } from "viem";
import { keccak256 } from "../../relayer/src/infra/keccak.ts";
import { nativeCurve, recoverSigner } from "../../relayer/src/infra/signatures.ts";
import { domain, signers } from "../../relayer/src/testing/house.ts";
import { auctions, bidders } from "./world.ts";

const curve = nativeCurve();
const hashBid = createHasher(domain, "Bid", keccak256);
const keys = bidders.map(({ key }) => hexToBytes(key));

/** A bid as it goes over the wire, and its digest. */
export type WireBid = { body: string; bidHash: Hex };

/** Signs a bid of one of the bidders. */
export function signBid(auctionId: Hex, bidderIndex: number, maxAmount: bigint): WireBid {
  const index = bidderIndex % bidders.length;
  const bidder = bidders[index]?.address as Hex;
  const digest = hashBid.bytes({ auctionId, bidder, maxAmount });
  const { signature, recovery } = curve.sign(digest, keys[index] as Uint8Array);
  const signed = `${bytesToHex(signature)}${recovery === 0 ? "1b" : "1c"}`;
  const body = JSON.stringify({ auctionId, bidder, maxAmount: String(maxAmount), signature: signed });
  return { body, bidHash: bytesToHex(digest) };
}

/** Signs bids on some auctions in turn, each the highest of its auction when it arrives. */
export function* risingBids(count: number, generation = 0): Generator<WireBid, never> {
  const ids = auctions(count, generation).map(({ id }) => id);
  for (let round = 0; ; round++)
    for (const [index, id] of ids.entries()) yield signBid(id, index + round, 100n + BigInt(round));
}

/** Bids on some auctions in turn that are below what they ask for, each another. */
export function* lowBids(count: number): Generator<WireBid, never> {
  const ids = auctions(count).map(({ id }) => id);
  for (let n = 0; ; n++) yield signBid(ids[n % count] as Hex, Math.floor(n / count), 1n + BigInt(n % 99));
}

/**
 * Checks that an answer holds a receipt of this bid, signed by the receipt key.
 *
 * @throws Error that says what is wrong with it.
 */
export function checkReceipt(answer: string, bidHash: Hex): void {
  const { receipt } = JSON.parse(answer);
  const hash = receiptHash(domain, {
    auctionId: receipt.auctionId,
    bidHash,
    amount: BigInt(receipt.amount),
    sequence: BigInt(receipt.sequence),
    receivedAt: BigInt(Date.parse(receipt.receivedAt) / 1_000),
    previous: receipt.previous,
  });
  const signer = recoverSigner(curve, hexToBytes(hash), receipt.signature);
  if (signer !== signers.receiptSigner.address.toLowerCase()) throw new Error(`no receipt of the bid: ${answer}`);
}
