import type { Hex } from "viem";
import { createHasher, type Hasher } from "./hasher.ts";
import type { PlazaMessages, PlazaType } from "./typedData.ts";
import type {
  AuctionTerms,
  Bid,
  Cancellation,
  Extension,
  ListingTerms,
  NonceBurn,
  PlazaDomain,
  Receipt,
  ReceiptBatch,
  Settlement,
  Withdrawal,
  WithdrawalRequest,
} from "./types.ts";

/** More domains than a program ever talks to; a bound, so that a program that makes them up does not grow. */
const MAX_CACHED = 64;
const hashers = /* @__PURE__ */ new Map<string, Hasher<never>>();

function hasherOf<const type extends PlazaType>(domain: PlazaDomain, type: type): Hasher<PlazaMessages[type]> {
  const key = `${type}:${domain.chainId}:${domain.marketplace}`;
  const cached = hashers.get(key);
  if (cached) return cached as Hasher<PlazaMessages[type]>;
  const hasher = createHasher(domain, type);
  if (hashers.size >= MAX_CACHED) hashers.clear();
  hashers.set(key, hasher);
  return hasher;
}

/**
 * The id of a listing with these terms, whether or not it exists.
 *
 * @example
 * ```ts
 * const schedule = packSchedule({ listedAt });
 * const terms = { seller, token, tokenId: 7n, quantity: 1n, taker: zeroAddress, schedule, salt: 1n };
 * const id = listingId({ chainId: 31337, marketplace }, terms);
 * ```
 */
export function listingId(domain: PlazaDomain, terms: ListingTerms): Hex {
  return hasherOf(domain, "Listing")(terms);
}

/**
 * The id of an auction with these terms, whether or not it exists.
 *
 * @example
 * ```ts
 * const id = auctionId({ chainId: 31337, marketplace }, auctionTerms(auction));
 * ```
 */
export function auctionId(domain: PlazaDomain, terms: AuctionTerms): Hex {
  return hasherOf(domain, "Auction")(terms);
}

/**
 * Digest that a bidder signs.
 *
 * @example
 * ```ts
 * const digest = bidHash(domain, { auctionId, bidder, maxAmount: parseEther("12") });
 * ```
 */
export function bidHash(domain: PlazaDomain, bid: Bid): Hex {
  return hasherOf(domain, "Bid")(bid);
}

/**
 * Digest that a settler signs to settle.
 *
 * @example
 * ```ts
 * const digest = settlementHash(domain, { auctionId, winner, amount, nonce: 1n, deadline });
 * ```
 */
export function settlementHash(domain: PlazaDomain, settlement: Settlement): Hex {
  return hasherOf(domain, "Settlement")(settlement);
}

/**
 * Digest that a settler signs to let free funds out.
 *
 * @example
 * ```ts
 * const digest = withdrawalHash(domain, { account, amount, recipient: account, nonce: 1n, deadline });
 * ```
 */
export function withdrawalHash(domain: PlazaDomain, withdrawal: Withdrawal): Hex {
  return hasherOf(domain, "Withdrawal")(withdrawal);
}

/**
 * Digest that the relayer's receipt key signs, and that the auction's next receipt carries as `previous`.
 *
 * @example
 * ```ts
 * const isNext = next.previous === receiptHash(domain, receipt);
 * ```
 */
export function receiptHash(domain: PlazaDomain, receipt: Receipt): Hex {
  return hasherOf(domain, "Receipt")(receipt);
}

/**
 * Digest that the relayer's receipt key signs for a batch of receipts.
 *
 * @example
 * ```ts
 * const digest = receiptBatchHash(domain, { root });
 * ```
 */
export function receiptBatchHash(domain: PlazaDomain, batch: ReceiptBatch): Hex {
  return hasherOf(domain, "ReceiptBatch")(batch);
}

/**
 * Digest that the relayer's receipt key signs to prolong an auction.
 *
 * @example
 * ```ts
 * const digest = extensionHash(domain, { auctionId, endsAt });
 * ```
 */
export function extensionHash(domain: PlazaDomain, extension: Extension): Hex {
  return hasherOf(domain, "Extension")(extension);
}

/**
 * Digest that a settler signs to let a seller cancel.
 *
 * @example
 * ```ts
 * const digest = cancellationHash(domain, { auctionId, deadline });
 * ```
 */
export function cancellationHash(domain: PlazaDomain, cancellation: Cancellation): Hex {
  return hasherOf(domain, "Cancellation")(cancellation);
}

/**
 * Digest that a signer signs to make one of his nonces void.
 *
 * @example
 * ```ts
 * const digest = nonceBurnHash(domain, { signerHash: settlerHash(settler.address), nonce: 7n });
 * ```
 */
export function nonceBurnHash(domain: PlazaDomain, burn: NonceBurn): Hex {
  return hasherOf(domain, "NonceBurn")(burn);
}

/**
 * Digest that an account signs to ask the relayer for a withdrawal.
 *
 * @example
 * ```ts
 * const digest = withdrawalRequestHash(domain, { account, amount, recipient: account, issuedAt });
 * ```
 */
export function withdrawalRequestHash(domain: PlazaDomain, request: WithdrawalRequest): Hex {
  return hasherOf(domain, "WithdrawalRequest")(request);
}

/**
 * Makes a fast `bidHash` for one Marketplace: nothing is looked up or encoded twice. `.bytes` gives the digest as bytes.
 *
 * @example
 * ```ts
 * const hashBid = createBidHasher(domain);
 * const signer = recover(hashBid.bytes({ auctionId, bidder, maxAmount }), signature);
 * ```
 */
export function createBidHasher(domain: PlazaDomain): Hasher<Bid> {
  return createHasher(domain, "Bid");
}
