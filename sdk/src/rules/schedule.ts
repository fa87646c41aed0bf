import { InvalidParameterError } from "../errors/input.ts";
import { MAX_AMOUNT } from "./constants.ts";

/** Times of a listing and the price that it falls to. Times are unix seconds. */
export type ListingSchedule = {
  /** Price of one unit from the end of the fall on, smallest unit; zero for a fixed price. */
  endPrice: bigint;
  /** When the price begins to fall; zero for a fixed price. */
  fallStart: bigint;
  /** When it has reached `endPrice`; zero for a fixed price. */
  fallEnd: bigint;
  /** From this time on nobody can buy; zero means never. */
  expiry: bigint;
  /** When the item was listed: the Marketplace fills it in. */
  listedAt: bigint;
};

/** How a price falls; all zero where it does not. */
type Fall = Pick<ListingSchedule, "endPrice" | "fallStart" | "fallEnd">;

const MAX_TIME = 2n ** 40n - 1n;

/** Bit at which each part begins; the contract's `ListingSchedule`. */
const parts = [
  ["endPrice", 160n, MAX_AMOUNT],
  ["fallStart", 120n, MAX_TIME],
  ["fallEnd", 80n, MAX_TIME],
  ["expiry", 40n, MAX_TIME],
  ["listedAt", 0n, MAX_TIME],
] as const;

/**
 * A schedule as the one word that listings carry.
 *
 * @example
 * ```ts
 * packSchedule({ expiry: 1_900_000_000n }); // a fixed price
 * packSchedule({ endPrice: 5n, fallStart: 1_800_000_000n, fallEnd: 1_800_086_400n }); // falls for a day
 * ```
 */
export function packSchedule(schedule: Partial<ListingSchedule>): bigint {
  let word = 0n;
  for (const [field, shift, maximum] of parts) {
    const value = schedule[field] ?? 0n;
    if (value < 0n || value > maximum)
      throw new InvalidParameterError({ field, value, expected: `from 0 to ${maximum}` });
    word |= value << shift;
  }
  return word;
}

/**
 * The parts of a listing's schedule.
 *
 * @example
 * ```ts
 * const { expiry, fallEnd } = unpackSchedule(listing.schedule);
 * ```
 */
export function unpackSchedule(word: bigint): ListingSchedule {
  const read = (shift: bigint, maximum: bigint) => (word >> shift) & maximum;
  return {
    endPrice: read(160n, MAX_AMOUNT),
    fallStart: read(120n, MAX_TIME),
    fallEnd: read(80n, MAX_TIME),
    expiry: read(40n, MAX_TIME),
    listedAt: read(0n, MAX_TIME),
  };
}

/**
 * Price of one unit of a listing at a time: `price` until the fall begins, `endPrice` from its end on, and on the straight
 * line between them, rounded up.
 *
 * @param options.price - The price that it starts from, at least `endPrice`.
 * @param options.time - Unix seconds.
 *
 * @example
 * ```ts
 * const schedule = packSchedule({ endPrice: 50n, fallStart: 100n, fallEnd: 200n });
 * priceAt({ price: 100n, schedule, time: 150n }); // 75n
 * ```
 */
export function priceAt({ price, schedule, time }: { price: bigint; schedule: bigint; time: bigint }): bigint {
  return fallingPrice({ price, ...unpackSchedule(schedule), time });
}

/**
 * What starts at `price`, at a time: `price` itself where the fall is all zero.
 *
 * @example
 * ```ts
 * fallingPrice({ price: 100n, endPrice: 50n, fallStart: 100n, fallEnd: 200n, time: 150n }); // 75n
 * ```
 */
export function fallingPrice({ price, endPrice, fallStart, fallEnd, time }: Fall & { price: bigint; time: bigint }) {
  if ((fallEnd === 0n && fallStart === 0n && endPrice === 0n) || time <= fallStart) return price;
  if (time >= fallEnd) return endPrice;
  return price - ((price - endPrice) * (time - fallStart)) / (fallEnd - fallStart);
}
