import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { expect } from "chai";
import { Hono } from "hono";
import type { Address } from "viem";
import { WebSocket } from "ws";
import { listen } from "../server.ts";
import type { FakeChain } from "../testing/fakeChain.ts";
import {
  auctionOf,
  depositOf,
  type House,
  type HouseOptions,
  NOW,
  openHouse,
  people,
  signedBid,
} from "../testing/house.ts";
import { post, problemOf } from "../testing/http.ts";
import { until } from "../testing/until.ts";
import { createApp } from "./app.ts";
import { Limits } from "./limits.ts";
import type { RequestVariables } from "./requestId.ts";

const { id, event } = auctionOf();

async function limited(limits: HouseOptions["limits"]): Promise<House> {
  const house = await openHouse({ limits: limits ?? {} });
  const events = [event, depositOf(people.bob, 10_000n), depositOf(people.carol, 10_000n)];
  house.chain.mine({ events, timestamp: NOW + 1 });
  await house.follower.sync();
  return house;
}

describe("limits", () => {
  it("tell what is left, and refuse what is too much, with the time to wait", async () => {
    const { app } = await limited({ reads: 2 });
    const first = await app.request("/v1/keys");
    expect(first.headers.get("ratelimit-limit")).to.equal("2");
    expect(first.headers.get("ratelimit-remaining")).to.equal("1");
    await app.request("/v1/keys");
    const third = await app.request("/v1/keys");
    expect(third.headers.get("ratelimit-remaining")).to.equal("0");
    const seconds = third.headers.get("retry-after");
    expect(Number(seconds)).to.be.within(1, 60);
    expect(await problemOf(third)).to.include({
      ...{ status: 429, code: "rate_limited", retryable: true, recovery: "retry", retryAfter: seconds },
    });
  });

  it("count reads and writes apart, and health not at all", async () => {
    const house = await limited({ reads: 1 });
    await house.app.request("/v1/keys");
    expect((await house.app.request("/v1/keys")).status).to.equal(429);
    expect((await post(house, "/v1/bids", await signedBid(people.bob, id, 100n))).status).to.equal(201);
    expect((await house.app.request("/health")).status).to.equal(200);
  });

  it("count each caller apart; who is behind a trusted proxy cannot choose its name", async () => {
    const direct = await limited({ reads: 1 });
    const as = (house: House, forwarded: string, address = "10.0.0.1") =>
      house.app.request(
        "/v1/keys",
        { headers: { "x-forwarded-for": forwarded } },
        {
          incoming: { socket: { remoteAddress: address } },
        },
      );
    expect((await as(direct, "1.1.1.1")).status).to.equal(200);
    expect((await as(direct, "2.2.2.2")).status).to.equal(429);
    expect((await as(direct, "2.2.2.2", "10.0.0.2")).status).to.equal(200);

    const behind = await limited({ reads: 1, trustedProxies: 1 });
    expect((await as(behind, "1.1.1.1")).status).to.equal(200);
    expect((await as(behind, "2.2.2.2")).status).to.equal(200);
    expect((await as(behind, "9.9.9.9, 2.2.2.2")).status).to.equal(429);
  });

  it("count each tier apart, by what the route's description says", async () => {
    const house = await limited({ bids: 1 });
    const { app } = house;
    expect((await post(house, "/v1/bids", await signedBid(people.bob, id, 100n))).status).to.equal(201);
    expect(await problemOf(post(house, "/v1/withdrawals", {}))).to.include({ status: 429, code: "rate_limited" });
    const read = await app.request(`/v1/auctions/${id}`);
    expect(read.headers.get("ratelimit-limit")).to.equal("6000");
    expect((await app.request("/v1/nothing")).headers.get("ratelimit-limit")).to.equal("6000");
  });

  it("count who is signed in by account, and give trusted callers more", async () => {
    const limits = new Limits({ reads: 1, trusted: ["10.0.0.9"] });
    const app = new Hono<{ Variables: RequestVariables }>();
    app.use(async (c, next) => {
      const account = c.req.header("x-account");
      if (account) c.set("account", account as Address);
      await next();
    });
    app.use(limits.perCaller(() => "reads"));
    app.onError((error, c) => c.text(error.message, 429));
    app.get("/", (c) => c.text("read"));
    const read = async (address: string, account?: string) => {
      const env = { incoming: { socket: { remoteAddress: address } } };
      const response = await app.request("/", { headers: account ? { "x-account": account } : {} }, env);
      return [response.status, response.headers.get("ratelimit-limit")];
    };
    expect(await read("10.0.0.1")).to.deep.equal([200, "1"]);
    expect(await read("::ffff:10.0.0.1")).to.deep.equal([429, "1"]);
    expect(await read("10.0.0.1", "0xb0b")).to.deep.equal([200, "2"]);
    expect(await read("10.0.0.2", "0xb0b")).to.deep.equal([200, "2"]);
    expect(await read("10.0.0.3", "0xb0b")).to.deep.equal([429, "2"]);
    expect(await read("10.0.0.1", "0xca401")).to.deep.equal([200, "2"]);
    // As many accounts as anybody likes to make share what a large house has; others have theirs.
    for (let turn = 0; turn < 20; turn++) await read("10.0.0.4", `0x${turn}`);
    expect((await read("10.0.0.4", "0xnew"))[0]).to.equal(429);
    expect((await read("10.0.0.5", "0xnew"))[0]).to.equal(200);
    expect((await read("2001:db8::1"))[0]).to.equal(200);
    expect((await read("2001:db8::2"))[0]).to.equal(429);
    expect((await read("2001:db8:0:1::1"))[0]).to.equal(200);
    for (let turn = 0; turn < 3; turn++) expect(await read("10.0.0.9")).to.deep.equal([200, "50"]);
  });

  it("count what an account had accepted, not what others send in its name", async () => {
    const house = await limited({ accountWrites: 1 });
    const { signature } = await signedBid(people.carol, id, 100n);
    const forged = { ...(await signedBid(people.bob, id, 100n)), signature };
    for (let attempt = 0; attempt < 3; attempt++)
      expect(await problemOf(post(house, "/v1/bids", forged))).to.include({ code: "invalid_signature" });
    expect((await post(house, "/v1/bids", await signedBid(people.bob, id, 100n))).status).to.equal(201);
    const second = await problemOf(post(house, "/v1/bids", await signedBid(people.bob, id, 200n)));
    expect(second).to.include({ status: 429, code: "rate_limited" });
    expect((await post(house, "/v1/bids", await signedBid(people.carol, id, 200n))).status).to.equal(201);
  });

  it("keep the streams of one address within bounds, and count those that ended no more", async () => {
    const house = await limited({ streams: 1 });
    const controller = new AbortController();
    const path = `/v1/auctions/${id}/stream`;
    const stream = await house.app.request(path, { signal: controller.signal });
    expect(stream.status).to.equal(200);
    expect(await problemOf(house.app.request(path))).to.include({ status: 429, code: "rate_limited" });
    await stream.body?.cancel();
    controller.abort();
    house.hub.close();
    // The first is over once the pump has seen it.
    for (let turn = 0; turn < 100 && house.hub.size > 0; turn++) await new Promise(setImmediate);
    await new Promise(setImmediate);
    expect((await house.app.request(path)).status).to.equal(200);
  });

  it("count a socket once it is open: no request that does not become one takes a place", async () => {
    const house = await limited({ streams: 1 });
    const server = await listen(house.app.fetch, "127.0.0.1", 0);
    const url = `${server.url}/v1/notifications/socket`;
    const ask = async (headers: Record<string, string>) => {
      const sent = request(url, { headers }).end();
      const [response] = (await once(sent, "response")) as [IncomingMessage];
      response.resume();
      return response.statusCode;
    };
    expect(await ask({})).to.equal(404);
    expect(await ask({ upgrade: "websocket", connection: "keep-alive" })).to.equal(404);
    // No key: the handshake fails.
    expect(await ask({ upgrade: "websocket", connection: "Upgrade" })).to.equal(400);
    /** Opens a socket; undefined where it is refused for the number of streams. */
    const open = () =>
      new Promise<WebSocket | undefined>((resolve, reject) => {
        const socket = new WebSocket(url);
        socket.on("open", () => resolve(socket));
        socket.on("error", () => {});
        socket.on("unexpected-response", (_, { statusCode }) => {
          socket.terminate();
          if (statusCode === 429) resolve(undefined);
          else reject(new Error(`The socket was refused with ${statusCode}.`));
        });
      });
    const first = await open();
    expect(await open()).to.equal(undefined);
    first?.close();
    let next: WebSocket | undefined;
    await until(async () => {
      next = await open();
      return next !== undefined;
    });
    next?.close();
    await server.close();
  });
});

