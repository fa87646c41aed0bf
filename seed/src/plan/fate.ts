import { PLAYERS, SELLERS } from "./accounts.ts";

/** What becomes of a piece, or of a stackable kind's units, at the opening. */
export type Fate = "listed" | "auctioned" | "sold" | "owned" | "listedByPlayer" | "auctionedByPlayer";

/** Of every twenty pieces ten are for sale, two up for auction, two just sold, and six the players'. */
export const FATES_OF_PIECES: readonly Fate[] = [
  ...(["listed", "auctioned", "owned", "listed", "sold"] as const),
  ...(["listed", "owned", "listed", "listedByPlayer", "listed"] as const),
  ...(["auctioned", "listed", "sold", "owned", "listed"] as const),
  ...(["listed", "auctionedByPlayer", "listed", "owned", "listed"] as const),
];

/** Of every ten stackable kinds seven are for sale by merchants, two of them bought from, and one by a player. */
export const FATES_OF_STACKS: readonly Fate[] = [
  ...(["listed", "sold", "listed", "auctioned", "listed"] as const),
  ...(["listed", "listedByPlayer", "sold", "listed", "owned"] as const),
];

/** The value at a place of a list that goes round for ever. */
export function inTurn<T>(values: readonly T[], index: number): T {
  const value = values[index % values.length];
  if (value === undefined) throw new RangeError("nobody can take turns in an empty list");
  return value;
}

/** Whether a player holds it at first, rather than a merchant. */
export function isPlayers(fate: Fate): boolean {
  return fate === "owned" || fate === "listedByPlayer" || fate === "auctionedByPlayer";
}

/** Who holds it at first. */
export function holderOf(fate: Fate, index: number): number {
  return inTurn(isPlayers(fate) ? PLAYERS : SELLERS, index);
}
