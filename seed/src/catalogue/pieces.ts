import { scalePrice } from "./credits.ts";
import { type Kind, MAX_STAT, type Rarity, rarer, rarities, type Stats } from "./kind.ts";
import { createRandom, type Random } from "./random.ts";

/** One piece of a kind that is not stackable: like its kind, but no two are quite alike. */
export interface Piece {
  readonly kind: Kind;
  readonly rarity: Rarity;
  readonly stats: Stats;
  /** What this piece is worth, in the smallest unit of Credits. */
  readonly value: bigint;
}

/** How well a piece is made: how often that happens, and what it does to rarity, stats and value. */
interface Craft {
  /** Out of 1000 pieces. */
  readonly share: number;
  readonly rarerBy: number;
  readonly statsPermille: number;
  readonly valuePermille: number;
}

/** From plain to a masterpiece, each one step rarer than the one before. Shares add up to 1000. */
export const CRAFTS: readonly Craft[] = [
  { share: 780, rarerBy: 0, statsPermille: 1_000, valuePermille: 1_000 },
  { share: 150, rarerBy: 1, statsPermille: 1_200, valuePermille: 2_500 },
  { share: 55, rarerBy: 2, statsPermille: 1_500, valuePermille: 8_000 },
  { share: 15, rarerBy: 3, statsPermille: 2_000, valuePermille: 30_000 },
];

/** Each stat of a piece lies within this many percent of its kind's, before craftsmanship. */
const STAT_SPREAD_PERCENT = 10;

/** A legendary kind is always plain: there is nothing above it. */
function drawCraft(kind: Kind, random: Random): Craft {
  const room = rarities.length - 1 - rarities.indexOf(kind.rarity);
  let drawn = random.integer(1, 1_000);
  for (const craft of CRAFTS) {
    if (drawn <= craft.share) return CRAFTS[Math.min(craft.rarerBy, room)] ?? craft;
    drawn -= craft.share;
  }
  throw new Error("the shares of CRAFTS do not add up to 1000");
}

/** A stat that the kind has not, no piece has; one that it has never falls to zero. */
function varyStat(stat: number, craft: Craft, random: Random): number {
  const percent = 100 + random.integer(-STAT_SPREAD_PERCENT, STAT_SPREAD_PERCENT);
  if (stat === 0) return 0;
  return Math.min(MAX_STAT, Math.max(1, Math.round((stat * percent * craft.statsPermille) / 100_000)));
}

function makePiece(kind: Kind, random: Random): Piece {
  const craft = drawCraft(kind, random);
  const stats = {
    power: varyStat(kind.stats.power, craft, random),
    defense: varyStat(kind.stats.defense, craft, random),
    speed: varyStat(kind.stats.speed, craft, random),
    luck: varyStat(kind.stats.luck, craft, random),
  };
  return { kind, rarity: rarer(kind.rarity, craft.rarerBy), stats, value: scalePrice(kind.price, craft.valuePermille) };
}

/** All pieces of a kind. The same kind and seed give the same pieces, whatever else is in the catalogue. */
export function makePieces(kind: Kind, seed: string): Piece[] {
  const random = createRandom(`${seed}/piece/${kind.kind}/${kind.name}`);
  return Array.from({ length: kind.supply }, () => makePiece(kind, random));
}
