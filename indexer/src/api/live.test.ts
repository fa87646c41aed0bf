import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { LiveAuction } from "@plaza/sdk/relayer";
import { expect } from "chai";
import type { Hex } from "viem";
import { createTestClient, type Nodes } from "../../testing/client.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/database.ts";
import { auctionRow, bob, digest, itemRow, stock } from "../../testing/shop.ts";
import { createLiveReader } from "./live.ts";

const QUERY = `{ auctions(sort: NEWEST) { nodes { salt live { unavailable leader currentPrice bidCount minimumBid endsAt } } } }`;
const NOTHING = { leader: null, currentPrice: null, bidCount: null, minimumBid: null, endsAt: null };

/** What of the relayer's answer is shown. */
const state = (id: Hex): LiveAuction =>
  ({
    ...{ id, leader: bob, currentPrice: 10n ** 20n, bidCount: 3, minimumBid: 10n ** 20n + 1n },
    endsAt: new Date(1_800_000_123_000),
  }) as LiveAuction;

describe("an auction's live bids", () => {
  let database: TestDatabase;

  before(async function () {
    this.timeout(60_000);
    database = await createTestDatabase();
    const item = itemRow(1n);
    await stock(database, { items: [item], auctions: [1, 2].map((number) => auctionRow(item, number)) });
  });
  after(() => database.close());

  const answer = async (client: ReturnType<typeof createTestClient>) => {
    const { data, errors } = await client.ask<{ auctions: Nodes<{ live: object }> }>(QUERY);
    expect(errors).to.equal(undefined);
    return data.auctions.nodes.map(({ live }) => live);
  };

  it("are the relayer's, asked for once, and say of which it knows nothing", async () => {
    const asked: (readonly Hex[])[] = [];
    const client = createTestClient(database.db, async (ids) => {
      asked.push(ids);
      return new Map([[digest(2), state(digest(2))]]);
    });
    expect(await answer(client)).to.deep.equal([
      {
        ...{ unavailable: null, leader: "0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB", bidCount: 3 },
        ...{ currentPrice: String(10n ** 20n), minimumBid: String(10n ** 20n + 1n), endsAt: 1_800_000_123 },
      },
      { unavailable: "UNKNOWN", ...NOTHING },
    ]);
    expect(asked).to.deep.equal([[digest(2), digest(1)]]);
  });

  it("are unknown without a relayer, and when it is away or answers nonsense", async () => {
    expect(await answer(createTestClient(database.db))).to.deep.equal([
      { unavailable: "NOT_CONFIGURED", ...NOTHING },
      { unavailable: "NOT_CONFIGURED", ...NOTHING },
    ]);
    const server = createServer((_, response) => response.end("{}"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const client = createTestClient(database.db, createLiveReader(`http://127.0.0.1:${port}`));
    const away = [1, 2].map(() => ({ unavailable: "AWAY", ...NOTHING }));
    expect(await answer(client)).to.deep.equal(away);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    expect(await answer(client)).to.deep.equal(away);
  });
});
