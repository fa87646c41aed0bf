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
 * How a sale is shared. The fee is rounded up, the seller gets the rest: nothing is lost or made.
 *
 * @example
 * ```ts
 * feeSplit({ amount: 101n, feeBps: 500 }); // { fee: 6n, proceeds: 95n }
 * ```
 */
export function feeSplit({ amount, feeBps }: { amount: bigint; feeBps: bigint | number }): {
  fee: bigint;
  proceeds: bigint;
} {
  if (amount < 0n) throw new InvalidParameterError({ field: "amount", value: amount, expected: "zero or more" });
  const bps = BigInt(feeBps);
  if (bps < 0n || bps > BPS)
    throw new InvalidParameterError({ field: "feeBps", value: feeBps, expected: "between 0 and 10,000 basis points" });
  const fee = ceilBps(amount, bps);
  return { fee, proceeds: amount - fee };
}

function ceilBps(amount: bigint, bps: bigint): bigint {
  return (amount * bps + BPS - 1n) / BPS;
}

function max(...values: [bigint, ...bigint[]]): bigint {
  let greatest = values[0];
  for (const value of values) if (value > greatest) greatest = value;
  return greatest;
}
