import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Hex } from "viem";
import type { biome, characterClass, itemType, rarity, tokenStandard } from "../../../ponder.schema.ts";
import { BadInputError } from "../errors.ts";
import { metadata, trait } from "../metadata/tables.ts";
import { ALWAYS, all, among, any, type Condition, equals } from "../query/condition.ts";
import { type Entity, whereWithout } from "../query/entity.ts";
import type { TraitChoices } from "../query/facetReader.ts";
import {
  amongOf,
  choicesOf,
  FILTER_LIMITS,
  type FilterField,
  type FilterFields,
  type FilterInput,
  type FilterScope,
  limited,
  type Range,
  rangeOf,
  textOf,
} from "../query/filter.ts";

export type TokenStandard = (typeof tokenStandard.enumValues)[number];
export type ItemType = (typeof itemType.enumValues)[number];
export type Rarity = (typeof rarity.enumValues)[number];
export type CharacterClass = (typeof characterClass.enumValues)[number];
export type Biome = (typeof biome.enumValues)[number];

/** An attribute of an item's metadata, one of whose values is asked for, or a number in a range, or that it is there at all. */
export type TraitCondition = {
  name: string;
  values?: readonly string[] | null;
  range?: Range<number> | null;
};

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
  trait: TraitCondition;
};

type TraitColumns = Record<
  Exclude<keyof TraitFields, "collection" | "name" | "trait"> | "token" | "nameSearch",
  PgColumn
>;

/** The columns by which everything that shows an item can be counted. */
export const traitFacets = (table: TraitColumns, item: PgColumn) => ({
  item,
  few: { itemType: table.itemType, rarity: table.rarity, class: table.class, biome: table.biome },
  many: { collection: table.token, kind: table.kind },
  spread: { power: table.power, defense: table.defense, speed: table.speed, luck: table.luck },
});

/** The name that a token's own contract gave it, or that its metadata tells, has this text in it. */
const nameOf = (nameSearch: PgColumn, itemId: PgColumn): FilterField<string> => {
  const [own, told] = [textOf(nameSearch), textOf(metadata.nameSearch)];
  return (...given) =>
    any(own(...given), { kind: "exists", table: metadata, on: [[metadata.subject, itemId]], where: told(...given) });
};

const traitOf =
  (itemId: PgColumn): FilterField<TraitCondition> =>
  ({ name, values, range }, path, ...rest) => {
    for (const [index, text] of [name, ...(values ?? [])].entries())
      checkText(text, index === 0 ? `${path}.name` : `${path}.values[${index - 1}]`);
    const conditions: Condition[] = [
      values ? among(trait.value, limited(values, `${path}.values`)) : ALWAYS,
      range ? rangeOf(trait.number)(range, `${path}.range`, ...rest) : ALWAYS,
    ];
    return {
      kind: "exists",
      table: trait,
      on: [[trait.itemId, itemId]],
      where: all(equals(trait.name, name), ...conditions),
    };
  };

function checkText(text: string, path: string): void {
  if (text.length > FILTER_LIMITS.characters * 2)
    throw new BadInputError(path, `is longer than ${FILTER_LIMITS.characters * 2} characters.`);
  if (text.includes("\0")) throw new BadInputError(path, "has a NUL character in it.");
}

/** The trait conditions on a table that carries an item's traits. @param itemId - Its column that names the item. */
export const traitFields = (table: TraitColumns, itemId: PgColumn): FilterFields<TraitFields> => ({
  collection: amongOf(table.token),
  kind: amongOf(table.kind),
  name: nameOf(table.nameSearch, itemId),
  itemType: amongOf(table.itemType),
  rarity: amongOf(table.rarity),
  class: amongOf(table.class),
  biome: amongOf(table.biome),
  power: rangeOf(table.power),
  defense: rangeOf(table.defense),
  speed: rangeOf(table.speed),
  luck: rangeOf(table.luck),
  trait: traitOf(itemId),
});

/** What a filter asks of traits: which it chooses among at its root, and its condition without one of those choices. */
export function traitChoices<Table extends PgTable, Fields extends Pick<TraitFields, "trait">>(
  entity: Entity<Table, Fields>,
  filter: FilterInput<Fields> | null | undefined,
  scope: FilterScope,
): TraitChoices {
  const where = whereWithout(entity, filter, scope);
  return {
    names: choicesOf<Fields, "trait">(filter ?? {}, "trait").map(({ name }) => name),
    whereWithout: (name) => where("trait", (choice) => choice.name === name),
  };
}
