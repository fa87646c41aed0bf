import { expect } from "chai";
import { createTestClient } from "../../testing/client.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/database.ts";
import { foreign, itemRow, listingRow, stock, swords } from "../../testing/shop.ts";
import { createRefresh } from "./metadata/refresh.ts";
import { NO_METADATA } from "./metadata/sanitize.ts";
import { createMetadataStore } from "./metadata/store.ts";

const own = { kind: null, itemType: null, rarity: null, class: null, biome: null, power: null };

describe("items that are not Plaza's own", () => {
  let database: TestDatabase;
  let client: ReturnType<typeof createTestClient>;
  let store: ReturnType<typeof createMetadataStore>;

  before(async function () {
    this.timeout(60_000);
    database = await createTestDatabase();
    store = createMetadataStore({ db: database.db });
    const refresh = createRefresh(store, { perCaller: 2, all: 10 });
    client = createTestClient(database.db, undefined, undefined, undefined, refresh);
    const items = [1n, 2n, 3n].map((id) =>
      itemRow(id, { ...own, token: foreign, name: `#${id}`, nameSearch: `#${id}` }),
    );
    const listings = items.map((item, index) => listingRow(item, index + 1));
    await stock(database, { items: [itemRow(9n), ...items], listings });
    await store.enrol(0n);
    const names = ["Red Hat", "Blue hat"];
    for (const subject of await store.take(9, { except: [] })) {
      const number = Number(subject.tokenId ?? 0n);
      if (number === 3) continue;
      const traits = [
        { name: "Hat", value: number === 1 ? "Red" : "Blue", number: null, displayType: null },
        { name: "Level", value: String(number * 10), number: number * 10, displayType: "number" },
      ];
      const name = subject.tokenId === null ? "Hats" : (names[number - 1] ?? null);
      const document = { ...NO_METADATA, name, description: "Worn.", image: "https://shop.test/1.png", traits };
      await store.keep(subject, {
        document: subject.tokenId === null ? { ...document, traits: [] } : document,
        failure: null,
        // The index has the items for ERC-721, and the collection for ERC-1155.
        standard: number === 1 ? "ERC1155" : subject.tokenId === null ? "ERC721" : null,
      });
    }
  });
  after(() => database.close());

  it("follow the standard that their contract says, and before it said anything the presumed one", async () => {
    const { data } = await client.ask("{ items(sort: OLDEST) { nodes { standard collection { standard } } } }");
    const { nodes } = data.items as { nodes: { standard: string; collection: { standard: string } }[] };
    expect(nodes.map(({ standard }) => standard)).to.deep.equal(["ERC1155", "ERC721", "ERC721", "ERC721"]);
    expect(nodes[0]?.collection.standard).to.equal("ERC721");
  });

  it("show what their metadata says, and how far it is known", async () => {
    const before = database.queries.length;
    const { data } = await client.ask(`{
      items(sort: OLDEST) { nodes { name metadataStatus metadata { failure name description image } traits { name value number displayType }
        collection { name official metadataStatus metadata { description } } } }
    }`);
    const metadata = { failure: null, description: "Worn.", image: "https://shop.test/1.png" };
    const collection = { name: "Hats", official: false, metadataStatus: "OK", metadata: { description: "Worn." } };
    const traits = [
      { name: "Hat", value: "Red", number: null, displayType: null },
      { name: "Level", value: "10", number: 10, displayType: "number" },
    ];
    const { nodes } = data.items as { nodes: unknown[] };
    expect(nodes[0]).to.deep.equal({
      ...{ name: "Red Hat", metadataStatus: "OK", metadata: { ...metadata, name: "Red Hat" }, traits, collection },
    });
    expect(nodes[2]).to.deep.include({ name: "#3", metadataStatus: "PENDING", traits: [] });
    expect(nodes[3]).to.deep.include({ name: "Longsword", metadataStatus: null, metadata: null, traits: [] });
    expect(nodes[3])
      .to.have.property("collection")
      .that.includes({ name: "Swords", official: true, metadataStatus: null });
    // Items, collections, metadata of items, of collections, and traits: however many items there are.
    expect(database.queries.length - before).to.equal(5);
  });

  it("are found by the traits and the name that it tells, together with all else", async () => {
    const count = async (filter: string) => {
      const { data, errors } = await client.ask<{ listings: { totalCount: number } }>(
        `{ listings(filter: ${filter}) { totalCount } }`,
      );
      expect(errors).to.equal(undefined);
      return data.listings.totalCount;
    };
    expect(await count('{ trait: { name: "Hat" } }')).to.equal(2);
    expect(await count('{ trait: { name: "Hat", values: ["Red", "Green"] } }')).to.equal(1);
    expect(await count('{ trait: { name: "hat" } }')).to.equal(0);
    expect(await count('{ trait: { name: "Level", range: { min: 10.5 } } }')).to.equal(1);
    expect(await count('{ not: { trait: { name: "Hat", values: ["Red"] } } }')).to.equal(2);
    expect(await count('{ trait: { name: "Hat" }, and: [{ trait: { name: "Level", range: { max: 10 } } }] }')).to.equal(
      1,
    );
    expect(await count('{ name: "HAT", price: { max: 100 } }')).to.equal(2);
    expect(await count('{ name: "#1" }')).to.equal(1);
  });

  it("are counted by their traits, each as if the filter did not choose among its own values", async () => {
    const { data } = await client.ask(`{
      listingFacets(filter: { trait: { name: "Hat", values: ["Red"] } }) { traits { name min max values { value count } } }
    }`);
    expect(data.listingFacets).to.deep.equal({
      traits: [
        {
          ...{ name: "Hat", min: null, max: null },
          values: [
            { value: "Blue", count: 1 },
            { value: "Red", count: 1 },
          ],
        },
        { name: "Level", min: 10, max: 10, values: [{ value: "10", count: 1 }] },
      ],
    });
  });

  it("refuse conditions that cannot be judged", async () => {
    const problem = async (query: string) => (await client.ask(query)).errors?.[0]?.extensions;
    const listed = (trait: string) => problem(`{ listings(filter: { trait: ${trait} }) { totalCount } }`);
    const code = "BAD_USER_INPUT";
    expect(await listed('{ name: "a\\u0000" }')).to.include({ code, field: "filter.trait.name" });
    expect(await listed(`{ name: "a", values: ["${"x".repeat(201)}"] }`)).to.include({
      code,
      field: "filter.trait.values[0]",
    });
    expect(await listed('{ name: "a", range: { min: 2, max: 1 } }')).to.include({ code, field: "filter.trait.range" });
    const many = Array.from({ length: 11 }, (_, index) => `{ trait: { name: "${index}" } }`);
    expect(await problem(`{ listingFacets(filter: { and: [${many}] }) { traits { name } } }`)).to.include({
      code,
      field: "filter",
    });
  });

  it("are looked at again for anybody who asks, but so often only, and by the server that indexes alone", async () => {
    const ask = `mutation { refreshMetadata(token: "${foreign}", tokenId: 2) { name metadataStatus } }`;
    expect((await client.ask(ask)).data).to.deep.equal({ refreshMetadata: { name: "Blue hat", metadataStatus: "OK" } });
    const unknown = await client.ask(`mutation { refreshMetadata(token: "${swords}", tokenId: 77) { name } }`);
    expect(unknown.data).to.deep.equal({ refreshMetadata: null });
    const [error] = (await client.ask(ask)).errors ?? [];
    expect(error?.extensions)
      .to.include({ code: "TOO_MANY_REQUESTS" })
      .and.to.have.property("retryAfterSeconds")
      .above(0);
    const reader = createTestClient(database.db);
    expect((await reader.ask(ask)).errors?.[0]?.extensions).to.deep.equal({ code: "READ_ONLY_SERVER" });
  });
});
