import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { OfferEntry } from "@plaza/sdk/relayer";
import { expect } from "chai";
import { offer, orderAccount, orderNonce } from "../../ponder.schema.ts";
import { createTestClient, type Nodes } from "../../testing/client.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/database.ts";
import { alice, bob, carol, digest, itemRow, NOW, stock, swords, tradeRow } from "../../testing/shop.ts";
import { type BookQuery, createBookReader } from "./book.ts";

const BOOK = `query ($after: String) { openOffers(collection: "${swords}", tokenIds: [7], sort: PRICE_DESC, first: 2, after: $after) {
  unavailable next nodes { id buyer token scope tokenId price quantity expiry nonce counter status reason fillable createdAt tokenIds } } }`;

describe("offers", () => {
  let database: TestDatabase;
  before(async function () {
    this.timeout(60_000);
    database = await createTestDatabase();
    const items = [itemRow(1n), itemRow(2n)];
    const sold = (number: number, order: number, item = items[0] ?? itemRow(1n)) =>
      tradeRow(item, number, { source: "OFFER", orderId: digest(order), buyer: bob, seller: carol });
    await stock(database, { items, trades: [sold(1, 1), sold(2, 1, items[1]), sold(3, 2), sold(4, 3)] });
    const accepted = (number: number) => ({
      ...{
        id: digest(number),
        buyer: bob,
        nonce: BigInt(number),
        nonceId: `${bob}:${number}`,
        counter: 1n,
        token: swords,
      },
      ...{
        unitPrice: 100n,
        filled: 1n,
        remaining: 5n,
        spent: 100n,
        firstFilledAt: NOW,
        lastFilledAt: NOW,
        ordinal: number,
      },
    });
    // The third carries a counter that its buyer has raised since.
    await database.db.insert(offer).values([accepted(1), accepted(2), { ...accepted(3), counter: 0n }]);
    const states = ["PARTLY_FILLED", "FILLED", "PARTLY_FILLED"] as const;
    const common = { account: bob, orderId: null, remaining: 5n, updatedAt: NOW, ordinal: 1 };
    await database.db
      .insert(orderNonce)
      .values(states.map((state, i) => ({ ...common, id: `${bob}:${i + 1}`, nonce: BigInt(i + 1), state })));
    await database.db.insert(orderAccount).values({ address: bob, counter: 1n, credit: 0n });
  });
  after(() => database.close());

  it("that were accepted tell how they stand, and their sales, in few statements", async () => {
    const client = createTestClient(database.db);
    database.queries.length = 0;
    const { data, errors } = await client.ask<{ offers: Nodes }>(
      "{ offers(sort: OLDEST) { totalCount nodes { nonce state filled remaining collection { name } trades { totalCount nodes { seller } } } } }",
    );
    expect(errors).to.equal(undefined);
    expect(data.offers.nodes.map(({ nonce, state, remaining }) => [nonce, state, remaining])).to.deep.equal([
      ["1", "PARTLY_FILLED", "5"],
      ["2", "FILLED", "0"],
      ["3", "CANCELLED", "0"],
    ]);
    expect(data.offers.nodes.map(({ trades }) => (trades as Nodes).totalCount)).to.deep.equal([2, 1, 1]);
    expect(database.queries).to.have.length(7);
  });

  it("are found by item in any case, by account and by how they stand", async () => {
    const client = createTestClient(database.db);
    const { data, errors } = await client.ask<Record<string, Nodes>>(`{
      item: offers(filter: { item: ["${swords.replace("0x", "0X")}:2"] }) { nodes { nonce } }
      seller: offers(filter: { seller: ["${carol}"], state: [CANCELLED] }) { nodes { nonce } }
      nobody: offers(filter: { or: [{ buyer: ["${alice}"] }, { collection: ["${bob}"] }] }) { totalCount }
    }`);
    expect(errors).to.equal(undefined);
    expect(data).to.deep.equal({
      item: { nodes: [{ nonce: "1" }] },
      seller: { nodes: [{ nonce: "3" }] },
      nobody: { totalCount: 0 },
    });
    const wrong = await client.ask(`{ offers(filter: { item: ["${swords}:1", "sword"] }) { totalCount } }`);
    expect(wrong.errors?.[0]?.extensions).to.include({ code: "BAD_USER_INPUT", field: "filter.item[1]" });
  });

  it("that wait are the relayer's, asked for once", async () => {
    const asked: BookQuery[] = [];
    const entry = {
      ...{
        kind: "offer",
        id: digest(9),
        signature: "0x12",
        status: "suspended",
        reason: "funds_missing",
        tokenIds: [7n, 8n],
      },
      ...{ remaining: 3n, fillable: 0n, createdAt: new Date(1_800_000_000_999), checkedBlock: 5 },
      offer: {
        ...{ buyer: bob, token: swords, standard: "ERC721", scope: "TRAITS", tokenId: 0n, root: digest(4) },
        ...{ quantity: 3n, price: 10n ** 20n, expiry: 2n ** 64n - 1n, nonce: 2n ** 255n, counter: 1n },
      },
    } as OfferEntry;
    const client = createTestClient(database.db, undefined, async (query) => {
      asked.push(query);
      return { offers: [entry], next: "5-6" };
    });
    const { data, errors } = await client.ask(BOOK, { after: "7-8" });
    expect(errors).to.equal(undefined);
    expect(data.openOffers).to.deep.equal({
      unavailable: null,
      next: "5-6",
      nodes: [
        {
          ...{ id: digest(9), buyer: "0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB", token: swords, scope: "TRAITS" },
          ...{ tokenId: "0", price: String(10n ** 20n), quantity: "3", expiry: String(2n ** 64n - 1n), counter: "1" },
          ...{ nonce: String(2n ** 255n), status: "SUSPENDED", reason: "FUNDS_MISSING", fillable: "0" },
          ...{ createdAt: 1_800_000_000, tokenIds: ["7", "8"] },
        },
      ],
    });
    expect(asked).to.deep.equal([
      { maker: undefined, token: swords, tokenIds: [7n], status: "open", sort: "price_high", after: "7-8", limit: 2 },
    ]);
  });

  it("that wait are unknown without a relayer, and when it is away or answers nonsense", async () => {
    const unknown = async (client: ReturnType<typeof createTestClient>, unavailable: string) =>
      expect((await client.ask(BOOK)).data.openOffers).to.deep.equal({ unavailable, next: null, nodes: [] });
    await unknown(createTestClient(database.db), "NOT_CONFIGURED");
    const server = createServer((_, response) => response.end("{}"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const client = createTestClient(database.db, undefined, createBookReader(`http://127.0.0.1:${port}`));
    await unknown(client, "AWAY");
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await unknown(client, "AWAY");
  });

  it("that wait are not asked for with what the relayer would refuse", async () => {
    const client = createTestClient(database.db, undefined, () => expect.fail("asked the relayer"));
    const refused = { first: "first: 0", tokenIds: "tokenIds: [1]", after: 'after: "x"' };
    for (const [field, argument] of Object.entries(refused)) {
      const { errors } = await client.ask(`{ openOffers(${argument}) { next } }`);
      expect(errors?.[0]?.extensions, argument).to.deep.equal({ code: "BAD_USER_INPUT", field });
    }
  });
});
