import { expect } from "chai";
import { eq } from "drizzle-orm";
import { GraphQLError } from "graphql";
import type { Hex } from "viem";
import { activity } from "../../ponder.schema.ts";
import { createTestClient } from "../../testing/client.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/database.ts";
import {
  alice,
  auctionRow,
  bob,
  digest,
  escrow,
  itemRow,
  listingRow,
  NOW,
  stock,
  swords,
  tradeRow,
} from "../../testing/shop.ts";
import { type ActivityFields, type ActivityRow, activities } from "./entities/activity.ts";
import { createFeed, type Feed, type FeedEvent } from "./feed.ts";
import type { Head } from "./graphql/context.ts";
import { createCursorCodec } from "./query/cursor.ts";
import { compileFilter, type FilterInput } from "./query/filter.ts";
import { createGraphqlApp } from "./server.ts";

const cursors = createCursorCodec("test");

describe("the feed that is told", () => {
  let database: TestDatabase;
  let head: Head;
  let feed: Feed;
  const openIndex = async () => ({ db: database.db, head, release: "" });
  const item = itemRow(1n);
  const limits = { subscribers: 2, perCaller: 2, waiting: 3, missed: 4 };

  /** What happened in a block, as the handlers would have written it. */
  const row = (block: number, log: number, changes: Partial<ActivityRow> = {}): ActivityRow => ({
    ...{
      id: `${digest(block)}:${log}`,
      kind: "LISTED",
      from: alice,
      to: null,
      itemId: item.id,
      token: swords,
      quantity: 1n,
    },
    ...{
      amount: 100n,
      listingId: digest(1),
      auctionId: null,
      orderId: null,
      timestamp: NOW + block,
      block: BigInt(block),
    },
    ...{ transaction: digest(block), blockHash: digest(block), ordinal: block * 1_000_000 + log, part: 0, ...changes },
  });
  /** Indexes a block with what happened in it. */
  const mine = async (block: number, ...rows: ActivityRow[]) => {
    if (rows.length > 0) await database.db.insert(activity).values(rows);
    head = { chainId: 31_337, block: BigInt(block), timestamp: NOW + block };
    await feed.look();
  };
  const subscribe = (filter: FilterInput<ActivityFields> = {}, after?: string, caller = "10.0.0.1") =>
    feed.subscribe(compileFilter(activities.fields, filter, { now: NOW }), caller, after);
  const take = async (events: AsyncGenerator<FeedEvent>, count: number) => {
    const taken: FeedEvent[] = [];
    while (taken.length < count) {
      const { value, done } = await events.next();
      if (done) break;
      taken.push(value);
    }
    return taken;
  };
  const told = (events: FeedEvent[]) =>
    events.map(({ change, row }) => `${change} ${row?.id.replace(/^0x0*/, "") ?? ""}`);
  const failure = (promise: Promise<unknown>) =>
    promise.then(
      () => expect.fail("nothing was refused"),
      (error: { extensions?: Record<string, unknown> }) => error.extensions,
    );

  before(async function () {
    this.timeout(60_000);
    database = await createTestDatabase();
  });
  beforeEach(async () => {
    await stock(database, { items: [item], listings: [listingRow(item, 1)] });
    head = { chainId: 31_337, block: 1n, timestamp: NOW + 1 };
    await database.db.insert(activity).values(row(1, 0));
    feed = createFeed({ openIndex, cursors, interval: 0, limits });
  });
  after(() => database.close());

  it("begins with what happens next, in the order of the chain, as the filter says, expiries in their time", async () => {
    const [all, bobs] = [await subscribe(), await subscribe({ account: [bob], not: { kind: ["BURNT"] } })];
    const expiry = row(2, 0, { id: "5:expired", kind: "LISTING_EXPIRED", timestamp: NOW + 3, to: bob });
    await mine(2, row(2, 1, { to: bob }), row(2, 0), expiry);
    expect(told(await take(all, 2))).to.deep.equal(["ADDED 2:0", "ADDED 2:1"]);
    await mine(3, row(3, 0, { kind: "BURNT", from: bob }));
    expect(told(await take(all, 1))).to.deep.equal(["ADDED 5:expired"]);
    expect(told(await take(bobs, 2))).to.deep.equal(["ADDED 2:1", "ADDED 5:expired"]);
    expect(told(await take(all, 1))).to.deep.equal(["ADDED 3:0"]);
  });

  it("says what a reorganisation undid, latest first, and then what happened instead", async () => {
    const events = await subscribe();
    await mine(2, row(2, 0), row(2, 1));
    await take(events, 2);
    await database.db.delete(activity).where(eq(activity.block, 2n));
    await mine(3, row(2, 0, { id: "7:0", transaction: digest(7) }));
    expect(told(await take(events, 3))).to.deep.equal(["REMOVED 2:1", "REMOVED 2:0", "ADDED 7:0"]);
  });

  it("tells one who comes back what was missed, and nothing twice; or that it is undone", async () => {
    const events = await subscribe();
    await mine(2, row(2, 0), row(2, 1));
    const [first, second] = await take(events, 2);
    await events.return(undefined);
    await mine(3, row(3, 0));
    const back = await subscribe({}, first?.cursor ?? "");
    await mine(4, row(4, 0));
    expect(told(await take(back, 3))).to.deep.equal(["ADDED 2:1", "ADDED 3:0", "ADDED 4:0"]);
    await back.return(undefined);

    await database.db.delete(activity).where(eq(activity.id, `${digest(2)}:1`));
    const undone = await subscribe({}, second?.cursor ?? "");
    await mine(5, row(5, 0));
    expect(told(await take(undone, 2))).to.deep.equal(["RESET ", "ADDED 5:0"]);
  });

  it("tells of what a reorganisation put elsewhere, and one who comes back from there that all is to be read anew", async () => {
    const move = async (id: string, to: Partial<ActivityRow>) => {
      await database.db.update(activity).set(to).where(eq(activity.id, id));
    };
    const events = await subscribe();
    await mine(3, row(3, 0));
    const [first] = await take(events, 1);
    // The same transaction in the block before, followed by another one.
    const id = `${digest(3)}:0`;
    await move(id, { block: 2n, ordinal: 2_000_000, timestamp: NOW + 2 });
    await mine(4, row(2, 1));
    const moved = await take(events, 3);
    expect(told(moved)).to.deep.equal(["REMOVED 3:0", "ADDED 3:0", "ADDED 2:1"]);
    expect(moved.map(({ row }) => row?.block)).to.deep.equal([3n, 2n, 2n]);
    const back = await subscribe({}, first?.cursor ?? "");
    expect(told(await take(back, 1))).to.deep.equal(["RESET "]);
    await back.return(undefined);
    const again = await subscribe({}, moved[1]?.cursor ?? "");
    expect(told(await take(again, 1))).to.deep.equal(["ADDED 2:1"]);
    await again.return(undefined);
    await move(id, { part: 1 });
    expect(told(await take(await subscribe({}, moved[1]?.cursor ?? ""), 1))).to.deep.equal(["RESET "]);
  });

  it("tells one who comes back that all is to be read anew when a block before the cursor's is another by now", async () => {
    const events = await subscribe();
    await mine(2, row(2, 0));
    await mine(3, row(3, 0));
    const [, last] = await take(events, 2);
    await events.return(undefined);
    await database.db.delete(activity).where(eq(activity.block, 2n));
    // The same transaction in a block of the same number, but on top of another one.
    await database.db
      .update(activity)
      .set({ blockHash: digest(9) })
      .where(eq(activity.block, 3n));
    await mine(4, row(4, 0));
    expect(told(await take(await subscribe({}, last?.cursor ?? ""), 1))).to.deep.equal(["RESET "]);
  });

  it("lets one who was told of an expiry go on from there, and not from where its listing was made", async () => {
    const expiry = row(1, 1, { id: "5:expired", kind: "LISTING_EXPIRED", timestamp: NOW + 3, block: null });
    await database.db.insert(activity).values(expiry);
    const events = await subscribe();
    await mine(2, row(2, 0));
    await mine(4, row(4, 0));
    const all = await take(events, 3);
    expect(told(all)).to.deep.equal(["ADDED 2:0", "ADDED 5:expired", "ADDED 4:0"]);
    await events.return(undefined);
    expect(told(await take(await subscribe({}, all[1]?.cursor ?? ""), 1))).to.deep.equal(["ADDED 4:0"]);
  });

  it("refuses a cursor that is none or lies too far back", async () => {
    const events = await subscribe();
    await mine(2, ...[0, 1, 2].map((log) => row(2, log)));
    const [first] = await take(events, 1);
    await mine(3, ...[0, 1, 2].map((log) => row(3, log)));
    expect(await failure(subscribe({}, "nonsense"))).to.include({ code: "BAD_USER_INPUT", field: "after" });
    expect(await failure(subscribe({}, first?.cursor ?? ""))).to.include({ code: "BAD_USER_INPUT", field: "after" });
  });

  it("lets only so many listen, cuts off who is too slow, and lets go of who leaves", async () => {
    const slow = await subscribe();
    const other = await subscribe({ kind: ["BURNT"] });
    expect(await failure(subscribe())).to.deep.equal({ code: "TOO_MANY_SUBSCRIBERS" });
    await other.return(undefined);
    const quick = await subscribe();
    await mine(2, ...[0, 1, 2].map((log) => row(2, log)));
    expect(await take(quick, 3)).to.have.length(3);
    await mine(3, row(3, 0));
    expect(await take(slow, 3)).to.have.length(3);
    expect(await failure(slow.next())).to.deep.equal({ code: "SUBSCRIBER_TOO_SLOW" });
    expect(told(await take(quick, 1))).to.deep.equal(["ADDED 3:0"]);
    await subscribe();
  });

  it("leaves places for others than the one who comes most", async () => {
    feed = createFeed({ openIndex, cursors, interval: 0, limits: { ...limits, perCaller: 1 } });
    const first = await subscribe();
    expect(await failure(subscribe())).to.deep.equal({ code: "TOO_MANY_SUBSCRIBERS" });
    await subscribe({}, undefined, "10.0.0.2");
    await first.return(undefined);
    await subscribe();
  });

  it("tells one who comes while the last one leaves, and a look is under way, nothing that was there before", async () => {
    let onSelect = () => {};
    const db = new Proxy(database.db, {
      get(target, name) {
        if (name === "select") onSelect();
        return Reflect.get(target, name, target);
      },
    });
    feed = createFeed({ openIndex: async () => ({ db, head, release: "" }), cursors, interval: 0, limits });
    const leaver = await subscribe();
    let comer: ReturnType<typeof subscribe> | undefined;
    let selects = 0;
    onSelect = () => {
      selects += 1;
      // The look knows by now what it has told, and reads the rest.
      if (selects !== 2) return;
      void leaver.return(undefined);
      comer = subscribe();
    };
    await mine(2, row(2, 0));
    const events = (await comer) as Awaited<ReturnType<typeof subscribe>>;
    await mine(3, row(3, 0));
    expect(told(await take(events, 1))).to.deep.equal(["ADDED 3:0"]);
  });

  it("counts callers by who connected, or by what a trusted proxy says", async () => {
    const open = async (trustedProxies: number) => {
      const heard: Feed = { ...feed, subscribe: (_, caller) => Promise.reject(new GraphQLError(`it is ${caller}.`)) };
      const app = createGraphqlApp({ openIndex, cursors, escrow, feed: heard, trustedProxies });
      const accept = { "content-type": "application/json", accept: "text/event-stream" };
      const headers = { ...accept, "x-forwarded-for": "10.0.0.7, 10.0.0.8" };
      const body = JSON.stringify({ query: "subscription { activity { id } }" });
      const env = { incoming: { socket: { remoteAddress: "10.0.0.9" } } };
      return (await app.request("/graphql", { method: "POST", headers, body }, env)).text();
    };
    expect(await open(0)).to.include("it is 10.0.0.9.");
    expect(await open(1)).to.include("it is 10.0.0.8.");
  });

  it("comes as server-sent events, each with the state of its block, and refuses what a query may not either", async () => {
    const { app } = createTestClient(database.db, undefined, undefined, feed);
    const open = (query: string, signal?: AbortSignal) =>
      app.request("/graphql", {
        method: "POST",
        headers: { "content-type": "application/json", accept: "text/event-stream" },
        body: JSON.stringify({ query }),
        ...(signal ? { signal } : {}),
      });
    const response = await open(
      `subscription { activity(filter: { listing: ["${digest(1)}"] }) { change id cursor activity { kind listing { price } } } }`,
    );
    expect(response.headers.get("content-type")).to.include("text/event-stream");
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    let text = "";
    const next = async (times: number) => {
      while ((text.match(/^data: \{/gm) ?? []).length < times)
        text += Buffer.from((await reader.read()).value ?? []).toString();
      return [...text.matchAll(/^data: (\{.*)$/gm)].map(([, json]) => JSON.parse(json ?? "").data.activity);
    };
    await mine(2, row(2, 0));
    await next(1);
    await database.db.execute(`update listing set price = 7 where id = '${digest(1)}'` as never);
    await mine(3, row(3, 0, { kind: "PRICE_CHANGED" }));
    expect(
      (await next(2)).map(({ change, activity: { kind, listing } }) => [change, kind, listing.price]),
    ).to.deep.equal([
      ["ADDED", "LISTED", "100"],
      ["ADDED", "PRICE_CHANGED", "7"],
    ]);
    await reader.cancel();

    const deep = `subscription { activity { activity { item { trades(first: 100) { nodes { item { trades(first: 100) { totalCount } } } } } } } }`;
    expect(await (await open(deep)).text()).to.include("QUERY_TOO_COMPLEX");
    const wide =
      "subscription { activity { activity { item { trades(first: 50) { nodes { item { trades(first: 2) { totalCount } } } } } } } }";
    expect(await (await open(wide)).text()).to.include("QUERY_TOO_COMPLEX");
    const byDefault = `subscription ($n: Int = 101) { activity { activity { item { trades(first: $n) { totalCount } } } } }`;
    expect(await (await open(byDefault)).text()).to.include("QUERY_TOO_COMPLEX");
    expect(await (await open('subscription { activity(after: "x") { id } }')).text()).to.include("BAD_USER_INPUT");
  });

  it("has fields of its own for listings, auctions, trades and an account, with what each is about", async () => {
    const roomy = { ...limits, subscribers: 9, perCaller: 9, waiting: 9 };
    feed = createFeed({ openIndex, cursors, interval: 0, limits: roomy });
    const { app } = createTestClient(database.db, undefined, undefined, feed);
    const open = async (field: string, about: string) => {
      const query = `subscription { ${field} { change kind id cursor ${about} } }`;
      const url = `/graphql?${new URLSearchParams({ query })}`;
      const response = await app.request(url, { headers: { accept: "text/event-stream" } });
      const reader = (response.body as ReadableStream<Uint8Array>).getReader();
      let text = "";
      return async () => {
        for (;;) {
          const [line] = /^data: (\{.*)$/m.exec(text) ?? [];
          if (line) {
            text = text.slice(text.indexOf(line) + line.length);
            await reader.cancel();
            return JSON.parse(line.slice(6)).data[field.replace(/\(.*/, "")];
          }
          text += Buffer.from((await reader.read()).value ?? []).toString();
        }
      };
    };
    await stock(database, {
      items: [item],
      listings: [listingRow(item, 1)],
      auctions: [auctionRow(item, 2)],
      trades: [tradeRow(item, 3, { id: `${digest(2)}:2` })],
    });
    const [listing, auction, trade, account] = [
      await open(`listingChanges(listing: ["${digest(1)}"])`, "listing { price }"),
      await open(`auctionChanges(collection: ["${swords}"])`, "auction { startPrice }"),
      await open(`trades(item: ["${item.id}"])`, "trade { total }"),
      await open(`accountActivity(account: "${bob}", kind: [BURNT])`, "activity { quantity }"),
    ];
    const none = { listingId: null, auctionId: null };
    await mine(
      2,
      row(2, 0, { ...none, kind: "TRANSFERRED", to: bob }),
      row(2, 1, { ...none, kind: "BID_POSTED", auctionId: digest(2) }),
      row(2, 2, { ...none, kind: "OFFER_ACCEPTED", to: bob }),
      row(2, 3, { kind: "PRICE_CHANGED" }),
      row(2, 4, { ...none, kind: "BURNT", from: bob }),
    );
    expect(await listing()).to.deep.include({ kind: "PRICE_CHANGED", listing: { price: "100" } });
    expect(await auction()).to.deep.include({ kind: "BID_POSTED", auction: { startPrice: "100" } });
    expect(await trade()).to.deep.include({ kind: "OFFER_ACCEPTED", trade: { total: "100" } });
    expect(await account()).to.deep.include({ kind: "BURNT", activity: { quantity: "1" } });
    const refused = await app.request(
      `/graphql?${new URLSearchParams({ query: 'subscription { trades(item: ["x"]) { id } }' })}`,
      { headers: { accept: "text/event-stream" } },
    );
    expect(await refused.text()).to.include('"field":"trades.item[0]"');
  });

  it("needs no look by hand: it looks by itself while somebody listens", async () => {
    feed = createFeed({ openIndex, cursors, interval: 1 });
    const events = await subscribe();
    await database.db.insert(activity).values(row(2, 0, { from: "0x12" as Hex }));
    head = { chainId: 31_337, block: 2n, timestamp: NOW + 2 };
    expect(told(await take(events, 1))).to.deep.equal(["ADDED 2:0"]);
    await events.return(undefined);
  });
});
