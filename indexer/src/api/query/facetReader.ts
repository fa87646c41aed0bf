import DataLoader from "dataloader";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import { BadInputError } from "../errors.ts";
import type { Condition } from "./condition.ts";
import type { Database } from "./database.ts";
import { countValues, type Histogram, histogramOf, MAX_BUCKETS, topValues, type ValueCount } from "./facets.ts";
import { countTraits, type TraitCount } from "./traitCounts.ts";

/** The columns whose values can be counted, each by the name of the filter's field that chooses among them. */
export type FacetColumns<Few extends string, Many extends string, Spread extends string> = {
  /** Of few values: all are told. */
  few: Record<Few, PgColumn>;
  /** Of any number of values: the most frequent are told. */
  many: Record<Many, PgColumn>;
  /** Whole numbers: their histograms are told. */
  spread: Record<Spread, PgColumn>;
  /** Names the item, whose traits are counted. */
  item: PgColumn;
};

/** What the filter asks of traits. */
export type TraitChoices = {
  /** Names of traits that it chooses among the values of, at its root. */
  names: readonly string[];
  /** What it asks of everything but the trait of a name; of everything without one. */
  whereWithout: (name?: string) => Condition;
};

/** How many traits may be chosen at a filter's root for traits to be counted: each is a scan of its own. */
const MAX_CHOSEN = 10;

/** The facets of the rows that meet a filter; each as if the filter did not choose among its own values. */
export type FacetReader<Few extends string, Many extends string, Spread extends string> = {
  few(field: Few): Promise<ValueCount[]>;
  many(field: Many): Promise<ValueCount[]>;
  /** @throws BadInputError when `buckets` is out of bounds. */
  spread(field: Spread, buckets: number): Promise<Histogram | null>;
  /** @throws BadInputError when the filter chooses among too many traits. */
  traits(): Promise<TraitCount[]>;
};

/**
 * Opens the facets of a filter.
 *
 * @param options.whereWithout - What the filter asks of everything but one field; the same object where it is the same.
 */
export function openFacets<Few extends string, Many extends string, Spread extends string>({
  db,
  table,
  columns,
  whereWithout,
  traits,
}: {
  db: Database;
  table: PgTable;
  columns: FacetColumns<Few, Many, Spread>;
  whereWithout: (field: Few | Many | Spread) => Condition;
  traits: TraitChoices;
}): FacetReader<Few, Many, Spread> {
  // What a request asks of those of few values is read in one scan for each distinct condition.
  const few = new DataLoader<Few, ValueCount[]>(async (fields) => {
    const found = new Map<Few, ValueCount[]>();
    const scans = new Map<Condition, Few[]>();
    for (const field of fields) {
      const where = whereWithout(field);
      scans.set(where, [...(scans.get(where) ?? []), field]);
    }
    const readings = [...scans].map(async ([where, together]) => {
      const counts = await countValues(
        db,
        table,
        together.map((field) => columns.few[field]),
        where,
      );
      for (const [index, field] of together.entries()) found.set(field, counts[index] ?? []);
    });
    await Promise.all(readings);
    return fields.map((field) => found.get(field) ?? []);
  });

  return {
    few: (field) => few.load(field),
    many: (field) => topValues(db, table, columns.many[field], whereWithout(field)),
    spread: async (field, buckets) => {
      if (buckets < 1 || buckets > MAX_BUCKETS)
        throw new BadInputError("buckets", `must be 1 to ${MAX_BUCKETS}, but is ${buckets}.`);
      return histogramOf(db, table, columns.spread[field], whereWithout(field), buckets);
    },
    traits: async () => {
      const names = [...new Set(traits.names)];
      if (names.length > MAX_CHOSEN)
        throw new BadInputError(
          "filter",
          `chooses among ${names.length} traits; at most ${MAX_CHOSEN} can be counted.`,
        );
      const chosen = names.map((name) => ({ where: traits.whereWithout(name), only: [name] }));
      return countTraits(db, table, columns.item, [{ where: traits.whereWithout(), except: names }, ...chosen]);
    },
  };
}
