import { expect } from "chai";
import { createTestClient } from "../../testing/client.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/database.ts";
import { itemRow, listingRow, stock, swords } from "../../testing/shop.ts";

describe("facets", () => {
  let database: TestDatabase;
  let client: ReturnType<typeof createTestClient>;

  before(async function () {
    this.timeout(60_000);
    database = await createTestDatabase();
    client = createTestClient(database.db);
    const items = [
      itemRow(1n, { rarity: "RARE", itemType: "WEAPON", power: 10 }),
      itemRow(2n, { rarity: "RARE", itemType: "ARMOR", power: 40 }),
      itemRow(3n, { rarity: "EPIC", itemType: "WEAPON", power: 90 }),
      itemRow(4n, { rarity: null, itemType: null, power: null }),
    ];
    const listings = items.map((item, index) =>
      listingRow(item, index + 1, { price: 10n ** 18n + BigInt(index), state: index === 1 ? "SOLD" : "ACTIVE" }),
    );
    await stock(database, { items, listings });
  });
  after(() => database.close());

  it("count as if the filter did not choose among their own values, and by the filter's defaults", async () => {
    const { data } = await client.ask(`{
      listingFacets(filter: { and: [{ rarity: [EPIC] }], itemType: [WEAPON] }) {
        rarity { value count } itemType { value count } class { value count } collection { value { address } count }
      }
      itemFacets(filter: { or: [{ rarity: [EPIC] }] }) { rarity { value count } kind { value count } }
    }`);
    expect(data).to.deep.equal({
      listingFacets: {
        // The default leaves the sold one out, and none of them drops what another one asks.
        rarity: [
          { value: "RARE", count: 1 },
          { value: "EPIC", count: 1 },
        ],
        itemType: [{ value: "WEAPON", count: 1 }],
        class: [{ value: "WARRIOR", count: 1 }],
        collection: [{ value: { address: swords }, count: 1 }],
      },
      // Within `or` it is no choice of the facet's own.
      itemFacets: { rarity: [{ value: "EPIC", count: 1 }], kind: [{ value: 1, count: 1 }] },
    });
  });

  it("spread numbers over buckets of equal width, amounts of any size too", async () => {
    const { data } = await client.ask(`{
      itemFacets(filter: { power: { max: 50 } }) { power(buckets: 3) { min max count buckets { min max count } } }
      listingFacets { price(buckets: 1) { min max count buckets { count } } luck { count } speed(buckets: 50) { buckets { min max } } }
      none: listingFacets(filter: { name: "nothing" }) { power { count } rarity { count } }
    }`);
    expect(data).to.deep.equal({
      itemFacets: {
        power: {
          ...{ min: 10, max: 90, count: 3 },
          buckets: [
            { min: 10, max: 36, count: 1 },
            { min: 37, max: 63, count: 1 },
            { min: 64, max: 90, count: 1 },
          ],
        },
      },
      listingFacets: {
        price: { min: String(10n ** 18n), max: String(10n ** 18n + 3n), count: 3, buckets: [{ count: 3 }] },
        luck: { count: 3 },
        speed: { buckets: [{ min: 1, max: 1 }] },
      },
      none: { power: null, rarity: [] },
    });
  });

  it("are read in one scan for all that have the same condition", async () => {
    database.queries.length = 0;
    await client.ask(
      "{ itemFacets(filter: { rarity: [RARE] }) { rarity { count } itemType { count } class { count } biome { count } } }",
    );
    expect(database.queries).to.have.length(2);
  });

  it("refuse buckets out of bounds, and more counting than a query may ask for", async () => {
    const tooFine = await client.ask("{ itemFacets { power(buckets: 51) { count } } }");
    expect(tooFine.errors?.[0]).to.deep.include({
      path: ["itemFacets", "power"],
      extensions: { code: "BAD_USER_INPUT", field: "buckets" },
    });
    const facets = "rarity { count } itemType { count } class { count } biome { count } kind { count }";
    const many = Array.from({ length: 8 }, (_, index) => `f${index}: itemFacets { ${facets} }`).join(" ");
    expect((await client.ask(`{ ${many} }`)).errors).to.equal(undefined);
    const { errors } = await client.ask(`{ ${many} items(first: 0) { totalCount } }`);
    expect(errors?.[0]?.extensions).to.deep.equal({ code: "QUERY_TOO_COMPLEX", measure: "aggregates", limit: 40 });
  });
});