describe("GET /metrics", () => {
  it("counts bids by outcome and times requests by route", async () => {
    const house = await limited({});
    const body = await signedBid(people.bob, id, 100n);
    await post(house, "/v1/bids", body);
    await post(house, "/v1/bids", body);
    await post(house, "/v1/bids", await signedBid(people.carol, id, 100n));
    await house.app.request(`/v1/auctions/${id}`);
    await house.app.request("/v9/nothing");
    const text = await (await house.app.request("/metrics")).text();
    for (const outcome of ["accepted", "repeated", "bid_too_low"])
      expect(text).to.include(`plaza_relayer_bids_total{outcome="${outcome}"} 1`);
    expect(text).to.include(
      'plaza_relayer_request_seconds_count{method="GET",route="/v1/auctions/:id",status="200"} 1',
    );
    expect(text).to.include('route="none",status="404"');
    expect(text).to.not.include(id);
    expect(text).to.include('plaza_relayer_settlements{state="signed"} 0');
    const report = (await (await house.app.request("/diagnostics")).json()) as Record<string, unknown>;
    expect(report).to.include({ verdict: "excellent", count: 4, successRate: 1 });
    expect((report.last as { name: string }[])[0]?.name).to.equal("GET /v1/auctions/:id");
    expect(text).to.match(/plaza_relayer_chain_block 1\n/);
  });
});

