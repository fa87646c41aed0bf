import { InvalidParameterError } from "../../errors/input.ts";
import {
  type Biome,
  biomes,
  type CharacterClass,
  characterClasses,
  type ItemType,
  itemTypes,
  type Rarity,
  rarities,
} from "../../vocabulary.ts";

/** A catalogue entry as it is registered. */
export type KindInput = {
  /** From 1. */
  kind: number;
  /** 1 to 64 bytes. */
  name: string;
  /** SVG path data on a 512 x 512 view box, at most 16 kB. */
  icon: string;
};

/** An item's typed traits, in the words that GraphQL uses too. */
export type ItemTraits = {
  /** Catalogue entry that gives name and picture. */
  kind: number;
  itemType: ItemType;
  rarity: Rarity;
  /** @default "ANY" */
  class?: CharacterClass | undefined;
  /** @default "NONE" */
  biome?: Biome | undefined;
  /** 0 to 65,535, as the other stats. @default 0 */
  power?: number | undefined;
  defense?: number | undefined;
  speed?: number | undefined;
  luck?: number | undefined;
};

/** Traits as the contracts have them: enums are numbers. */
export type EncodedTraits = Record<
  "kind" | "itemType" | "rarity" | "class" | "biome" | "power" | "defense" | "speed" | "luck",
  number
>;

/** Solidity's `ItemType` begins with `None`, which no item has. */
const solidityItemTypes = ["NONE", ...itemTypes] as const;

export function encodeTraits(traits: ItemTraits): EncodedTraits {
  const { kind, itemType, rarity, class: suits = "ANY", biome = "NONE" } = traits;
  const { power = 0, defense = 0, speed = 0, luck = 0 } = traits;
  return {
    kind,
    itemType: indexIn("itemType", solidityItemTypes, itemType),
    rarity: indexIn("rarity", rarities, rarity),
    class: indexIn("class", characterClasses, suits),
    biome: indexIn("biome", biomes, biome),
    power,
    defense,
    speed,
    luck,
  };
}

export function decodeTraits(traits: Readonly<EncodedTraits>): Required<ItemTraits> {
  return {
    ...traits,
    itemType: at("itemType", itemTypes, traits.itemType - 1),
    rarity: at("rarity", rarities, traits.rarity),
    class: at("class", characterClasses, traits.class),
    biome: at("biome", biomes, traits.biome),
  };
}

function indexIn(field: string, values: readonly string[], value: string): number {
  const index = values.indexOf(value);
  if (index < 0) throw new InvalidParameterError({ field, value, expected: `one of ${values.join(", ")}` });
  return index;
}

function at<value extends string>(field: string, values: readonly value[], index: number): value {
  const value = values[index];
  if (value === undefined)
    throw new InvalidParameterError({ field, value: index, expected: `one of ${values.join(", ")}` });
  return value;
}
