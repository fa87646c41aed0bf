import { MAX_AMOUNT } from "@plaza/sdk";

/** Why a typed price will not do; nothing when it will. The contract checks again. */
export function priceProblem(price: bigint | undefined): string | undefined {
  if (price === undefined) return "Type an amount, such as 120 or 12.5.";
  if (price === 0n) return "The price must be more than zero.";
  if (price > MAX_AMOUNT) return "That is more Credits than the Marketplace can count.";
  return undefined;
}

/** Why a typed buyout price will not do beside these prices; nothing when it will. */
export function buyoutProblem(buyout: bigint | undefined, firstBid: bigint): string | undefined {
  return (
    priceProblem(buyout) ?? (buyout !== undefined && buyout <= firstBid ? "It must be above the first bid." : undefined)
  );
}

/** How long a listing can stay. */
export const EXPIRIES = [
  ["0", "Until I cancel it"],
  ["86400", "1 day"],
  ["604800", "7 days"],
  ["2592000", "30 days"],
] as const;

/** How long an auction can run; the longest leaves room for extensions below the contract's 7 days. */
export const DURATIONS = [
  ["60", "1 minute"],
  ["300", "5 minutes"],
  ["3600", "1 hour"],
  ["86400", "1 day"],
  ["259200", "3 days"],
  ["518400", "6 days"],
] as const;

export const STARTS = [
  ["0", "At once"],
  ["600", "In 10 minutes"],
  ["3600", "In 1 hour"],
  ["86400", "Tomorrow"],
] as const;

/** The most of an auction's price that its item's creator gets, where he asks for it. */
export const ROYALTIES = [
  ["0", "None"],
  ["250", "Up to 2.5 %"],
  ["500", "Up to 5 %"],
  ["1000", "Up to 10 %"],
] as const;

export const INCREMENTS = [
  ["100", "1 %"],
  ["250", "2.5 %"],
  ["500", "5 %"],
  ["1000", "10 %"],
] as const;
