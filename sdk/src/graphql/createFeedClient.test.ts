import type { ServerResponse } from "node:http";
import { expect } from "chai";
import { type SeenRequest, serve, type TestServer } from "../../testing/server.ts";
import { until } from "../../testing/until.ts";
import type { PlazaError } from "../errors/base.ts";
import { GraphqlRequestError, MalformedResponseError } from "../errors/http.ts";
import type { WatchStatus } from "../relayer/followEvents.ts";
import { createFeedClient, type FeedClient, type ListingChange } from "./createFeedClient.ts";

describe("createFeedClient", () => {
  let server: TestServer;
  let feed: FeedClient;
  let stop: () => void;
  let events: ListingChange[];
  let errors: PlazaError[];
  let statuses: WatchStatus[];
  const listing = `0x${"1".repeat(64)}` as const;

  const start = async (handler: (response: ServerResponse, connection: number, request: SeenRequest) => void) => {
    let connections = 0;
    server = await serve((request, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      handler(response, ++connections, request);
    });
    feed = createFeedClient({ url: `${server.url}/graphql`, timeout: 1_000 });
    [events, errors, statuses] = [[], [], []];
    stop = () => {};
  };
  const parameters = () => ({
    onEvent: (event: ListingChange) => events.push(event),
    onError: (error: PlazaError) => errors.push(error),
    onStatus: (status: WatchStatus) => statuses.push(status),
    ...{ minDelay: 5, maxDelay: 20 },
  });
  const next = (body: object) => `event: next\ndata: ${JSON.stringify(body)}\n\n`;
  const change = (id: string, more: object = {}) =>
    next({
      data: { listingChanges: { change: "ADDED", kind: "LISTED", id, cursor: `after ${id}`, listing: null, ...more } },
    });
  const refused = (code: string) => next({ errors: [{ message: "No.", extensions: { code } }] });
  const asked = (index: number) => {
    const { path = "" } = server.requests[index] ?? {};
    const query = new URL(path, server.url).searchParams;
    return { query: query.get("query"), variables: JSON.parse(query.get("variables") ?? "null") as unknown };
  };

  afterEach(async () => {
    stop();
    await server.close();
  });

  it("tells events with amounts as bigint, and of what was asked for", async () => {
    await start((response) => response.write(`:\n\n${change("1", { listing: { price: "100000000000000000001" } })}`));
    stop = feed.watchListings({ ...parameters(), listing: [listing], after: "earlier" });
    await until("an event came", () => events.length === 1);
    expect(events[0]).to.deep.include({ change: "ADDED", id: "1", listing: { price: 100000000000000000001n } });
    expect(asked(0).query).to.include("listingChanges(");
    expect(asked(0).variables).to.deep.equal({ listing: [listing], after: "earlier" });
    expect(server.requests[0]?.headers.accept).to.equal("text/event-stream");
    expect(statuses).to.deep.equal(["connecting", "live"]);
  });

  it("goes on behind the last event that it told, and from now on after a reset", async () => {
    await start((response, connection) => {
      if (connection === 1) response.end(change("1") + change("2"));
      else if (connection === 2) response.end(change("", { change: "RESET", id: null, kind: null, cursor: null }));
      else if (connection === 3) response.destroy();
      else response.write(change("3"));
    });
    stop = feed.watchListings(parameters());
    await until("all came", () => events.length === 4);
    expect(events.map(({ change, id }) => [change, id])).to.deep.equal([
      ["ADDED", "1"],
      ["ADDED", "2"],
      ["RESET", null],
      ["ADDED", "3"],
    ]);
    expect([0, 1, 2, 3].map((index) => asked(index).variables)).to.deep.equal([{}, { after: "after 2" }, {}, {}]);
    expect(statuses.slice(0, 4)).to.deep.equal(["connecting", "live", "reconnecting", "live"]);
  });

  it("ends with an amount that is none, and does not tell it", async () => {
    await start((response) => response.end(change("1", { listing: { price: "x" } })));
    stop = feed.watchListings(parameters());
    await until("it ended", () => statuses.at(-1) === "closed");
    expect(events).to.deep.equal([]);
    expect(errors).to.have.length(1);
    expect(errors[0])
      .to.be.instanceOf(MalformedResponseError)
      .and.to.include({ field: "data.listingChanges.listing.price" });
  });

  it("comes back when it was too slow, and ends where another try cannot help", async () => {
    await start((response, connection) => {
      response.end(connection === 1 ? change("1") + refused("SUBSCRIBER_TOO_SLOW") : refused("BAD_USER_INPUT"));
    });
    stop = feed.watchListings(parameters());
    await until("it ended", () => statuses.at(-1) === "closed");
    expect(server.requests).to.have.length(2);
    expect(asked(1).variables).to.deep.equal({ after: "after 1" });
    expect(errors.every((error) => error instanceof GraphqlRequestError)).to.equal(true);
    expect(errors).to.have.length(2);
  });

  it("waits longer each time while too many listen, and is told once there is room", async () => {
    const pauses: number[] = [];
    const { setTimeout } = globalThis;
    globalThis.setTimeout = ((run: () => void, milliseconds: number) => {
      pauses.push(milliseconds);
      return setTimeout(run, milliseconds);
    }) as typeof setTimeout;
    const restore = () => {
      globalThis.setTimeout = setTimeout;
    };
    await start((response, connection) => {
      if (connection < 6) response.end(refused("TOO_MANY_SUBSCRIBERS"));
      else response.write(change("1"));
    });
    stop = feed.watchListings({ ...parameters(), minDelay: 20, maxDelay: 10_000 });
    await until("there was room", () => events.length === 1).finally(restore);
    expect(errors).to.have.length(5);
    // Each is twice the last, and half of it chance. What else waits, waits shorter or longer than all of them.
    const waited = pauses.filter((milliseconds) => milliseconds >= 10 && milliseconds <= 320);
    expect(waited).to.have.length(5);
    for (const [index, milliseconds] of waited.entries())
      expect(milliseconds).to.be.within(10 * 2 ** index, 20 * 2 ** index);
  });

  it("ends when it is told, by its signal as by what it returned", async () => {
    let closed = 0;
    await start((response) => {
      response.on("close", () => {
        closed += 1;
      });
      response.write(change("1"));
    });
    const abort = new AbortController();
    stop = feed.watchListings({ ...parameters(), signal: abort.signal });
    await until("an event came", () => events.length === 1);
    abort.abort();
    await until("it let go", () => closed === 1 && statuses.at(-1) === "closed");
    stop = feed.watchListings(parameters());
    await until("an event came again", () => events.length === 2);
    stop();
    await until("it let go again", () => closed === 2);
    expect(errors).to.deep.equal([]);
  });

  it("asks each field for what it is about", async () => {
    await start((response) => response.write(":\n\n"));
    const nothing = { onEvent: () => {} };
    const account = `0x${"a".repeat(40)}` as const;
    const stops = [
      feed.watchActivity({ ...nothing, filter: { kind: ["SOLD"] } }),
      feed.watchAuctions({ ...nothing, auction: [listing] }),
      feed.watchTrades({ ...nothing, item: ["x:1"] }),
      feed.watchAccount({ ...nothing, account, kind: ["SOLD"] }),
    ];
    stop = () => {
      for (const end of stops) end();
    };
    await until("all asked", () => server.requests.length === 4);
    const told = [0, 1, 2, 3]
      .map(asked)
      .map(({ query, variables }) => [/^subscription (\w+)/m.exec(query ?? "")?.[1], variables]);
    expect(told).to.have.deep.members([
      ["ActivityFeed", { filter: { kind: ["SOLD"] } }],
      ["AuctionFeed", { auction: [listing] }],
      ["TradeFeed", { item: ["x:1"] }],
      ["AccountFeed", { account, kind: ["SOLD"] }],
    ]);
  });
});
