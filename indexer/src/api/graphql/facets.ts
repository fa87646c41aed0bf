import type { EnumRef, ObjectRef } from "@pothos/core";
import type { Hex } from "viem";
import type { Biome, CharacterClass, ItemType, Rarity, traitFacets } from "../entities/traits.ts";
import type { FacetReader } from "../query/facetReader.ts";
import { type Histogram, MAX_BUCKETS, MAX_VALUES, type ValueCount } from "../query/facets.ts";
import { MAX_TRAITS, type TraitCount } from "../query/traitCounts.ts";
import { AGGREGATE } from "./aggregate.ts";
import { builder, type SchemaTypes } from "./builder.ts";
import { BiomeEnum, CharacterClassEnum, ItemTypeEnum, RarityEnum } from "./enums.ts";
import { existing } from "./item.ts";
import { CollectionRef } from "./refs.ts";

const OWN = "Counted as if the filter did not choose among these at its root.";

/** A type `XCount` of an enum: a value and how many rows have it. */
function countOf<Value extends string>(name: string, value: EnumRef<SchemaTypes, Value>, what: string) {
  return builder.objectRef<ValueCount<Value>>(`${name}Count`).implement({
    description: `How often ${what} occurs.`,
    fields: (t) => ({
      value: t.field({ type: value, description: "The value.", resolve: ({ value: found }) => found as never }),
      count: t.exposeInt("count", { description: "How many have it." }),
    }),
  });
}

const ItemTypeCount = countOf<ItemType>("ItemType", ItemTypeEnum, "an item type");
const RarityCount = countOf<Rarity>("Rarity", RarityEnum, "a rarity");
const CharacterClassCount = countOf<CharacterClass>("CharacterClass", CharacterClassEnum, "a class");
const BiomeCount = countOf<Biome>("Biome", BiomeEnum, "a biome");

const CollectionCount = builder.objectRef<ValueCount<Hex>>("CollectionCount").implement({
  description: "How often a collection occurs.",
  fields: (t) => ({
    value: t.field({
      type: CollectionRef,
      description: "The collection.",
      resolve: async ({ value }, _, { loaders }) => existing(await loaders.collection.load(value), "collection"),
    }),
    count: t.exposeInt("count", { description: "How many are of it." }),
  }),
});

const KindCount = builder.objectRef<ValueCount<number>>("KindCount").implement({
  description: "How often a kind occurs.",
  fields: (t) => ({
    value: t.exposeInt("value", { description: "The kind's number, as filters take it." }),
    count: t.exposeInt("count", { description: "How many are of it." }),
  }),
});

const TraitValueCount = builder.objectRef<ValueCount<string>>("TraitValueCount").implement({
  description: "How often a value of a trait occurs.",
  fields: (t) => ({
    value: t.exposeString("value", { description: "The value, as filters take it." }),
    count: t.exposeInt("count", { description: "How many have it." }),
  }),
});

const TraitCountRef = builder.objectRef<TraitCount>("TraitCount").implement({
  description: "How often the values of a trait occur.",
  fields: (t) => ({
    name: t.exposeString("name", { description: "The trait, as filters take it." }),
    values: t.expose("values", {
      type: [TraitValueCount],
      description: `Its values, the ${MAX_VALUES} most frequent.`,
    }),
    min: t.exposeFloat("min", { nullable: true, description: "Lowest of those that are numbers; null if none is." }),
    max: t.exposeFloat("max", { nullable: true, description: "Highest of those that are numbers; null if none is." }),
  }),
});

const IntBucket = builder.objectRef<Histogram["buckets"][number]>("IntBucket").implement({
  description: "A part of a histogram.",
  fields: (t) => ({
    min: t.int({ description: "Lowest value that belongs to it.", resolve: ({ min }) => Number(min) }),
    max: t.int({ description: "Highest value that belongs to it.", resolve: ({ max }) => Number(max) }),
    count: t.exposeInt("count", { description: "How many are in it." }),
  }),
});

const IntHistogram = builder.objectRef<Histogram>("IntHistogram").implement({
  description: "How a number is spread: what a slider needs.",
  fields: (t) => ({
    min: t.int({ description: "Lowest value that occurs.", resolve: ({ min }) => Number(min) }),
    max: t.int({ description: "Highest value that occurs.", resolve: ({ max }) => Number(max) }),
    count: t.exposeInt("count", { description: "How many have a value." }),
    buckets: t.expose("buckets", {
      type: [IntBucket],
      description: "Of equal width, one after the other, empty ones too.",
    }),
  }),
});

const AmountBucket = builder.objectRef<Histogram["buckets"][number]>("AmountBucket").implement({
  description: "A part of a histogram of amounts.",
  fields: (t) => ({
    min: t.expose("min", { type: "BigInt", description: "Lowest amount that belongs to it, smallest unit." }),
    max: t.expose("max", { type: "BigInt", description: "Highest amount that belongs to it, smallest unit." }),
    count: t.exposeInt("count", { description: "How many are in it." }),
  }),
});

