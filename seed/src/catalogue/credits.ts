import { formatUnits, parseUnits } from "viem";

/** Decimals of Credits. */
export const CREDITS_DECIMALS = 18;

/** Prices are whole multiples of this, 0.01 Credits: nobody haggles below. */
export const PRICE_STEP = parseUnits("0.01", CREDITS_DECIMALS);

/** So many Credits, in their smallest unit. */
export function credits(amount: number | string): bigint {
  return parseUnits(String(amount), CREDITS_DECIMALS);
}

/** An amount as people write it. */
export function formatCredits(amount: bigint): string {
  return formatUnits(amount, CREDITS_DECIMALS);
}

/** A price times `permille` thousandths, rounded down to the price step, but never to nothing. */
export function scalePrice(price: bigint, permille: number): bigint {
  const steps = (price * BigInt(permille)) / 1_000n / PRICE_STEP;
  return (steps > 0n ? steps : 1n) * PRICE_STEP;
}
