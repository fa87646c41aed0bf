import { expect } from "chai";
import { createTestClient, type Nodes } from "../../testing/client.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/database.ts";
import {
  alice,
  auctionRow,
  bob,
  carol,
  digest,
  foreign,
  itemRow,
  listingRow,
  NOW,
  stock,
  swords,
  tradeRow,
} from "../../testing/shop.ts";

describe("GraphQL", () => {
  let database: TestDatabase;
  let client: ReturnType<typeof createTestClient>;

  before(async function () {
    this.timeout(60_000);
    database = await createTestDatabase();
    client = createTestClient(database.db);
  });
  after(() => database.close());

  it("shows a listing with its item, kind and collection", async () => {
    const item = itemRow(1n);
    await stock(database, { items: [item], listings: [listingRow(item, 1)] });
    const { data } = await client.ask(`{
      listings { totalCount nodes { id seller price remaining endPrice fallStart fallEnd expiry schedule taker maxRoyaltyBps status createdTx
        item { id token tokenId name icon rarity power owner kind { id name } collection { name } } } }
    }`);
    expect(data.listings).to.deep.equal({
      totalCount: 1,
      nodes: [
        {
          id: digest(1),
          seller: "0xaAaAaAaaAaAaAaaAaAAAAAAAAaaaAaAaAaaAaaAa",
          price: "100",
          remaining: "1",
          endPrice: null,
          fallStart: null,
          fallEnd: null,
          expiry: null,
          schedule: "0",
          taker: null,
          maxRoyaltyBps: 0,
          status: "ACTIVE",
          createdTx: digest(1001),
          item: {
            id: `${swords}:1`,
            token: swords,
            tokenId: "1",
            name: "Longsword",
            icon: "M0 0h512",
            rarity: "RARE",
            power: 10,
            owner: "0xaAaAaAaaAaAaAaaAaAAAAAAAAaaaAaAaAaaAaaAa",
            kind: { id: 1, name: "Longsword" },
            collection: { name: "Swords" },
          },
        },
      ],
    });
  });

  it("judges listings by the latest block's time, and shows only active ones unless asked", async () => {
    const item = itemRow(1n);
    const listings = [
      listingRow(item, 1, { expiry: BigInt(NOW) }),
      listingRow(item, 2, { expiry: BigInt(NOW + 1) }),
      listingRow(item, 3, { expiry: 2n ** 40n - 1n, schedule: 2n ** 256n - 1n }),
      listingRow(item, 4, { state: "SOLD", expiry: 1n }),
    ];
    await stock(database, { items: [item], listings });
    const { data } = await client.ask<{ active: Nodes; expired: Nodes; nested: Nodes }>(`{
      active: listings(sort: OLDEST) { nodes { salt expiry schedule } }
      expired: listings(filter: { status: [EXPIRED] }) { nodes { salt status } }
      nested: listings(sort: OLDEST, filter: { not: { or: [{ status: [ACTIVE] }] } }) { nodes { salt status } }
    }`);
    expect(data.active.nodes).to.deep.equal([
      { salt: "2", expiry: NOW + 1, schedule: "0" },
      { salt: "3", expiry: 2 ** 31 - 1, schedule: String(2n ** 256n - 1n) },
    ]);
    expect(data.expired.nodes).to.deep.equal([{ salt: "1", status: "EXPIRED" }]);
    expect(data.nested.nodes).to.deep.equal([
      { salt: "1", status: "EXPIRED" },
      { salt: "4", status: "SOLD" },
    ]);
  });

  it("judges auctions by the latest block's time, and shows scheduled and live ones unless asked", async () => {
    const item = itemRow(1n);
    const auctions = [
      auctionRow(item, 1, { start: NOW + 1 }),
      auctionRow(item, 2, { start: NOW, endsAt: NOW + 1 }),
      auctionRow(item, 3, { endsAt: NOW }),
      auctionRow(item, 4, { state: "FINALIZING", endsAt: NOW - 50 }),
      auctionRow(item, 5, { state: "SETTLED", winner: bob, amount: 7n, fee: 1n, settledAt: NOW, settledTx: digest(9) }),
    ];
    await stock(database, { items: [item], auctions });
    const { data } = await client.ask<{ open: Nodes; all: Nodes; item: { auction: { salt: string } } }>(`{
      open: auctions { nodes { salt status } }
      all: auctions(sort: NEWEST, filter: { not: { status: [] } }) { nodes { status winner amount settledTx } }
      item(token: "${swords}", tokenId: "1") { auction { salt } }
    }`);
    expect(data.open.nodes).to.deep.equal([
      { salt: "2", status: "LIVE" },
      { salt: "1", status: "SCHEDULED" },
    ]);
    expect(data.all.nodes.map(({ status }) => status)).to.deep.equal([
      "SETTLED",
      "FINALIZING",
      "ENDED",
      "LIVE",
      "SCHEDULED",
    ]);
    expect(data.all.nodes[0]).to.include({ amount: "7", settledTx: digest(9) });
    expect(data.item.auction.salt).to.equal("2");
  });

  it("offers an item's cheapest active listing", async () => {
    const item = itemRow(1n);
    const listings = [
      listingRow(item, 1, { price: 5n, state: "SOLD" }),
      listingRow(item, 2, { price: 6n, expiry: BigInt(NOW - 1) }),
      listingRow(item, 3, { price: 9n }),
      listingRow(item, 4, { price: 8n }),
      listingRow(item, 5, { price: 8n }),
    ];
    await stock(database, { items: [item, itemRow(2n)], listings });
    const { data } = await client.ask<{ items: Nodes }>("{ items(sort: OLDEST) { nodes { listing { salt } } } }");
    expect(data.items.nodes).to.deep.equal([{ listing: { salt: "4" } }, { listing: null }]);
  });

  it("tells the two sides of a trade apart", async () => {
    const item = itemRow(1n);
    const trades = [
      tradeRow(item, 1),
      tradeRow(item, 2, { seller: bob, buyer: carol }),
      tradeRow(item, 3, { seller: carol, buyer: alice }),
    ];
    await stock(database, { items: [item], trades });
    const ordinals = async (filter: string) => {
      const { data } = await client.ask<{ trades: Nodes<{ id: string }> }>(
        `{ trades(sort: OLDEST, filter: ${filter}) { nodes { id } } }`,
      );
      return data.trades.nodes.map(({ id }) => Number(id.split(":")[1]));
    };
    expect(await ordinals(`{ account: "${bob}" }`)).to.deep.equal([1, 2]);
    expect(await ordinals(`{ account: "${bob}", role: SELLER }`)).to.deep.equal([2]);
    expect(await ordinals(`{ account: "${bob}", role: BUYER }`)).to.deep.equal([1]);
    expect(await ordinals(`{ not: { account: "${bob}", role: BUYER } }`)).to.deep.equal([2, 3]);
    const { data } = await client.ask<{ account: { trades: Nodes } }>(
      `{ account(address: "${bob}") { trades(role: SELLER) { totalCount } } }`,
    );
    expect(data.account.trades.totalCount).to.equal(1);
  });

  it("knows nothing of a token that is not Plaza's own but what was seen of it", async () => {
    const item = itemRow(7n, {
      ...{ token: foreign, standard: "ERC1155", kind: null, name: "#7", nameSearch: "#7", owner: null, supply: 0n },
      ...{
        itemType: null,
        rarity: null,
        class: null,
        biome: null,
        power: null,
        defense: null,
        speed: null,
        luck: null,
      },
    });
    await stock(database, { items: [item], listings: [listingRow(item, 1)] });
    const { data, errors } = await client.ask<{
      listings: Nodes;
      powerless: Nodes;
      powerful: Nodes;
      collections: object[];
    }>(`{
      listings { nodes { item { name icon rarity power owner kind { id } collection { standard } } } }
      powerless: listings(filter: { not: { power: { min: 0 } } }) { totalCount }
      powerful: listings(filter: { power: { min: 0 } }) { totalCount }
      collections { name }
    }`);
    expect(errors).to.equal(undefined);
    expect(data.listings.nodes[0]?.item).to.deep.equal({
      ...{ name: "#7", icon: null, rarity: null, power: null, owner: null, kind: null },
      collection: { standard: "ERC1155" },
    });
    expect([data.powerless.totalCount, data.powerful.totalCount]).to.deep.equal([1, 0]);
    expect(data.collections).to.deep.equal([{ name: "Swords" }]);
  });

  it("answers for an account that nobody has seen", async () => {
    await stock(database, { items: [itemRow(1n)] });
    const { data } = await client.ask(`{
      account(address: "${carol}") { credits spent earned vault { free exiting exitableAt credit } holdings { totalCount nodes { quantity } } }
      listing(id: "${digest(9)}") { id } auction(id: "${digest(9)}") { id } trade(id: "no") { id }
      item(token: "${swords}", tokenId: 99) { id } _meta { chainId block blockTimestamp }
    }`);
    expect(data).to.deep.equal({
      account: {
        ...{ credits: "0", spent: "0", earned: "0" },
        vault: { free: "0", exiting: "0", exitableAt: null, credit: "0" },
        holdings: { totalCount: 0, nodes: [] },
      },
      ...{ listing: null, auction: null, trade: null, item: null },
      _meta: { chainId: 31_337, block: "42", blockTimestamp: NOW },
    });
  });

  it("pages below a list, each parent by itself", async () => {
    const items = [itemRow(1n), itemRow(2n), itemRow(3n)] as const;
    const trades = [1, 2, 3, 4, 5].map((number) => tradeRow(number < 4 ? items[0] : items[1], number));
    await stock(database, { items: [...items], trades });
    type Page = Nodes<{ id: string }> & { pageInfo: Record<string, unknown> & { endCursor: string } };
    /** Each item's page of trades, after a cursor. */
    const pages = async (after: string | null) => {
      const { data } = await client.ask<{ items: Nodes<{ trades: Page }> }>(
        `query ($after: String) { items(sort: OLDEST) { nodes { trades(first: 2, after: $after) {
          totalCount pageInfo { hasNextPage hasPreviousPage endCursor } nodes { id } } } } }`,
        { after },
      );
      return data.items.nodes.map(({ trades: { nodes, totalCount, pageInfo } }) => ({
        ...{ totalCount, endCursor: pageInfo.endCursor },
        numbers: nodes.map(({ id }) => Number(id.split(":")[1])),
        more: [pageInfo.hasPreviousPage, pageInfo.hasNextPage],
      }));
    };
    const [first, second, third] = await pages(null);
    expect(first).to.deep.include({ numbers: [3, 2], totalCount: 3, more: [false, true] });
    expect(second).to.deep.include({ numbers: [5, 4], totalCount: 2, more: [false, false] });
    expect(third).to.deep.include({ numbers: [], totalCount: 0, more: [false, false], endCursor: null });
    const [next] = await pages(first?.endCursor ?? null);
    expect(next).to.deep.include({ numbers: [1], totalCount: 3, more: [true, false] });
  });

  it("reads relations in as many statements for many rows as for few", async () => {
    const query = `{ listings(first: 100) { totalCount pageInfo { hasNextPage } nodes { status trades(first: 3) { totalCount nodes { listing { id } } }
      item { kind { name } collection { name } listing { id } auction { id bids(first: 2) { totalCount nodes { auction { id } } } } trades(first: 3) { nodes { item { name } } } } } } }`;
    const statements = async (count: number) => {
      const items = Array.from({ length: count }, (_, index) => itemRow(BigInt(index + 1)));
      await stock(database, {
        items,
        listings: items.map((item, index) => listingRow(item, index + 1)),
        auctions: items.map((item, index) => auctionRow(item, index + 1)),
        trades: items.map((item, index) => tradeRow(item, index + 1, { listingId: digest(index + 1) })),
      });
      database.queries.length = 0;
      const { errors, data } = await client.ask<{ listings: Nodes }>(query);
      expect(errors).to.equal(undefined);
      expect(data.listings.nodes).to.have.length(count);
      return database.queries.length;
    };
    expect(await statements(60))
      .to.equal(await statements(2))
      .and.to.be.below(15);
  });
});
