import { InvalidParameterError } from "../errors/input.ts";
import { BPS } from "./constants.ts";

/** The terms of an auction that decide what the next bid must be. */
export type AuctionPrices = { startPrice: bigint; reservePrice: bigint; incrementBps: bigint | number };

/**
 * The least that the next bid must offer (MECHANISM.md 11): the first at least start price and reserve, a later one the
 * increment above the price that stands, rounded up and at least one.
 *
 * @example
 * ```ts
 * minimumNextBid({ auction: { startPrice: 100n, reservePrice: 0n, incrementBps: 500n }, currentPrice: 101n }); // 107n
 * ```
 */
export function minimumNextBid({
  auction,
  currentPrice,
}: {
  auction: AuctionPrices;
  /** Price of the standing bid; absent while there is none. */
  currentPrice?: bigint | undefined;
}): bigint {
  const first = max(auction.startPrice, auction.reservePrice, 1n);
  if (currentPrice === undefined) return first;
  return max(first, currentPrice + max(1n, ceilBps(currentPrice, BigInt(auction.incrementBps))));
}

/**
 * How a sale is shared (MECHANISM.md 34). The fee is rounded up; the royalty is what the collection asks, at most its cap,
 * rounded down, and what the fee leaves; the seller gets the rest: nothing is lost or made.
 *
 * @param options.royalty - What the collection's `royaltyInfo` asks, and the most that the seller allows; none by default.
 *
 * @example
 * ```ts
 * feeSplit({ amount: 101n, feeBps: 500 }); // { fee: 6n, royalty: 0n, proceeds: 95n }
 * feeSplit({ amount: 100n, feeBps: 500, royalty: { asked: 8n, maxRoyaltyBps: 250 } }); // { fee: 5n, royalty: 2n, proceeds: 93n }
 * ```
 */
export function feeSplit({
  amount,
  feeBps,
  royalty: { asked, maxRoyaltyBps } = { asked: 0n, maxRoyaltyBps: 0 },
}: {
  amount: bigint;
  feeBps: bigint | number;
  royalty?: { asked: bigint; maxRoyaltyBps: bigint | number } | undefined;
}): { fee: bigint; royalty: bigint; proceeds: bigint } {
  if (amount < 0n) throw new InvalidParameterError({ field: "amount", value: amount, expected: "zero or more" });
  const fee = ceilBps(amount, share("feeBps", feeBps));
  const royalty = min(asked, (amount * share("maxRoyaltyBps", maxRoyaltyBps)) / BPS, amount - fee);
  return { fee, royalty, proceeds: amount - fee - royalty };
}

function share(field: string, value: bigint | number): bigint {
  const bps = BigInt(value);
  if (bps < 0n || bps > BPS)
    throw new InvalidParameterError({ field, value, expected: "between 0 and 10,000 basis points" });
  return bps;
}

function ceilBps(amount: bigint, bps: bigint): bigint {
  return (amount * bps + BPS - 1n) / BPS;
}

function max(...values: [bigint, ...bigint[]]): bigint {
  let greatest = values[0];
  for (const value of values) if (value > greatest) greatest = value;
  return greatest;
}

function min(...values: [bigint, ...bigint[]]): bigint {
  let least = values[0];
  for (const value of values) if (value < least) least = value;
  return least;
}
