import { expect } from "chai";
import { activity } from "../../ponder.schema.ts";
import { createTestClient, type Nodes } from "../../testing/client.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/database.ts";
import { alice, bob, digest, itemRow, listingRow, NOW, stock, swords, tradeRow } from "../../testing/shop.ts";
import type { ActivityRow } from "./entities/activity.ts";

describe("the feed of what happened", () => {
  let database: TestDatabase;
  let client: ReturnType<typeof createTestClient>;
  const item = itemRow(1n);
  const sale = tradeRow(item, 3, { listingId: digest(1) });

  const entry = (number: number, changes: Partial<ActivityRow>): ActivityRow => ({
    ...{
      id: `${digest(number)}:0`,
      kind: "LISTED",
      from: alice,
      to: null,
      itemId: item.id,
      token: swords,
      quantity: 1n,
    },
    ...{ amount: 100n, listingId: digest(1), auctionId: null, orderId: null, timestamp: NOW - 100 + number, block: 7n },
    ...{ transaction: digest(number), blockHash: digest(number), ordinal: number, part: 0, ...changes },
  });

  before(async function () {
    this.timeout(60_000);
    database = await createTestDatabase();
    client = createTestClient(database.db);
    await stock(database, { items: [item], listings: [listingRow(item, 1)], trades: [sale] });
    const expiry = { kind: "LISTING_EXPIRED", block: null, transaction: null } as const;
    await database.db.insert(activity).values([
      entry(1, { kind: "MINTED", from: null, to: alice, amount: null, listingId: null }),
      entry(2, {}),
      entry(3, { id: sale.id, kind: "SOLD", to: bob }),
      // Written when the listings were made: one whose time has just come, and one whose time has not.
      entry(2, { id: `${digest(1)}:expired`, ...expiry, timestamp: NOW }),
      entry(2, { id: `${digest(2)}:expired`, ...expiry, timestamp: NOW + 1, listingId: digest(2) }),
    ]);
  });
  after(() => database.close());

  it("is in the order of time, with what it was about, in one statement for each relation", async () => {
    database.queries.length = 0;
    const { data, errors } = await client.ask<{ activity: Nodes }>(`{
      activity { totalCount nodes { kind from to amount item { name } listing { status } trade { proceeds } timestamp block transaction } }
    }`);
    expect(errors).to.equal(undefined);
    expect(database.queries).to.have.length(5);
    const [about, nothing] = [
      { item: { name: "Longsword" }, listing: { status: "ACTIVE" }, amount: "100" },
      { trade: null },
    ];
    const [a, b] = ["0xaAaAaAaaAaAaAaaAaAAAAAAAAaaaAaAaAaaAaaAa", "0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB"];
    expect(data.activity).to.deep.equal({
      totalCount: 4,
      nodes: [
        {
          kind: "LISTING_EXPIRED",
          from: a,
          to: null,
          ...about,
          ...nothing,
          timestamp: NOW,
          block: null,
          transaction: null,
        },
        {
          kind: "SOLD",
          from: a,
          to: b,
          ...about,
          trade: { proceeds: "95" },
          timestamp: NOW - 97,
          block: "7",
          transaction: digest(3),
        },
        {
          kind: "LISTED",
          from: a,
          to: null,
          ...about,
          ...nothing,
          timestamp: NOW - 98,
          block: "7",
          transaction: digest(2),
        },
        {
          ...{
            kind: "MINTED",
            from: null,
            to: a,
            ...about,
            ...nothing,
            timestamp: NOW - 99,
            block: "7",
            transaction: digest(1),
          },
          ...{ amount: null, listing: null },
        },
      ],
    });
  });

  it("is found by account on either side, and tells nothing that is yet to come whatever is asked", async () => {
    const { data, errors } = await client.ask<Record<string, Nodes>>(`{
      bob: activity(filter: { account: ["${bob}"] }) { nodes { kind } }
      alice: activity(filter: { account: ["${alice}"] }, sort: OLDEST, first: 2) { totalCount nodes { kind } pageInfo { hasNextPage } }
      future: activity(filter: { not: { until: ${NOW + 1} } }) { totalCount }
      expired: activity(filter: { kind: [LISTING_EXPIRED], item: ["${swords}:1"] }) { totalCount }
    }`);
    expect(errors).to.equal(undefined);
    expect(data).to.deep.equal({
      bob: { nodes: [{ kind: "SOLD" }] },
      alice: { totalCount: 4, nodes: [{ kind: "MINTED" }, { kind: "LISTED" }], pageInfo: { hasNextPage: true } },
      future: { totalCount: 0 },
      expired: { totalCount: 1 },
    });
  });
});