describe("health", () => {
  it("tells liveness, readiness and each dependency apart", async () => {
    const house = await limited({});
    const get = async (path: string) => {
      const response = await house.app.request(path);
      return (await response.json()) as Record<string, unknown>;
    };
    expect(await get("/health/live")).to.include({ status: "ok" });
    expect(await get("/health/ready")).to.deep.equal({ status: "ok", reason: null });
    for (const name of ["database", "chain", "settlement"])
      expect(await get(`/health/${name}`)).to.include({ name, problem: null, impact: null, action: null });

    house.chain.failures.push({ method: "block", error: new Error("connection refused") });
    await house.follower.sync().catch(() => {});
    const chain = await get("/health/chain");
    expect(chain).to.include({ name: "chain", status: "unavailable" });
    expect(chain.problem).to.be.a("string");
    expect(chain.impact).to.match(/No bid/);
    expect(chain.action).to.match(/PLAZA_RPC_URL/);
    expect(await get("/health/live")).to.include({ status: "ok" });

    // An instance that does not read the chain itself knows only that its writer has nothing new.
    const follower = { ...house.follower, sync: async () => {}, isBehind: false, failure: undefined, silence: 15_001 };
    const silent = await createApp({ ...house, follower }).request("/health/chain");
    expect(silent.status).to.equal(503);
    expect(await silent.json()).to.have.nested.property("details.error", "The chain does not answer.");

    expect(await get("/health/indexer")).to.include({ status: 404, code: "not_found" });
    const away = createApp({
      ...house,
      indexer: { check: () => Promise.reject(new Error("The indexer answers 503.")) },
    });
    const indexer = (await (await away.request("/health/indexer")).json()) as Record<string, unknown>;
    expect(indexer).to.include({ name: "indexer", problem: "The indexer answers 503." });
    expect(indexer.action).to.match(/PLAZA_INDEXER_URL/);

    const faults: [RegExp, (chain: FakeChain) => unknown][] = [
      [/does not know the settler 0x/, (chain) => Object.assign(chain, { isSettler: async () => false })],
      [/has 0\.09 coins left for gas/, (chain) => Object.assign(chain, { balance: async () => 9n * 10n ** 16n })],
      [/chain does not say/, (chain) => Object.assign(chain, { balance: () => Promise.reject(new Error("away")) })],
    ];
    for (const [problem, spoil] of faults) {
      const ill = await limited({});
      spoil(ill.chain);
      const response = await ill.app.request("/health/settlement");
      expect(response.status).to.equal(503);
      expect((await response.json()) as object)
        .to.have.property("problem")
        .that.matches(problem);
    }
  });
});
