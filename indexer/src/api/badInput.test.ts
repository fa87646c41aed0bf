import { expect } from "chai";
import { createTestClient, type Nodes } from "../../testing/client.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/database.ts";
import { alice, digest, itemRow, listingRow, stock } from "../../testing/shop.ts";
import type { Database } from "./query/database.ts";

describe("GraphQL's answers to bad input", () => {
  let database: TestDatabase;
  let client: ReturnType<typeof createTestClient>;

  before(async function () {
    this.timeout(60_000);
    database = await createTestDatabase();
    client = createTestClient(database.db);
    const item = itemRow(1n);
    await stock(database, { items: [item], listings: [1, 2, 3].map((number) => listingRow(item, number)) });
  });
  after(() => database.close());

  /** Asks and expects one error of this code, with these extensions. */
  async function refused(
    query: string,
    code: string,
    extensions: Record<string, unknown> = {},
    variables: Record<string, unknown> = {},
  ) {
    const { data, errors } = await client.ask(query, variables);
    expect(data ?? null, "data").to.equal(null);
    expect(errors, "errors").to.have.length(1);
    expect(errors?.[0]?.extensions).to.deep.include({ code, ...extensions });
    return errors?.[0]?.message ?? "";
  }

  const byFilter = "query ($filter: ListingFilter) { listings(filter: $filter) { totalCount } }";
  const field = (path: string) => ({ field: path });

  describe("values, in the query or in variables, name their field", () => {
    const cases: [name: string, filter: Record<string, unknown>, path: string, literal: string][] = [
      ["an address that is none", { seller: [alice, "0x12"] }, "seller[1]", `{ seller: ["${alice}", "0x12"] }`],
      ["an unknown enum value", { or: [{ rarity: ["MYTHIC"] }] }, "or[0].rarity[0]", "{ or: [{ rarity: [MYTHIC] }] }"],
      [
        "an amount beyond 256 bits",
        { price: { max: String(2n ** 256n) } },
        "price.max",
        `{ price: { max: "${2n ** 256n}" } }`,
      ],
      ["an amount below zero", { price: { min: "-1" } }, "price.min", "{ price: { min: -1 } }"],
      ["an amount with a point", { price: { min: "1.5" } }, "price.min", "{ price: { min: 1.5 } }"],
      ["a number beyond Int", { power: { min: 2 ** 31 } }, "power.min", "{ power: { min: 2147483648 } }"],
      [
        "a range upside down",
        { and: [{ power: { min: 2, max: 1 } }] },
        "and[0].power",
        "{ and: [{ power: { min: 2, max: 1 } }] }",
      ],
      [
        "a range of amounts upside down",
        { not: { price: { min: "2", max: "1" } } },
        "not.price",
        `{ not: { price: { min: "2", max: "1" } } }`,
      ],
      ["a name too long", { name: "x".repeat(101) }, "name", `{ name: "${"x".repeat(101)}" }`],
      ["a NUL character", { name: "a\0b" }, "name", `{ name: "a\\u0000b" }`],
    ];
    for (const [name, filter, path, literal] of cases) {
      it(name, async () => {
        await refused(byFilter, "BAD_USER_INPUT", field(`filter.${path}`), { filter });
        await refused(`{ listings(filter: ${literal}) { totalCount } }`, "BAD_USER_INPUT", field(`filter.${path}`));
      });
    }
  });

  it("refuses an unknown field of a filter", async () => {
    await refused(byFilter, "BAD_USER_INPUT", field("filter"), { filter: { colour: "red" } });
  });

  it("refuses a filter that is too deep, too large, or has too many values", async () => {
    let deep: object = {};
    for (let level = 0; level < 8; level += 1) deep = { not: deep };
    await refused(byFilter, "BAD_USER_INPUT", field(`filter${".not".repeat(8)}`), { filter: deep });
    await refused(byFilter, "BAD_USER_INPUT", field("filter"), { filter: { or: Array(101).fill({}) } });
    await refused(byFilter, "BAD_USER_INPUT", field("filter.seller"), { filter: { seller: Array(201).fill(alice) } });
  });

  it("refuses a role without an account", async () => {
    await refused("{ trades(filter: { role: SELLER }) { totalCount } }", "BAD_USER_INPUT", field("filter.role"));
  });

  it("refuses pages above the cap and below nothing, and serves the cap and nothing", async () => {
    for (const first of [101, -1])
      await refused(`{ listings(first: ${first}) { nodes { id } } }`, "BAD_USER_INPUT", field("first"));
    const { data } = await client.ask<{ a: Nodes; b: Nodes }>(
      "{ a: listings(first: 100) { nodes { id } } b: listings(first: 0) { totalCount nodes { id } pageInfo { hasNextPage endCursor } } }",
    );
    expect(data.a.nodes).to.have.length(3);
    expect(data.b).to.deep.equal({ totalCount: 3, nodes: [], pageInfo: { hasNextPage: true, endCursor: null } });
  });

  it("refuses an id that is none, and a required variable that is absent", async () => {
    await refused(`{ listing(id: "0x1234") { id } }`, "BAD_USER_INPUT", field("id"));
    await refused("query ($id: Bytes32!) { listing(id: $id) { id } }", "BAD_USER_INPUT", field("id"));
  });

  describe("cursors", () => {
    let cursor: string;
    const page =
      "query ($after: String, $sort: ListingSort) { listings(first: 1, after: $after, sort: $sort) { nodes { id } } }";
    before(async () => {
      const { data } = await client.ask<{ listings: { pageInfo: { endCursor: string } } }>(
        "{ listings(first: 1, sort: PRICE_ASC) { pageInfo { endCursor } } }",
      );
      cursor = data.listings.pageInfo.endCursor;
    });

    it("go on where they stood", async () => {
      const { data } = await client.ask<{ listings: Nodes }>(page, { after: cursor, sort: "PRICE_ASC" });
      expect(data.listings.nodes).to.deep.equal([{ id: digest(2) }]);
    });

    it("are refused if anything of them was changed", async () => {
      const bytes = Buffer.from(cursor, "base64url");
      for (const at of bytes.keys()) {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ 1;
        await refused(page, "BAD_USER_INPUT", field("after"), {
          after: changed.toString("base64url"),
          sort: "PRICE_ASC",
        });
      }
    });

    it("are refused if they are no cursor at all", async () => {
      for (const after of ["", "!", "AAAA", "x".repeat(2_000), cursor.slice(0, -4), `${cursor}AAAA`])
        await refused(page, "BAD_USER_INPUT", field("after"), { after, sort: "PRICE_ASC" });
    });

    it("are refused by another sort and another connection", async () => {
      await refused(page, "BAD_USER_INPUT", field("after"), { after: cursor, sort: "PRICE_DESC" });
      const trades = "query ($after: String) { trades(after: $after, sort: PRICE_ASC) { nodes { id } } }";
      await refused(trades, "BAD_USER_INPUT", field("after"), { after: cursor });
    });
  });

  describe("queries", () => {
    it("that are no GraphQL", async () => {
      await refused("{ listings(", "GRAPHQL_PARSE_FAILED");
    });

    it("that ask for what there is not", async () => {
      await refused("{ listings { colour } }", "GRAPHQL_VALIDATION_FAILED");
      await refused("query ($unused: Int) { __typename }", "GRAPHQL_VALIDATION_FAILED");
    });

    it("that are too deep, by nesting or by fragments", async () => {
      const deep = `${"item { listing { ".repeat(9)} id ${"} }".repeat(9)}`;
      await refused(`{ listing(id: "${digest(1)}") { ${deep} } }`, "QUERY_TOO_COMPLEX", {
        measure: "depth",
        limit: 15,
      });
      const fragments = Array.from(
        { length: 9 },
        (_, at) => `fragment F${at} on Listing { item { listing { ${at < 8 ? `...F${at + 1}` : "id"} } } }`,
      );
      await refused(`{ listing(id: "${digest(1)}") { ...F0 } } ${fragments.join(" ")}`, "QUERY_TOO_COMPLEX", {
        measure: "depth",
      });
    });

    it("that repeat themselves by aliases", async () => {
      const aliases = Array.from({ length: 31 }, (_, at) => `a${at}: _meta { block }`);
      await refused(`{ ${aliases.join(" ")} }`, "QUERY_TOO_COMPLEX", { measure: "aliases" });
    });

    it("that could return too many rows, also by variables", async () => {
      const query = (first: string) => `{ items(first: 100) { nodes { trades(first: ${first}) { nodes { id } } } } }`;
      await refused(query("100"), "QUERY_TOO_COMPLEX", { measure: "rows" });
      await refused(`query ($n: Int) ${query("$n")}`, "QUERY_TOO_COMPLEX", { measure: "rows" }, { n: 100 });
      expect((await client.ask(query("10"))).errors).to.equal(undefined);
      const byDefault = (value: number) => `query ($n: Int = ${value}) ${query("$n")}`;
      await refused(byDefault(100), "QUERY_TOO_COMPLEX", { measure: "rows" });
      await refused(byDefault(10), "QUERY_TOO_COMPLEX", { measure: "rows" }, { n: 100 });
      expect((await client.ask(byDefault(100), { n: 10 })).errors).to.equal(undefined);
      // By the argument's own default of 20.
      expect((await client.ask(byDefault(100), { n: null })).errors).to.equal(undefined);
    });

    it("that ask more of the relayer than it answers at once", async () => {
      const written = (first: number) => `listings(first: ${first}) { nodes { text { title } } }`;
      const named = `trades(first: 100) { nodes { sellerName buyerName } }`;
      const live = (first: number) => `auctions(first: ${first}) { nodes { live { leader } } }`;
      expect((await client.ask(`{ ${written(100)} ${live(100)} ${named} }`)).errors).to.equal(undefined);
      const limits = { bids: 100, texts: 100, names: 200 };
      for (const [query, measure] of [
        [`{ ${live(100)} more: ${live(1)} }`, "bids"],
        [`{ ${written(100)} more: ${written(1)} }`, "texts"],
        [`{ ${named} account(address: "${alice}") { displayName } }`, "names"],
        [
          `{ items(first: 20) { nodes { auction { live { leader } } trades(first: 10) { nodes { buyerName sellerName } } } } }`,
          "names",
        ],
      ] as const)
        await refused(query, "QUERY_TOO_COMPLEX", { measure, limit: limits[measure] });
    });

    it("that multiply by fragments within fragments are measured at once", async () => {
      const fragments = Array.from(
        { length: 30 },
        (_, at) =>
          `fragment F${at} on Query { ${at < 29 ? `...F${at + 1} ...F${at + 1}` : "items(first: 1) { totalCount }"} }`,
      );
      await refused(`{ ...F0 } ${fragments.join(" ")}`, "QUERY_TOO_COMPLEX", { measure: "rows" });
    });

    it("that are too long", async () => {
      await refused(`{ ${"__typename ".repeat(2_001)} }`, "QUERY_TOO_COMPLEX", { measure: "tokens" });
    });

    it("that come in a body that is too large or no JSON", async () => {
      const large = await client.post(JSON.stringify({ query: `{ __typename } #${"x".repeat(100_000)}` }));
      expect(large.status).to.equal(413);
      expect(large.errors?.[0]?.extensions).to.deep.include({ code: "REQUEST_TOO_LARGE" });
      const broken = await client.post("{");
      expect(broken.status).to.equal(400);
      expect(broken.errors?.[0]?.extensions).to.deep.include({ code: "BAD_REQUEST" });
    });
  });

  it("hides what went wrong inside, and says that it was inside", async () => {
    const broken = new Proxy({} as Database, {
      get: () => () => {
        throw new Error("connection to 10.0.0.1 refused");
      },
    });
    const original = console.error;
    const logged: unknown[] = [];
    console.error = (...args: unknown[]) => logged.push(...args);
    try {
      const { errors } = await createTestClient(broken).ask("{ listings { totalCount } }");
      expect(errors).to.have.length(1);
      expect(errors?.[0]?.message).to.equal("Unexpected error.");
      expect(errors?.[0]?.extensions).to.deep.include({ code: "INTERNAL_SERVER_ERROR" });
      expect(JSON.stringify(errors)).not.to.include("10.0.0.1");
      expect(String(logged)).to.include("10.0.0.1");
    } finally {
      console.error = original;
    }
  });
});
