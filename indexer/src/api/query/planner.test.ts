import { expect } from "chai";
import { getTableColumns, type InferSelectModel } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import fc from "fast-check";
import { holding, listing, orderAccount, orderNonce, trade } from "../../../ponder.schema.ts";
import * as arbitrary from "../../../testing/arbitrary.ts";
import { createTestDatabase, type TestDatabase } from "../../../testing/database.ts";
import * as reference from "../../../testing/reference.ts";
import { activities } from "../entities/activity.ts";
import { auctionFacets, auctions } from "../entities/auction.ts";
import { bids } from "../entities/bid.ts";
import { itemFacets, items } from "../entities/item.ts";
import { ledger } from "../entities/ledger.ts";
import { listingFacets, listings } from "../entities/listing.ts";
import { offers } from "../entities/offer.ts";
import { tradeFacets, trades } from "../entities/trade.ts";
import { type TraitCondition, traitChoices } from "../entities/traits.ts";
import { metadata, trait } from "../metadata/tables.ts";
import type { Condition } from "./condition.ts";
import { type Connection, openConnection } from "./connection.ts";
import { createCursorCodec } from "./cursor.ts";
import { type Entity, whereOf, whereWithout } from "./entity.ts";
import { type FacetColumns, openFacets } from "./facetReader.ts";
import type { FilterInput } from "./filter.ts";
import { readerOf } from "./reader.ts";

const cursors = createCursorCodec("test");
const WORLDS = 35;
const QUERIES_A_WORLD = 10;

/** Gives rows what is unique to each. */
const numbered = <Row>(rows: readonly Row[]) =>
  rows.map((row, index) => ({
    id: `0x${String(index).padStart(64, "0")}` as const,
    ...row,
    // Not in the order of insertion, which a database might fall back to.
    ordinal: ((index * 7) % 97) + 1,
  }));

const namesStatus = (filter: FilterInput<{ status: unknown }>): boolean =>
  filter.status !== undefined || [...(filter.and ?? []), ...(filter.or ?? []), filter.not ?? {}].some(namesStatusBelow);
const namesStatusBelow = (filter: FilterInput<{ status: unknown }>): boolean =>
  Object.keys(filter).length > 0 && namesStatus(filter);

/** The name under which a table's rows have a column. */
const propertyOf = (table: PgTable, column: string) =>
  Object.entries(getTableColumns(table)).find(([, { name }]) => name === column)?.[0] ?? column;