const AmountHistogram = builder.objectRef<Histogram>("AmountHistogram").implement({
  description: "How an amount is spread: what a slider needs.",
  fields: (t) => ({
    min: t.expose("min", { type: "BigInt", description: "Lowest amount that occurs, smallest unit." }),
    max: t.expose("max", { type: "BigInt", description: "Highest amount that occurs, smallest unit." }),
    count: t.exposeInt("count", { description: "How many have an amount." }),
    buckets: t.expose("buckets", {
      type: [AmountBucket],
      description: "Of equal width, one after the other, empty ones too.",
    }),
  }),
});

type Traits = ReturnType<typeof traitFacets>;
type Stat = keyof Traits["spread"];
type Reader<Spread extends string = Stat> = FacetReader<keyof Traits["few"], keyof Traits["many"], Spread>;
type PricedReader = Reader<Stat | "price">;

const buckets = builder.args((t) => ({
  buckets: t.int({ defaultValue: 10, description: `Into how many buckets at most: 1 to ${MAX_BUCKETS}.` }),
}));

/** A type `XFacets`: what everything that shows an item is counted by. */
function facetsOf<Facets extends Reader>(name: string, plural: string) {
  const description = (what: string) => `${what} ${OWN}`;
  return builder.objectRef<Facets>(name).implement({
    description: `How often values occur among ${plural}, each facet as if the filter did not choose among its own values.`,
    fields: (t) => ({
      collection: t.field({
        type: [CollectionCount],
        description: description(`Collections, the ${MAX_VALUES} most frequent.`),
        ...AGGREGATE,
        resolve: async (facets) => (await facets.many("collection")) as ValueCount<Hex>[],
      }),
      kind: t.field({
        type: [KindCount],
        description: description(`Kinds, the ${MAX_VALUES} most frequent.`),
        ...AGGREGATE,
        resolve: async (facets) => (await facets.many("kind")) as ValueCount<number>[],
      }),
      itemType: t.field({
        type: [ItemTypeCount],
        description: description("Item types, the most frequent first."),
        ...AGGREGATE,
        resolve: async (facets) => (await facets.few("itemType")) as ValueCount<ItemType>[],
      }),
      rarity: t.field({
        type: [RarityCount],
        description: description("Rarities, the most frequent first."),
        ...AGGREGATE,
        resolve: async (facets) => (await facets.few("rarity")) as ValueCount<Rarity>[],
      }),
      class: t.field({
        type: [CharacterClassCount],
        description: description("Classes, the most frequent first."),
        ...AGGREGATE,
        resolve: async (facets) => (await facets.few("class")) as ValueCount<CharacterClass>[],
      }),
      biome: t.field({
        type: [BiomeCount],
        description: description("Biomes, the most frequent first."),
        ...AGGREGATE,
        resolve: async (facets) => (await facets.few("biome")) as ValueCount<Biome>[],
      }),
      traits: t.field({
        type: [TraitCountRef],
        description: `Traits that metadata tells, the ${MAX_TRAITS} most frequent, each counted as if the filter did not choose among its own values at its root.`,
        ...AGGREGATE,
        resolve: (facets) => facets.traits(),
      }),
      ...Object.fromEntries(
        (["power", "defense", "speed", "luck"] as const).map((stat) => [
          stat,
          t.field({
            type: IntHistogram,
            nullable: true,
            args: buckets,
            description: description(`How ${stat} is spread; null if nothing has any.`),
            ...AGGREGATE,
            resolve: (facets, args) => facets.spread(stat, args.buckets ?? 10),
          }),
        ]),
      ),
    }),
  });
}

/** Adds `price` to a type of {@link facetsOf}. */
function withPrice(ref: ObjectRef<SchemaTypes, PricedReader>, what: string) {
  builder.objectField(ref, "price", (t) =>
    t.field({
      type: AmountHistogram,
      nullable: true,
      args: buckets,
      description: `How ${what} is spread; null if there is none. ${OWN}`,
      ...AGGREGATE,
      resolve: (facets, args) => facets.spread("price", args.buckets ?? 10),
    }),
  );
}

export const ListingFacets = facetsOf<PricedReader>("ListingFacets", "listings");
export const AuctionFacets = facetsOf<PricedReader>("AuctionFacets", "auctions");
export const TradeFacets = facetsOf<PricedReader>("TradeFacets", "trades");
export const ItemFacets = facetsOf<Reader>("ItemFacets", "items");
withPrice(ListingFacets, "the price of a unit");
withPrice(AuctionFacets, "the start price");
withPrice(TradeFacets, "the price of a unit");
