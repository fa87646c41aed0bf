import { bytesToBigInt } from "viem";

/** Bits that are enough to make guessing a digest's preimage cost more than what it tells is worth. */
const BITS = 50n;

/**
 * A maximum that cannot be guessed: a little below `amount`, by less than a thousandth of it and less than 2^50 of the smallest
 * unit (about a thousandth of a Credit).
 *
 * A receipt's digest is public and covers the bid's maximum. A round maximum could be found by trying all round numbers until
 * the digest fits; one of these cannot.
 *
 * @param random - Eight random bytes; for tests.
 *
 * @example
 * ```ts
 * const maxAmount = blindMaximum(parseEther("500"));
 * const signature = await signBid(client, { domain, auctionId, maxAmount });
 * await relayer.placeBid({ auctionId, bidder, maxAmount, signature, proxy: true });
 * ```
 */
export function blindMaximum(amount: bigint, random = crypto.getRandomValues(new Uint8Array(8))): bigint {
  const thousandth = amount / 1_000n;
  const range = thousandth < 1n << BITS ? thousandth : 1n << BITS;
  return range === 0n ? amount : amount - (bytesToBigInt(random) % range);
}