describe("query planner against brute force", () => {
  let database: TestDatabase;
  before(async function () {
    this.timeout(60_000);
    database = await createTestDatabase();
  });
  after(() => database.close());

  /** Reads a connection from its first page to its last, and checks what each page says of the whole. */
  async function walk<Row extends Record<string, unknown>>(
    open: (after: string | null) => Connection<Row>,
    expected: number,
  ): Promise<Row[]> {
    const found: Row[] = [];
    for (let after: string | null = null; ; ) {
      const page = open(after);
      const rows = await page.rows();
      expect(await page.hasPreviousPage(), "hasPreviousPage").to.equal(found.length > 0);
      found.push(...rows);
      expect(await page.totalCount(), "totalCount").to.equal(expected);
      expect(await page.hasNextPage(), "hasNextPage").to.equal(found.length < expected);
      const last = rows.at(-1);
      if (!last || !(await page.hasNextPage())) return found;
      after = page.cursorOf(last);
    }
  }

  /** Compares random queries over random rows with the same by hand. */
  function agrees<Table extends PgTable, Fields, SortName extends string>({
    entity,
    rows,
    filter,
    rules,
    orders,
    always = () => true,
    byDefault,
    facets,
  }: {
    entity: Entity<Table, Fields, SortName>;
    rows: fc.Arbitrary<InferSelectModel<Table>[]>;
    filter: fc.Arbitrary<FilterInput<Fields>>;
    rules: reference.Rules<InferSelectModel<Table>, Fields>;
    orders: Record<SortName, readonly string[]>;
    always?: (row: InferSelectModel<Table>, now: number) => boolean;
    byDefault?: FilterInput<Fields>;
    facets?: FacetColumns<string, string, string>;
  }) {
    type Row = InferSelectModel<Table>;
    const sortName = fc.constantFrom(...(Object.keys(orders) as SortName[]));
    const oneOf = (columns?: Record<string, PgColumn>) => fc.constantFrom(...Object.keys(columns ?? { none: null }));
    const query = fc.record({
      ...{ filter, sortName, first: fc.integer({ min: 1, max: 9 }), buckets: fc.integer({ min: 1, max: 12 }) },
      ...{ many: oneOf(facets?.many), spread: oneOf(facets?.spread) },
    });
    const world = fc.record({
      rows,
      holdings: fc.uniqueArray(arbitrary.holdingRow, {
        selector: (row) => `${row.account}${row.itemId}`,
        maxLength: 30,
      }),
      listings: fc.array(arbitrary.listingRow, { maxLength: entity.name === "item" ? 30 : 0 }).map(numbered),
      trades: fc.array(arbitrary.offerTradeRow, { maxLength: entity.name === "offer" ? 30 : 0 }).map(numbered),
      nonces: fc.uniqueArray(arbitrary.orderNonceRow, { selector: ({ id }) => id, maxLength: 9 }),
      traits: facets ? arbitrary.traitRows : arbitrary.none,
      metadata: facets ? arbitrary.metadataRows : arbitrary.none,
      counters: fc.uniqueArray(arbitrary.orderAccountRow, { selector: ({ address }) => address, maxLength: 3 }),
      queries: fc.array(query, { minLength: QUERIES_A_WORLD, maxLength: QUERIES_A_WORLD }),
    });

    return fc.assert(
      fc.asyncProperty(world, async ({ rows, queries, ...related }) => {
        const { holdings, listings, trades, nonces, counters, traits, metadata: told } = related;
        await database.clear();
        if (rows.length > 0) await database.db.insert(entity.table as PgTable).values(rows);
        if (holdings.length > 0) await database.db.insert(holding).values(holdings);
        if (listings.length > 0) await database.db.insert(listing).values(listings);
        if (trades.length > 0) await database.db.insert(trade).values(trades);
        if (nonces.length > 0) await database.db.insert(orderNonce).values(nonces);
        if (counters.length > 0) await database.db.insert(orderAccount).values(counters);
        if (traits.length > 0) await database.db.insert(trait).values(traits);
        if (told.length > 0) await database.db.insert(metadata).values(told);

        for (const { filter, sortName, first, buckets, many, spread } of queries) {
          const now = arbitrary.NOW;
          const matching = (apartFrom?: string, drops?: (value: unknown) => boolean) =>
            (rows as Row[]).filter(
              (row) =>
                always(row, now) &&
                reference.meets(rules, filter, row, { now, ...related }, apartFrom as keyof Fields, drops) &&
                (!byDefault || namesStatus(filter) || reference.meets(rules, byDefault, row, { now, ...related })),
            ) as Record<string, unknown>[];
          const expected = reference.sorted(matching(), orders[sortName]);
          const open = (after: string | null) =>
            openConnection<Record<string, unknown>>({
              reader: readerOf(database.db, entity.table),
              table: entity.table,
              order: `${entity.name}:${sortName}`,
              sort: entity.sorts[sortName],
              where: whereOf(entity, filter, { now }),
              page: { first, after },
              cursors,
            });
          expect(await walk(open, expected.length)).to.deep.equal(expected);
          if (!facets) continue;

          const without = whereWithout(entity, filter, { now }) as (field: string) => Condition;
          const choices = traitChoices(entity as never, filter, { now });
          const { db } = database;
          const reader = openFacets({
            db,
            table: entity.table,
            columns: facets,
            whereWithout: without,
            traits: choices,
          });
          const valuesOf = (field: string, { name }: PgColumn) =>
            matching(field).map((row) => row[propertyOf(entity.table, name)] ?? null);
          const few = Object.entries(facets.few);
          const counts = await Promise.all(few.map(([field]) => reader.few(field)));
          for (const [index, [field, column]] of few.entries()) {
            const rankOf = (value: unknown) => column.enumValues?.indexOf(String(value)) ?? -1;
            expect(counts[index], field).to.deep.equal(reference.counted(valuesOf(field, column), rankOf));
          }
          const frequent = reference.counted(valuesOf(many, facets.many[many] as PgColumn), (value) => value as string);
          expect(await reader.many(many), many).to.deep.equal(frequent);
          const numbers = valuesOf(spread, facets.spread[spread] as PgColumn) as (number | null)[];
          const names = [...new Set(traits.map(({ name }) => name))].map((name) => {
            const shown = matching("trait", (value) => (value as TraitCondition).name === name) as never[];
            return reference.countedTraits(shown, { now, ...related }, name);
          });
          expect(await reader.traits(), "traits").to.have.deep.members(names.filter(({ values }) => values.length > 0));
          expect(await reader.spread(spread, buckets), spread).to.deep.equal(reference.spread(numbers, buckets));
        }
      }),
      { numRuns: WORLDS },
    );
  }

  const many = <Row>(row: fc.Arbitrary<Row>) => fc.array(row, { maxLength: 40 }).map(numbered);

  it("finds the same listings, in the same order, on every page", function () {
    this.timeout(120_000);
    return agrees({
      entity: listings,
      facets: listingFacets,
      rows: many(arbitrary.listingRow),
      filter: arbitrary.listingFilter,
      rules: reference.listingRules,
      orders: {
        NEWEST: ["-ordinal"],
        OLDEST: ["ordinal"],
        PRICE_ASC: ["price", "ordinal"],
        PRICE_DESC: ["-price", "-ordinal"],
        RARITY_DESC: ["-rarity", "-ordinal"],
      },
      byDefault: { status: ["ACTIVE"] },
    });
  });

  it("finds the same auctions", function () {
    this.timeout(120_000);
    return agrees({
      entity: auctions,
      facets: auctionFacets,
      rows: many(arbitrary.auctionRow),
      filter: arbitrary.auctionFilter,
      rules: reference.auctionRules,
      orders: {
        ENDING_SOON: ["endsAt", "ordinal"],
        NEWEST: ["-ordinal"],
        PRICE_ASC: ["startPrice", "ordinal"],
        PRICE_DESC: ["-startPrice", "-ordinal"],
      },
      byDefault: { status: ["SCHEDULED", "LIVE"] },
    });
  });

  it("finds the same items", function () {
    this.timeout(120_000);
    return agrees({
      entity: items,
      facets: itemFacets,
      rows: fc.uniqueArray(arbitrary.itemRow, { selector: ({ id }) => id, maxLength: 40 }).map(numbered),
      filter: arbitrary.itemFilter,
      rules: reference.itemRules,
      orders: {
        NEWEST: ["-ordinal"],
        OLDEST: ["ordinal"],
        RARITY_DESC: ["-rarity", "-ordinal"],
        POWER_DESC: ["-power", "-ordinal"],
      },
    });
  });

  it("finds the same trades", function () {
    this.timeout(120_000);
    return agrees({
      entity: trades,
      facets: tradeFacets,
      rows: many(arbitrary.tradeRow),
      filter: arbitrary.tradeFilter,
      rules: reference.tradeRules,
      orders: {
        NEWEST: ["-ordinal"],
        OLDEST: ["ordinal"],
        PRICE_ASC: ["unitPrice", "ordinal"],
        PRICE_DESC: ["-unitPrice", "-ordinal"],
      },
    });
  });

  it("finds the same bids", function () {
    this.timeout(120_000);
    return agrees({
      entity: bids,
      rows: many(arbitrary.bidRow),
      filter: arbitrary.bidFilter,
      rules: reference.bidRules,
      orders: { NEWEST: ["-ordinal"], OLDEST: ["ordinal"], AMOUNT_DESC: ["-amount", "-ordinal"] },
    });
  });

  it("finds the same offers", function () {
    this.timeout(120_000);
    return agrees({
      entity: offers,
      rows: many(arbitrary.offerRow),
      filter: arbitrary.offerFilter,
      rules: reference.offerRules,
      orders: {
        NEWEST: ["-ordinal"],
        OLDEST: ["ordinal"],
        PRICE_ASC: ["unitPrice", "ordinal"],
        PRICE_DESC: ["-unitPrice", "-ordinal"],
      },
    });
  });

  it("finds that the same happened, and nothing that is yet to come", function () {
    this.timeout(120_000);
    return agrees({
      entity: activities,
      rows: many(arbitrary.activityRow),
      filter: arbitrary.activityFilter,
      rules: reference.activityRules,
      always: ({ timestamp }, now) => timestamp <= now,
      orders: { NEWEST: ["-timestamp", "-ordinal", "-part"], OLDEST: ["timestamp", "ordinal", "part"] },
    });
  });

  it("finds the same movements of Credits", function () {
    this.timeout(120_000);
    return agrees({
      entity: ledger,
      rows: many(arbitrary.ledgerRow),
      filter: arbitrary.ledgerFilter,
      rules: reference.ledgerRules,
      orders: { NEWEST: ["-ordinal"], OLDEST: ["ordinal"] },
    });
  });
});
