import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createListingText, type ListingText, listingTextSalt } from "@plaza/sdk";
import { expect } from "chai";
import { createTestClient, type Nodes } from "../../testing/client.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/database.ts";
import { alice, bob, itemRow, listingRow, stock, tradeRow } from "../../testing/shop.ts";
import { createWrittenReader, type WrittenReader } from "./written.ts";

const LISTINGS = `{ listings(sort: OLDEST) { nodes { text { unavailable title description images } } } }`;
const TRADES = `{
  trades { nodes { sellerName buyerName item { name } quantity unitPrice } }
  account(address: "${alice}") { displayName }
}`;
const NOTHING = { title: null, description: null, images: null };
const picture = `0x${"ab".repeat(32)}` as const;
const written = createListingText({ title: "Grandfather's sword", description: "Two notches.", images: [picture] });
const salt = listingTextSalt(written);

describe("what people wrote", () => {
  let database: TestDatabase;

  before(async function () {
    this.timeout(60_000);
    database = await createTestDatabase();
    const item = itemRow(1n);
    await stock(database, {
      items: [item],
      listings: [listingRow(item, 1, { salt }), listingRow(item, 2, { salt: 2n })],
      trades: [tradeRow(item, 1), tradeRow(item, 2, { seller: bob, buyer: alice })],
    });
  });
  after(() => database.close());

  const client = (read?: WrittenReader) =>
    createTestClient(database.db, undefined, undefined, undefined, undefined, read);
  const texts = async (read?: WrittenReader) => {
    const { data, errors } = await client(read).ask<{ listings: Nodes<{ text: object }> }>(LISTINGS);
    expect(errors).to.equal(undefined);
    return data.listings.nodes.map(({ text }) => text);
  };
  const names = async (read?: WrittenReader) => {
    type Data = { trades: Nodes<Record<"sellerName" | "buyerName", string | null>>; account: { displayName: string } };
    const { data, errors } = await client(read).ask<Data>(TRADES);
    expect(errors).to.equal(undefined);
    const pairs = data.trades.nodes.map(({ sellerName, buyerName }) => [sellerName, buyerName]);
    return [...pairs, data.account.displayName];
  };

  it("is the relayer's, asked for once a query, and says where there is none", async () => {
    const asked: unknown[] = [];
    const read: WrittenReader = {
      async texts(salts) {
        asked.push(salts);
        return new Map([[salt, written]]);
      },
      async names(accounts) {
        asked.push(accounts);
        return new Map([[alice, "Alice\u202e of the  anvil"]]);
      },
    };
    const { title, description, images } = written;
    expect(await texts(read)).to.deep.equal([
      { unavailable: null, title, description, images },
      { unavailable: "NONE", ...NOTHING },
    ]);
    const alices = "Alice of the anvil";
    expect(await names(read)).to.have.deep.members([[alices, null], [null, alices], alices]);
    expect(asked).to.have.length(2);
    expect(asked[0]).to.deep.equal([salt, 2n]);
    expect(asked[1]).to.have.members([alice, bob]);
  });

  it("is unknown without a relayer, and when it is away, and its salt alone says whose it is", async () => {
    const NO_NAMES = [[null, null], [null, null], null];
    const none = (unavailable: string) => [1, 2].map(() => ({ unavailable, ...NOTHING }));
    expect(await texts()).to.deep.equal(none("NOT_CONFIGURED"));
    expect(await names()).to.deep.equal(NO_NAMES);
    let answer: { texts: ListingText[]; names?: object[] } | string = { texts: [written], names: [] };
    const server = createServer((_, response) => response.end(JSON.stringify(answer)));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const read = createWrittenReader(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    expect((await texts(read))[0]).to.include({ title: written.title });
    answer = {
      texts: [
        { ...written, title: "Grandmother's sword" },
        { ...written, images: [] },
      ],
    };
    expect(await texts(read)).to.deep.equal(none("NONE"));
    answer = "nonsense";
    expect(await texts(read)).to.deep.equal(none("AWAY"));
    expect(await names(read)).to.deep.equal(NO_NAMES);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    expect(await texts(read)).to.deep.equal(none("AWAY"));
    expect(await names(read)).to.deep.equal(NO_NAMES);
  });
});
