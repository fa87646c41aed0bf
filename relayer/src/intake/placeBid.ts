import type { Hex } from "viem";
import { type AcceptedBid, auctionEnded, type SignedBid } from "../domain/bids.ts";
import { Refusal, type RefusalCode } from "../domain/refusal.ts";
import { findBid } from "../infra/database/bids.ts";
import { hexOf } from "../infra/hex.ts";
import { requireService, type Services } from "../services.ts";
import { signerOfBid } from "./bidSigner.ts";

/** Refusals behind which a bid that was accepted before can hide: by then it is too low itself, or the auction is over. */
const MAY_BE_KNOWN: ReadonlySet<RefusalCode> = new Set(["bid_too_low", "auction_ended"]);

/** Refusals that the newest block may have made untrue: the auction, or the deposit, is a moment old. */
const MAY_BE_STALE: ReadonlySet<RefusalCode> = new Set(["auction_not_found", "not_covered"]);

/**
 * A bid's way: cheap refusals first, then its signature, then the one writer. Resolves once the bid is durable.
 *
 * @param receivedAt - Unix seconds at which the request came in.
 * @returns The accepted bid, and whether it was accepted just now or had been before.
 * @throws Refusal
 */
export async function placeBid(
  services: Services,
  bid: SignedBid,
  receivedAt: number,
): Promise<{ bid: AcceptedBid; isNew: boolean }> {
  await requireService(services);
  const { ledger, follower, hashBid, ended } = services;
  let refusal = ledger.refuseBid(bid, receivedAt);
  if (refusal && MAY_BE_STALE.has(refusal.code)) {
    await follower.sync().catch(() => {});
    refusal = ledger.refuseBid(bid, receivedAt);
    if (refusal?.code === "auction_not_found") {
      await ended.find([bid.auctionId]);
      if (ended.peek(bid.auctionId)) refusal = auctionEnded();
    }
  }
  const digest = hashBid.bytes(bid);
  const bidHash = hexOf(digest);
  try {
    if (refusal) throw refusal;
    const key = await signerOfBid(services, bid, digest);
    return { bid: await ledger.acceptBid(key ? { ...bid, key } : bid, bidHash, receivedAt), isNew: true };
  } catch (error) {
    const known = await findKnown(services, bid, digest, bidHash, error);
    if (known) return { bid: known, isNew: false };
    throw error;
  }
}

/** The same bid, accepted before: it gets the same receipt, so that a bidder who lost the answer can ask again. */
async function findKnown(
  services: Services,
  bid: SignedBid,
  digest: Uint8Array,
  bidHash: Hex,
  error: unknown,
): Promise<AcceptedBid | undefined> {
  if (!(error instanceof Refusal) || !MAY_BE_KNOWN.has(error.code)) return undefined;
  // Whatever this instance has seen: the writer may know of the bid before it does.
  // Looked up for its bidder only: a stranger's bids that are too low must not each cost a query. (Not by the signature that it
  // came with: ECDSA makes many of one message.)
  await signerOfBid(services, bid, digest);
  return findBid(services.database, bidHash);
}
