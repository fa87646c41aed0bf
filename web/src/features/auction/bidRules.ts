import { MAX_AMOUNT } from "@plaza/sdk";
import type { LiveAuction } from "@plaza/sdk/relayer";
import { type Address, formatEther } from "viem";
import { formatCredits } from "../../ui/amounts.ts";
import { leads } from "./standing.ts";

const CREDIT = 10n ** 18n;
const CENT = 10n ** 16n;

/** Why a typed bid will not do; nothing when it will. The relayer checks again. */
export function bidProblem(bid: bigint | undefined, minimum: bigint, buyoutPrice: bigint | null): string | undefined {
  if (bid === undefined) return "Type an amount, such as 120 or 12.5.";
  if (bid < minimum) return `The next bid must be at least ${formatCredits(neatMinimum(minimum), 18)} Credits.`;
  if (buyoutPrice !== null && bid >= buyoutPrice) return "For that much you can buy it at once instead.";
  if (bid > MAX_AMOUNT) return "That is more Credits than the Marketplace can count.";
  return undefined;
}

/** What covers a bid here: what is free, and what one's own standing bid holds, for the new one takes its place. */
export function coverOf(available: bigint, live: LiveAuction, bidder: Address | undefined): bigint {
  return available + (leads(live, bidder) && live.topBid !== null ? live.topBid.amount : 0n);
}

/** What a deposit must add so that a bid is covered; 0 while either is unknown. */
export function missingFor(bid: bigint | undefined, cover: bigint | undefined): bigint {
  return bid === undefined || cover === undefined || bid <= cover ? 0n : bid - cover;
}

/** Some percent above, rounded up to whole Credits so that it reads well. */
export function raisedBy(minimum: bigint, percent: bigint): bigint {
  if (percent === 0n) return neatMinimum(minimum);
  const raised = minimum + (minimum * percent) / 100n;
  return minimum < CREDIT ? raised : ((raised + CREDIT - 1n) / CREDIT) * CREDIT;
}

/** The least bid that reads well: rounded up to two decimals, so that it is never too low. */
export function neatMinimum(minimum: bigint): bigint {
  return minimum < CENT ? minimum : ((minimum + CENT - 1n) / CENT) * CENT;
}

/** An amount as a person would type it, all digits. */
export function typedAmount(amount: bigint): string {
  return formatEther(amount);
}
