import { MAX_AMOUNT } from "@plaza/sdk";
import type { LiveAuction, SignedReceipt } from "@plaza/sdk/relayer";
import { type Address, formatEther, isAddressEqual } from "viem";
import { formatCredits, upToCents } from "../../ui/amounts.ts";
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

/** What a bidder is told once his bid was taken: whether he leads, as far as it is known. */
export function takenWords(
  amount: bigint,
  receipt: Pick<SignedReceipt, "sequence"> | null,
  live: Pick<LiveAuction, "leader" | "currentPrice" | "post" | "sequence">,
  bidder: Address | undefined,
): string {
  const credits = `${formatCredits(amount, 18)} Credits`;
  const isCounted = receipt !== null && BigInt(live.sequence) >= receipt.sequence;
  if (!isCounted) return `Your bid of ${credits} was taken, and you hold a signed receipt.`;
  return leads(live, bidder)
    ? `You lead with ${credits}, and hold a signed receipt.`
    : `Your bid of ${credits} was taken, with a signed receipt, but a higher one stands.`;
}

/** What covers a bid here: what is free, and what one's own standing bid holds, for the new one takes its place. */
export function coverOf(available: bigint, live: LiveAuction, bidder: Address | undefined): bigint {
  const { topBid } = live;
  const isOwn = topBid !== null && bidder !== undefined && isAddressEqual(topBid.bidder, bidder);
  return isOwn ? available + topBid.amount : available;
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
  return minimum < CENT ? minimum : upToCents(minimum);
}

/** Bids are asked for from a round number on, so that each new one is no new question. */
export const STEP = 100;

/** After which bid the history begins, so that it has the newest and at least a step of those before. */
export function firstShown(newest: number): number {
  return Math.max(0, Math.floor((newest - 1) / STEP) - 1) * STEP;
}

/** An amount as a person would type it, all digits. */
export function typedAmount(amount: bigint): string {
  return formatEther(amount);
}
