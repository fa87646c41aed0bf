import { InvalidParameterError } from "../errors/input.ts";

/** When an auction runs, how its bids rise, and how else it can end. */
export type AuctionRules = {
  /** Price at which the item can be had at once, smallest unit; zero for none. */
  buyoutPrice: bigint;
  /** Unix seconds from which bids count. */
  start: bigint;
  /** Unix seconds until which bids count, unless extended. */
  end: bigint;
  /** By how much a bid must beat the last, in basis points of it. */
  incrementBps: bigint;
  /** The most of the price that goes to an ERC-2981 royalty, in basis points. */
  maxRoyaltyBps: bigint;
};

/** Bit at which each part begins, and how many it has; the contract's `AuctionRules`. */
const parts = [
  ["buyoutPrice", 112n, 144n],
  ["start", 72n, 40n],
  ["end", 32n, 40n],
  ["incrementBps", 16n, 16n],
  ["maxRoyaltyBps", 0n, 16n],
] as const;

/**
 * An auction's rules as the one word that its terms carry. No buyout and no royalty by default.
 *
 * @example
 * ```ts
 * packAuctionRules({ start, end: start + 3600n, incrementBps: 500n, buyoutPrice: parseEther("100") });
 * ```
 */
export function packAuctionRules(
  rules: Omit<AuctionRules, "buyoutPrice" | "maxRoyaltyBps"> & Partial<AuctionRules>,
): bigint {
  let word = 0n;
  for (const [field, shift, bits] of parts) {
    const [value, maximum] = [rules[field] ?? 0n, 2n ** bits - 1n];
    if (value < 0n || value > maximum)
      throw new InvalidParameterError({ field, value, expected: `from 0 to ${maximum}` });
    word |= value << shift;
  }
  return word;
}

/**
 * The parts of an auction's rules.
 *
 * @example
 * ```ts
 * const { end, buyoutPrice } = unpackAuctionRules(auctionTerms(auction).rules);
 * ```
 */
export function unpackAuctionRules(word: bigint): AuctionRules {
  const read = (shift: bigint, bits: bigint) => BigInt.asUintN(Number(bits), word >> shift);
  return {
    buyoutPrice: read(112n, 144n),
    start: read(72n, 40n),
    end: read(32n, 40n),
    incrementBps: read(16n, 16n),
    maxRoyaltyBps: read(0n, 16n),
  };
}
