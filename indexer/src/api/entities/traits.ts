import type { PgColumn } from "drizzle-orm/pg-core";
import type { Hex } from "viem";
import type { biome, characterClass, itemType, rarity, tokenStandard } from "../../../ponder.schema.ts";
import { amongOf, type FilterFields, type Range, rangeOf, textOf } from "../query/filter.ts";

export type TokenStandard = (typeof tokenStandard.enumValues)[number];
export type ItemType = (typeof itemType.enumValues)[number];
export type Rarity = (typeof rarity.enumValues)[number];
export type CharacterClass = (typeof characterClass.enumValues)[number];
export type Biome = (typeof biome.enumValues)[number];

/** What everything that shows an item can be filtered by. */
export type TraitFields = {
  collection: readonly Hex[];
  kind: readonly number[];
  name: string;
  itemType: readonly ItemType[];
  rarity: readonly Rarity[];
  class: readonly CharacterClass[];
  biome: readonly Biome[];
  power: Range<number>;
  defense: Range<number>;
  speed: Range<number>;
  luck: Range<number>;
};

type TraitColumns = Record<Exclude<keyof TraitFields, "collection" | "name"> | "token" | "nameSearch", PgColumn>;

/** The columns by which everything that shows an item can be counted. */
export const traitFacets = (table: TraitColumns) => ({
  few: { itemType: table.itemType, rarity: table.rarity, class: table.class, biome: table.biome },
  many: { collection: table.token, kind: table.kind },
  spread: { power: table.power, defense: table.defense, speed: table.speed, luck: table.luck },
});

/** The trait conditions on a table that carries an item's traits. */
export const traitFields = (table: TraitColumns): FilterFields<TraitFields> => ({
  collection: amongOf(table.token),
  kind: amongOf(table.kind),
  name: textOf(table.nameSearch),
  itemType: amongOf(table.itemType),
  rarity: amongOf(table.rarity),
  class: amongOf(table.class),
  biome: amongOf(table.biome),
  power: rangeOf(table.power),
  defense: rangeOf(table.defense),
  speed: rangeOf(table.speed),
  luck: rangeOf(table.luck),
});
