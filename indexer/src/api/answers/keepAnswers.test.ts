import { expect } from "chai";
import { createTestDatabase, type TestDatabase } from "../../../testing/database.ts";
import { auctionRow, digest, escrow, itemRow, listingRow, NOW, stock } from "../../../testing/shop.ts";
import type { LiveReader } from "../live.ts";
import { createCursorCodec } from "../query/cursor.ts";
import { createGraphqlApp } from "../server.ts";
import { warmAnswers } from "./keepAnswers.ts";
import { type AnswerStore, createMemoryStore, KEPT_MS } from "./store.ts";

describe("kept answers", () => {
  let database: TestDatabase;
  const clock = { block: 7n, milliseconds: 0, release: "plaza_1" };
  const liveAsked: unknown[] = [];
  const readAuctions: LiveReader = async (ids) => {
    liveAsked.push(ids);
    return new Map();
  };

  before(async function () {
    this.timeout(60_000);
    database = await createTestDatabase();
    const item = itemRow(1n);
    await stock(database, { items: [item], listings: [listingRow(item, 1)], auctions: [auctionRow(item, 2)] });
  });
  after(() => database.close());
  beforeEach(() => {
    Object.assign(clock, { block: 7n, milliseconds: 0, release: "plaza_1" });
    database.queries.length = 0;
    liveAsked.length = 0;
  });

  const indexAt = (block: bigint, release = "plaza_1") => {
    return { db: database.db, head: { chainId: 31_337, block, timestamp: NOW }, release };
  };
  const open = (store: AnswerStore = createMemoryStore({ now: () => clock.milliseconds })) => {
    const app = createGraphqlApp({
      ...{ cursors: createCursorCodec("test"), escrow, readAuctions, answers: store },
      openIndex: async () => indexAt(clock.block, clock.release),
    });
    const ask = async (query: string, variables: object = {}) => {
      const headers = { "content-type": "application/json" };
      const response = await app.request("/graphql", {
        ...{ method: "POST", headers, body: JSON.stringify({ query, variables }) },
      });
      return { found: response.headers.get("x-cache"), text: await response.text() };
    };
    return { app, ask };
  };

  it("are given again without the database being asked, until there is a new block or release", async () => {
    const { ask } = open();
    const query = "query ($first: Int) { listings(first: $first) { nodes { id } } }";
    const first = await ask(query, { first: 1 });
    const statements = database.queries.length;
    expect([first.found, statements]).to.deep.equal(["MISS", 1]);
    expect(await ask(query, { first: 1 })).to.deep.equal({ ...first, found: "HIT" });
    expect(database.queries).to.have.length(statements);
    expect((await ask(query, { first: 2 })).found).to.equal("MISS");
    clock.block = 8n;
    expect((await ask(query, { first: 1 })).found).to.equal("MISS");
    clock.release = "plaza_2";
    expect((await ask(query, { first: 1 })).found).to.equal("MISS");
    clock.milliseconds += KEPT_MS;
    expect((await ask(query, { first: 1 })).found).to.equal("MISS");
  });

  it("are read once for all who ask the same at a time", async () => {
    const { ask } = open();
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask("{ items { nodes { id } } }")));
    expect(new Set(answers.map(({ text }) => text))).to.have.property("size", 1);
    expect(answers.filter(({ found }) => found === "MISS")).to.have.length(1);
    expect(database.queries).to.have.length(1);
  });

  it("never hold what the relayer says, however it is asked for", async () => {
    const { ask } = open();
    for (const query of [
      `{ auction(id: "${digest(2)}") { live { bidCount } } }`,
      `{ auctions { nodes { ...bids } } } fragment bids on Auction { standing: live { leader } }`,
    ]) {
      liveAsked.length = 0;
      await ask(query);
      expect(await ask(query)).to.include({ found: null });
      expect(liveAsked).to.have.length(2);
    }
    for (const query of ["{ _meta { block replicaLagSeconds } }", "{ openOffers { unavailable } }"])
      expect(await ask(query))
        .to.include({ found: null })
        .and.not.have.property("errors");
  });

  it("are none of failures, nor of a block that passed while they were read", async () => {
    const { app, ask } = open();
    expect((await ask("{ nothing }")).found).to.equal(null);
    expect((await ask("{ nothing }")).found).to.equal(null);
    expect((await ask(`{ listings(after: "x") { nodes { id } } }`)).found).to.equal(null);
    expect((await app.request("/graphql", { headers: { accept: "text/html" } })).headers.get("x-cache")).to.equal(null);
    const blocks = [7n, 8n, 7n, 7n];
    const passing = createGraphqlApp({
      ...{ cursors: createCursorCodec("test"), escrow, answers: createMemoryStore() },
      openIndex: async () => indexAt(blocks.shift() ?? 7n),
    });
    const once = async () => (await passing.request("/graphql?query={listings{nodes{id}}}", {})).headers.get("x-cache");
    expect([await once(), await once()]).to.deep.equal(["MISS", "MISS"]);
  });

  it("tell a GET by its ETag that nothing has changed, whatever the block", async () => {
    const { app } = open();
    const get = (headers: Record<string, string> = {}) =>
      app.request("/graphql?query={listings{nodes{id}}}", { headers });
    const etag = (await get()).headers.get("etag") ?? "";
    expect(etag).to.match(/^"[0-9a-f]{32}"$/);
    clock.block = 8n;
    const again = await get({ "if-none-match": `"other", W/${etag}` });
    expect([again.status, await again.text()]).to.deep.equal([304, ""]);
    expect((await get({ "if-none-match": '"other"' })).status).to.equal(200);
  });

  it("are forgotten, the oldest first, where they would take too much, keys and entries included", async () => {
    const store = createMemoryStore({ maxBytes: 10_000 });
    const keys = Array.from({ length: 100 }, (_, at) => `${at}`.padEnd(64, "k"));
    for (const key of keys) await store.set(key, "");
    const found = await Promise.all(keys.map((key) => store.get(key)));
    const first = found.findIndex((answer) => answer !== undefined);
    expect(first).to.be.within(50, 90);
    expect(found.slice(first)).to.satisfy((rest: unknown[]) => rest.every((answer) => answer === ""));
    expect(store.bytes).to.be.within(8_000, 10_000);
    await store.set("long", "1".repeat(1_000));
    expect([await store.get("long"), await store.get(keys[99] ?? "")]).to.deep.equal([undefined, ""]);
  });

  it("take no room once their time is over and another one comes", async () => {
    const store = createMemoryStore({ now: () => clock.milliseconds });
    await store.set("b", "12345");
    const one = store.bytes;
    for (const key of ["b", "c", "d"]) await store.set(key, "12345");
    expect(store.bytes).to.equal(3 * one);
    clock.milliseconds += KEPT_MS;
    await store.set("e", "12345");
    expect(store.bytes).to.equal(one);
  });

  it("are there after a start for what was asked most", async () => {
    const counts = new Map<string, number>();
    const store: AnswerStore = {
      ...createMemoryStore({ now: () => 0 }),
      noteAsked: async (question) => void counts.set(question, (counts.get(question) ?? 0) + 1),
      busiest: async (count) =>
        [...counts]
          .sort(([, a], [, b]) => b - a)
          .slice(0, count)
          .map(([question]) => question),
    };
    const query = "query ($first: Int) { listings(first: $first) { nodes { id } } }";
    await open(store).ask(query, { first: 3 });
    clock.block = 9n;
    const { app, ask } = open(store);
    await warmAnswers(store, async (body) =>
      app.request("/graphql", { method: "POST", headers: { "content-type": "application/json" }, body }),
    );
    expect((await ask(query, { first: 3 })).found).to.equal("HIT");
  });
});
