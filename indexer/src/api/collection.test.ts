import { expect } from "chai";
import { holding } from "../../ponder.schema.ts";
import { createTestClient } from "../../testing/client.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/database.ts";
import {
  alice,
  auctionRow,
  bob,
  carol,
  escrow,
  foreign,
  itemRow,
  listingRow,
  NOW,
  stock,
  swords,
  tradeRow,
} from "../../testing/shop.ts";

const DAY = 86_400;

describe("a collection", () => {
  let database: TestDatabase;
  let client: ReturnType<typeof createTestClient>;

  before(async function () {
    this.timeout(60_000);
    database = await createTestDatabase();
    client = createTestClient(database.db);
    const items = [1n, 2n, 3n, 4n].map((tokenId) => itemRow(tokenId));
    const [first, second, third] = items as [ReturnType<typeof itemRow>, ...ReturnType<typeof itemRow>[]];
    const strange = itemRow(1n, { token: foreign, id: `${foreign}:1` });
    const sold = (number: number, secondsAgo: number, unitPrice: bigint) =>
      tradeRow(first, number, { timestamp: NOW - secondsAgo, unitPrice, total: unitPrice * 2n, quantity: 2n });
    await stock(database, {
      items: [...items, strange],
      listings: [
        listingRow(first, 1, { price: 10n ** 20n + 1n, seller: bob }),
        listingRow(second ?? first, 2, { price: 10n ** 20n, seller: bob }),
        listingRow(second ?? first, 3, { price: 10n ** 20n + 5n, seller: bob }),
        listingRow(first, 4, { price: 1n, state: "SOLD" }),
        listingRow(first, 5, { price: 2n, expiry: BigInt(NOW), seller: carol }),
        listingRow(strange, 6, { price: 3n }),
      ],
      auctions: [
        auctionRow(third ?? first, 7, { seller: alice }),
        auctionRow(first, 8, { seller: carol, state: "SETTLED" }),
      ],
      trades: [
        sold(1, 0, 5n),
        sold(2, DAY, 7n),
        sold(3, DAY + 1, 11n),
        sold(4, 7 * DAY + 1, 13n),
        sold(5, 400 * DAY, 17n),
        tradeRow(strange, 6, { total: 1_000n }),
      ],
    });
    const held = (account: typeof alice, itemId: string) => ({ account, itemId, quantity: 1n, ordinal: 1 });
    await database.db
      .insert(holding)
      .values([
        held(escrow, `${swords}:1`),
        held(escrow, `${swords}:2`),
        held(alice, `${swords}:4`),
        held(carol, `${foreign}:1`),
      ]);
  });
  after(() => database.close());

  it("tells its floor, owners and what is listed of it", async () => {
    const { data } = await client.ask(`{
      collection(address: "${swords}") { name items owners floor listings listedShare }
      strange: collection(address: "${foreign}") { items owners floor listedShare }
      unknown: collection(address: "${bob}") { name }
    }`);
    expect(data).to.deep.equal({
      // Carol's listing expired: nobody can buy it, and it is still hers. The Marketplace owns nothing.
      collection: { name: "Swords", items: 4, owners: 3, floor: String(10n ** 20n), listings: 3, listedShare: 0.5 },
      strange: { items: 1, owners: 2, floor: "3", listedShare: 1 },
      unknown: null,
    });
  });

  it("tells what was sold of it in a time and ever, and day by day", async () => {
    const { data } = await client.ask<{ collection: { daily: object[] } }>(`{
      collection(address: "${swords}") {
        day: sold(days: 1) { volume sales } week: sold(days: 7) { volume sales } ever: sold { volume sales }
        daily(days: 9) { day volume sales low high }
      }
    }`);
    const midnight = NOW - (NOW % DAY);
    expect(data.collection).to.deep.equal({
      day: { volume: "24", sales: 2 },
      week: { volume: "46", sales: 3 },
      ever: { volume: "106", sales: 5 },
      daily: [
        { day: midnight, volume: "10", sales: 1, low: "5", high: "5" },
        { day: midnight - DAY, volume: "36", sales: 2, low: "7", high: "11" },
        { day: midnight - 7 * DAY, volume: "26", sales: 1, low: "13", high: "13" },
      ],
    });
  });

  it("is asked about in as many statements for many as for one", async () => {
    const query = (first: number) =>
      `{ listings(first: ${first}, filter: { not: { status: [] } }) { nodes { item { collection {
        items owners floor listedShare sold { volume } day: sold(days: 1) { volume } daily { volume } } } } } }`;
    const statements = async (first: number) => {
      database.queries.length = 0;
      expect((await client.ask(query(first))).errors).to.equal(undefined);
      return database.queries.length;
    };
    expect(await statements(6)).to.equal(await statements(1));
  });

  it("refuses days that it does not tell of", async () => {
    const { errors } = await client.ask(`{ collection(address: "${swords}") { daily(days: 366) { day } } }`);
    expect(errors?.[0]?.extensions).to.deep.equal({ code: "BAD_USER_INPUT", field: "days" });
  });
});
