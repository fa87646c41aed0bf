/** What an item is for; a name's place in the list is its number on chain (`ItemType`). `NONE` is never minted. */
export const ITEM_TYPES = [
  "NONE",
  "WEAPON",
  "ARMOR",
  "MOUNT",
  "GEAR",
  "TOOL",
  "COSMETIC",
  "COLLECTIBLE",
  "LAND",
] as const;

/** From common to legendary; a name's place in the list is its number on chain (`Rarity`). */
export const RARITIES = ["COMMON", "UNCOMMON", "RARE", "EPIC", "LEGENDARY"] as const;

/** Which character an item suits; a name's place in the list is its number on chain (`CharacterClass`). */
export const CLASSES = ["ANY", "WARRIOR", "RANGER", "ROGUE", "MAGE", "CLERIC"] as const;

/** Where a land lies; a name's place in the list is its number on chain (`Biome`). */
export const BIOMES = ["NONE", "PLAINS", "FOREST", "MOUNTAIN", "DESERT", "SWAMP", "TUNDRA", "OCEAN"] as const;

export type ItemType = (typeof ITEM_TYPES)[number];
export type Rarity = (typeof RARITIES)[number];
export type CharacterClass = (typeof CLASSES)[number];
export type Biome = (typeof BIOMES)[number];

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
  return RARITIES[Math.min(RARITIES.indexOf(rarity) + steps, RARITIES.length - 1)] ?? rarity;
}
