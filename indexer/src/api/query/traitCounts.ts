import { sql } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import { trait } from "../metadata/tables.ts";
import { all, among, type Condition, not, toSql } from "./condition.ts";
import type { Database } from "./database.ts";
import { MAX_VALUES, type ValueCount } from "./facets.ts";

/** How often the values of a trait occur. */
export type TraitCount = {
  name: string;
  /** The most frequent first; equals in their own order. */
  values: ValueCount<string>[];
  /** Of those of its values that are numbers; null if none is. */
  min: number | null;
  max: number | null;
};

/** Traits that are counted among the rows that meet a condition: only those named, or all but those. */
export type TraitScan = { where: Condition } & ({ only: readonly string[] } | { except: readonly string[] });

/** Of how many traits a facet tells: those that occur most often. */
export const MAX_TRAITS = 50;

type Row = { name: string; value: string; count: number; low: number | null; high: number | null; total: string };

/**
 * Counts the values of traits, each scan's among its own rows, in one statement. Rows have an item, items have traits.
 *
 * @param item - The table's column that names the item.
 */
export async function countTraits(
  db: Database,
  table: PgTable,
  item: PgColumn,
  scans: readonly TraitScan[],
): Promise<TraitCount[]> {
  const counted = scans.map((scan) => {
    const named = "only" in scan ? among(trait.name, scan.only) : not(among(trait.name, scan.except));
    // A document's attributes are kept once each, so that rows are counted and none twice.
    return sql`select ${trait.name} as name, ${trait.value} as value, count(*)::int as count,
        min(${trait.number}) as low, max(${trait.number}) as high
      from ${table} join ${trait} on ${trait.itemId} = ${item} where ${toSql(all(scan.where, named))} group by 1, 2`;
  });
  // Texts in the order of their bytes, which every database has alike.
  const result = await db.execute(sql`
    with counted as (${sql.join(counted, sql` union all `)}),
      placed as (select *, row_number() over (partition by name order by count desc, value collate "C") as place,
        sum(count) over (partition by name) as total, min(low) over (partition by name) as min, max(high) over (partition by name) as max
        from counted)
    select name, value, count, min as low, max as high, total from (
      select *, dense_rank() over (order by total desc, name collate "C") as rank from placed) as ranked
    where place <= ${sql.raw(String(MAX_VALUES))} and rank <= ${sql.raw(String(MAX_TRAITS))} order by rank, place`);
  const traits = new Map<string, TraitCount>();
  for (const { name, value, count, low, high } of (result as unknown as { rows: Row[] }).rows) {
    const known = traits.get(name) ?? { name, values: [], min: low, max: high };
    known.values.push({ value, count });
    traits.set(name, known);
  }
  return [...traits.values()];
}
