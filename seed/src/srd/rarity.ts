import type { Rarity } from "../catalogue/kind.ts";
import { costInGold } from "./cost.ts";
import type { Equipment } from "./equipment.ts";

/** From so many gold pieces on a thing is that rare; below the first it is common. */
const RARITY_FROM_GOLD: readonly (readonly [gold: number, rarity: Rarity])[] = [
  [25, "UNCOMMON"],
  [100, "RARE"],
  [500, "EPIC"],
  [5_000, "LEGENDARY"],
];

/** What is dear is rare. */
export function rarityOf(entry: Pick<Equipment, "cost">): Rarity {
  const gold = costInGold(entry);
  return RARITY_FROM_GOLD.findLast(([from]) => gold >= from)?.[1] ?? "COMMON";
}

/** How many pieces of a kind there are: the rarer the kind, the fewer. */
export const PIECES: Readonly<Record<Rarity, number>> = { COMMON: 6, UNCOMMON: 4, RARE: 3, EPIC: 2, LEGENDARY: 1 };

/** How many units of a stackable kind there are. */
export const UNITS: Readonly<Record<Rarity, number>> = { COMMON: 500, UNCOMMON: 100, RARE: 20, EPIC: 5, LEGENDARY: 1 };
