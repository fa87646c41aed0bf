import { fallingPrice } from "../rules/schedule.ts";
import type { SignedListing } from "./types.ts";

/**
 * Price of one unit of a signed listing at a time, rounded up. It never rises: whoever sees a price pays at most that.
 *
 * @param options.time - Unix seconds.
 *
 * @example
 * ```ts
 * const { timestamp } = await getBlock(client);
 * const price = signedPriceAt({ listing: signedListing, time: timestamp });
 * ```
 */
export function signedPriceAt({ listing, time }: { listing: SignedListing; time: bigint }): bigint {
  return fallingPrice({ ...listing, time });
}
