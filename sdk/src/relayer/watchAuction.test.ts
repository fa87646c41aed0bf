import type { ServerResponse } from "node:http";
import { expect } from "chai";
import { id, liveAuctionJson } from "../../testing/relayer.ts";
import { json, type SeenRequest, serve, type TestServer } from "../../testing/server.ts";
import { until } from "../../testing/until.ts";
import type { PlazaError } from "../errors/base.ts";
import { createRelayerClient } from "./createRelayerClient.ts";
import type { WatchStatus } from "./followEvents.ts";
import type { LiveAuction } from "./types.ts";
import type { WatchAuctionParameters } from "./watchAuction.ts";

describe("watchAuction", () => {
  let server: TestServer;
  let stop: () => void;
  let updates: LiveAuction[];
  let statuses: WatchStatus[];
  let errors: PlazaError[];

  const watch = async (
    handler: (request: SeenRequest, response: ServerResponse, connection: number) => unknown,
    parameters: Partial<WatchAuctionParameters> = {},
  ) => {
    let connections = 0;
    server = await serve((request, response) => handler(request, response, ++connections));
    updates = [];
    statuses = [];
    errors = [];
    stop = createRelayerClient({ url: server.url, timeout: 1_000 }).watchAuction(id, {
      onUpdate: (auction) => updates.push(auction),
      onStatus: (status) => statuses.push(status),
      onError: (error) => errors.push(error),
      minDelay: 5,
      maxDelay: 20,
      ...parameters,
    });
  };

  afterEach(async () => {
    stop();
    await server.close();
  });

  const open = (response: ServerResponse) => response.writeHead(200, { "content-type": "text/event-stream" });
  const event = (sequence: number, change: Partial<Record<keyof LiveAuction, unknown>> = {}) =>
    `event: auction\nid: ${sequence}\ndata: ${JSON.stringify({ ...liveAuctionJson, serverTime: "2030-01-01T00:30:01Z", sequence, ...change })}\n\n`;

  it("gives the snapshot first, then each update, and ends when told", async () => {
    let closed = false;
    await watch((_, response) => {
      response.on("close", () => {
        closed = true;
      });
      open(response).write(`${event(1)}: heartbeat\n\n${event(2)}`);
    });
    await until("two updates came", () => updates.length === 2);
    expect(server.requests[0]).to.include({ path: `/v1/auctions/${id}/stream` });
    expect(server.requests[0]?.headers.accept).to.equal("text/event-stream");
    expect(updates.map(({ sequence }) => sequence)).to.deep.equal([1, 2]);
    expect(updates[0]?.minimumBid).to.equal(10500000000000000002n);
    stop();
    await until("the watch closed", () => statuses.at(-1) === "closed");
    await until("the connection closed", () => closed);
    expect(statuses).to.deep.equal(["connecting", "live", "closed"]);
    expect(errors).to.deep.equal([]);
  });

  it("comes back where it was cut off", async () => {
    await watch((_, response, connection) => {
      if (connection === 1) open(response).end(`${event(7)}event: auction\nid: 8\ndata: {"half`);
      else if (connection === 2) response.destroy();
      else open(response).write(event(9));
    });
    await until("the second update came", () => updates.length === 2);
    expect(updates.map(({ sequence }) => sequence)).to.deep.equal([7, 9]);
    // An event that was cut off did not happen: its id must not be claimed.
    expect(server.requests.map(({ headers }) => headers["last-event-id"])).to.deep.equal([undefined, "7", "7"]);
    expect(statuses).to.deep.equal(["connecting", "live", "reconnecting", "live"]);
    expect(errors.map(({ code }) => code)).to.deep.equal(["connection_failed"]);
  });

  it("tries again while the relayer cannot answer", async () => {
    await watch((_, response, connection) => {
      if (connection < 3) json(response, 503, { code: "temporarily_unavailable", detail: "starting" });
      else open(response).write(event(1));
    });
    await until("an update came", () => updates.length === 1);
    expect(errors.map(({ code }) => code)).to.deep.equal(["temporarily_unavailable", "temporarily_unavailable"]);
  });

  it("ends for an auction that does not exist", async () => {
    await watch((_, response) => json(response, 404, { code: "auction_not_found", detail: "no such auction" }));
    await until("the watch closed", () => statuses.at(-1) === "closed");
    expect(errors.map(({ name }) => name)).to.deep.equal(["RelayerAuctionNotFoundError"]);
    expect(server.requests).to.have.lengthOf(1);
  });

  it("ends once the auction is over and the relayer hangs up", async () => {
    await watch((_, response) => open(response).end(event(1, { status: "settled" })));
    await until("the watch closed", () => statuses.at(-1) === "closed");
    expect(server.requests).to.have.lengthOf(1);
  });

  it("ends on an answer that it does not understand", async () => {
    await watch((_, response) => open(response).write("event: auction\ndata: {}\n\n"));
    await until("the watch closed", () => statuses.at(-1) === "closed");
    expect(errors.map(({ code }) => code)).to.deep.equal(["malformed_response"]);
  });

  it("takes silence for a dead connection", async () => {
    await watch(
      (_, response, connection) => {
        open(response).write(event(connection));
      },
      { silence: 60 },
    );
    await until("it came back", () => updates.length >= 2);
    expect(errors[0]).to.include({ code: "request_timeout", timeout: 60 });
    expect(server.requests[1]?.headers["last-event-id"]).to.equal("1");
  });

  it("lets heartbeats keep a quiet connection alive", async () => {
    await watch(
      (_, response) => {
        open(response).write(event(1));
        const beat = setInterval(() => response.write(": heartbeat\n\n"), 20);
        response.on("close", () => clearInterval(beat));
      },
      { silence: 150 },
    );
    const since = Date.now();
    await until("it was quiet for longer than silence may last", () => Date.now() - since > 400);
    expect(errors).to.deep.equal([]);
    expect(server.requests).to.have.lengthOf(1);
  });

  it("ends by a signal, also before it began", async () => {
    await watch((_, response) => open(response).write(event(1)), { signal: AbortSignal.abort() });
    await until("the watch closed", () => statuses.at(-1) === "closed");
    expect(server.requests).to.have.lengthOf(0);
  });

  it("reads events however they are cut into pieces", async () => {
    await watch(async (_, response) => {
      open(response);
      const text = event(4, { seller: liveAuctionJson.seller }).replaceAll("\n", "\r\n");
      for (const piece of text.match(/[\s\S]{1,37}/g) ?? []) {
        response.write(piece);
        await new Promise((resolve) => setImmediate(resolve));
      }
    });
    await until("an update came", () => updates.length === 1);
    expect(updates[0]?.sequence).to.equal(4);
  });

  it("ignores events of other names", async () => {
    await watch((_, response) => open(response).write(`event: gossip\ndata: {}\n\nretry: 7\n\n${event(1)}`));
    await until("an update came", () => updates.length === 1);
    expect(errors).to.deep.equal([]);
  });
});
