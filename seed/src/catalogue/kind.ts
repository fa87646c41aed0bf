import {
  type Biome,
  biomes,
  type CharacterClass,
  characterClasses,
  type ItemType,
  itemTypes,
  type Rarity,
  rarities,
} from "@plaza/sdk";

export { type Biome, biomes, type CharacterClass, characterClasses, type ItemType, itemTypes, type Rarity, rarities };

/** An item's numbers; integers from 0 to {@link MAX_STAT}. */
export interface Stats {
  readonly power: number;
  readonly defense: number;
  readonly speed: number;
  readonly luck: number;
}

/** The names of the stats, in the order in which they are always told. */
export const STATS = ["power", "defense", "speed", "luck"] as const;

/** The largest stat that fits on chain. */
export const MAX_STAT = 65_535;

/** A kind of item as it stands in a catalogue, whatever it was read from. */
export interface Kind {
  /** Number on chain, unique in the catalogue. */
  readonly kind: number;
  /** Display name, 1 to 64 bytes. */
  readonly name: string;
  /** SVG path data on a 512 x 512 view box. */
  readonly icon: string;
  /** Whether units are interchangeable (GameResources) or each is a piece of its own (GameItems). */
  readonly stackable: boolean;
  readonly itemType: ItemType;
  readonly rarity: Rarity;
  readonly class: CharacterClass;
  readonly biome: Biome;
  readonly stats: Stats;
  /** What one plain unit costs, in the smallest unit of Credits. */
  readonly price: bigint;
  /** How many there are: pieces, or units of a stackable kind. */
  readonly supply: number;
}

/** Everything that a game sells. */
export interface Catalogue {
  readonly name: string;
  readonly kinds: readonly Kind[];
}

/** A rarity so many steps above another, at most legendary. */
export function rarer(rarity: Rarity, steps: number): Rarity {
  return rarities[Math.min(rarities.indexOf(rarity) + steps, rarities.length - 1)] ?? rarity;
}
