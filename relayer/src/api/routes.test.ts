import { gunzipSync } from "node:zlib";
import { expect } from "chai";
import { DependencyAwayError } from "../infra/breaker.ts";
import { placeBid } from "../intake/placeBid.ts";
import {
  auctionOf,
  depositOf,
  domain,
  type House,
  NOW,
  openHouse,
  people,
  signedBid,
  signedRequest,
} from "../testing/house.ts";
import { post, problemOf } from "../testing/http.ts";
import { createApp } from "./app.ts";

const { id, event } = auctionOf();
const other = auctionOf({ salt: 2n });
const unknown = `0x${"12".repeat(32)}`;

describe("routes", () => {
  let house: House;
  const get = async (path: string) => {
    const response = await house.app.request(path);
    return {
      status: response.status,
      body: (await response.json()) as Record<string, unknown>,
      headers: response.headers,
    };
  };

  beforeEach(async () => {
    house = await openHouse();
    house.chain.mine({
      events: [event, other.event, depositOf(people.bob, 10_000n), depositOf(people.carol, 10_000n)],
      timestamp: NOW + 1,
    });
    await house.follower.sync();
    for (const [account, amount] of [
      [people.bob, 100n],
      [people.carol, 105n],
      [people.bob, 111n],
    ] as const)
      await placeBid(house, await signedBid(account, id, amount), NOW + 1);
  });

  it("GET /v1/auctions/:id tells how one stands", async () => {
    const { status, body } = await get(`/v1/auctions/${id.toUpperCase().replace("0X", "0x")}`);
    expect(status).to.equal(200);
    expect(body).to.deep.include({
      id,
      status: "live",
      seller: people.seller.address,
      startPrice: "100",
      reservePrice: "0",
      incrementBps: 500,
      startsAt: new Date(NOW * 1000).toISOString(),
      endsAt: new Date((NOW + 600) * 1000).toISOString(),
      settleableAt: new Date((NOW + 605) * 1000).toISOString(),
      bidCount: 3,
      sequence: 3,
      minimumBid: "117",
      settlement: null,
    });
    expect((await get(`/v1/auctions/${unknown}`)).body).to.include({ code: "auction_not_found" });
    expect((await get("/v1/auctions/7")).body).to.include({ code: "invalid_request", field: "id" });
  });

  it("GET /v1/auctions tells several, and leaves out what it does not know", async () => {
    const { body } = await get(`/v1/auctions?ids=${other.id},${unknown},${id},${id}`);
    expect((body.auctions as { id: string }[]).map((auction) => auction.id)).to.deep.equal([other.id, id]);
    expect((await get("/v1/auctions")).body).to.include({ code: "invalid_request", field: "ids" });
    const many = Array.from({ length: 101 }, () => id).join(",");
    expect((await get(`/v1/auctions?ids=${many}`)).body).to.include({ code: "invalid_request", field: "ids" });
  });

  it("GET /v1/auctions/:id/bids tells the log, page by page", async () => {
    const sequences = async (query: string) => {
      const { body } = await get(`/v1/auctions/${id}/bids${query}`);
      return (body.bids as { sequence: number }[]).map(({ sequence }) => sequence);
    };
    expect(await sequences("")).to.deep.equal([1, 2, 3]);
    expect(await sequences("?after=1")).to.deep.equal([2, 3]);
    expect(await sequences("?limit=2")).to.deep.equal([1, 2]);
    expect(await sequences("?after=3")).to.deep.equal([]);
    const [first] = ((await get(`/v1/auctions/${id}/bids`)).body.bids ?? []) as Record<string, unknown>[];
    expect(first).to.include({ bidder: people.bob.address, amount: "100" });
    expect(first).to.include.all.keys("bidder", "maxAmount", "proxy", "sequence", "bidHash", "signature", "receipt");
    for (const query of ["?limit=0", "?limit=501", "?after=-1", "?limit=x", "?befor=1"])
      expect((await get(`/v1/auctions/${id}/bids${query}`)).body, query).to.include({ code: "invalid_request" });
    expect((await get(`/v1/auctions/${unknown}/bids`)).status).to.equal(404);
  });

  it("GET /v1/accounts/:address/funds tells what holds an account's money", async () => {
    await post(house, "/v1/withdrawals", await signedRequest(people.bob, 1_000n));
    const { body } = await get(`/v1/accounts/${people.bob.address.toLowerCase()}/funds`);
    expect(body).to.deep.equal({
      account: people.bob.address,
      deposited: "10000",
      exiting: "0",
      reserved: "111",
      pendingWithdrawals: "1000",
      available: "8889",
    });
    expect((await get(`/v1/accounts/${people.alice.address}/funds`)).body).to.include({ available: "0" });
    expect((await get("/v1/accounts/bob/funds")).body).to.include({ code: "invalid_request", field: "address" });
  });

  it("POST /v1/withdrawals co-signs, 200 for the same request", async () => {
    const request = await signedRequest(people.bob, 1_000n);
    const response = await post(house, "/v1/withdrawals", request);
    expect(response.status).to.equal(201);
    const body = (await response.json()) as { withdrawal: Record<string, unknown>; signature: string };
    expect(body.withdrawal).to.include({ account: people.bob.address, amount: "1000", recipient: people.bob.address });
    expect(body.withdrawal).to.have.all.keys("account", "amount", "recipient", "nonce", "deadline");
    expect(body.signature).to.match(/^0x[0-9a-f]{130}$/);
    const again = await post(house, "/v1/withdrawals", request);
    expect(again.status).to.equal(200);
    expect(await again.json()).to.deep.equal(body);
  });

  it("POST /v1/withdrawals refuses, each for its own reason", async () => {
    const valid = await signedRequest(people.bob, 1_000n);
    const cases: [unknown, string, string | undefined][] = [
      ["no json", "malformed_json", undefined],
      [{ ...valid, note: "hi" }, "invalid_request", "note"],
      [{ ...valid, issuedAt: "now" }, "invalid_request", "issuedAt"],
      [{ ...valid, issuedAt: 1.5 }, "invalid_request", "issuedAt"],
      [{ ...valid, amount: "0" }, "amount_out_of_range", "amount"],
      [{ ...valid, amount: "1001" }, "invalid_signature", "signature"],
      [await signedRequest(people.bob, 1n, NOW - 600), "request_expired", "issuedAt"],
      [await signedRequest(people.bob, 9_890n), "insufficient_free", "amount"],
    ];
    for (const [body, code, field] of cases)
      expect(await problemOf(post(house, "/v1/withdrawals", body)), code).to.include({ code, ...(field && { field }) });
    const problem = await problemOf(post(house, "/v1/withdrawals", await signedRequest(people.bob, 9_890n)));
    expect(problem).to.include({ available: "9889", recovery: "view_credits" });
  });

  it("GET /v1/keys tells whose signatures to expect", async () => {
    expect((await get("/v1/keys")).body).to.deep.equal({
      settler: house.settler.address,
      receiptSigner: house.receiptSigner.address,
      domain: { name: "Plaza Marketplace", version: "1", chainId: 31_337, verifyingContract: domain.marketplace },
    });
  });

  it("GET /health tells of each dependency, and 503 where no bid can be taken", async () => {
    const healthy = await get("/health");
    expect(healthy.status).to.equal(200);
    expect(healthy.body).to.include({ status: "ok", version: "0.0.0", signatureRecovery: "native" });
    expect(healthy.body.chain).to.include({ chainId: 31_337, block: 1, error: null });

    house.chain.failures.push({ method: "block", error: new Error("connection refused") });
    await house.follower.sync().catch(() => {});
    const limping = await get("/health");
    expect(limping.status).to.equal(200);
    expect(limping.body).to.include({ status: "degraded" });
  });

  it("GET /health and /metrics tell what is left alone for its failures", async () => {
    const breaker = house.breakers.add("rpc");
    for (let failure = 0; failure < 5; failure++) await breaker.run(() => Promise.reject(new Error())).catch(() => {});
    expect((await get("/health")).body.breakers).to.deep.equal({ rpc: "open" });
    const metrics = await (await house.app.request("/metrics")).text();
    expect(metrics).to.include('plaza_relayer_breaker_open{dependency="rpc"} 1');
  });

  it("answers 503 at once where a dependency is left alone", async () => {
    const query = async () => {
      throw new DependencyAwayError("The database failed 5 times in a row and is left alone.");
    };
    const app = createApp({ ...house, database: { ...house.database, query } });
    const response = await app.request(`/v1/auctions/${id}/bids`);
    expect(response.headers.get("retry-after")).to.not.equal(null);
    expect(await problemOf(response)).to.include({ status: 503, code: "temporarily_unavailable" });
  });

  it("asks the chain once for many who ask for health", async () => {
    const balance = house.chain.balance.bind(house.chain);
    let asked = 0;
    house.chain.balance = async () => {
      asked += 1;
      return balance();
    };
    const answers = await Promise.all(Array.from({ length: 5 }, () => get("/health")));
    expect(answers.every(({ status }) => status === 200)).to.equal(true);
    expect(asked).to.equal(1);
  });

  it("answers what does not exist with problem details", async () => {
    const { status, body, headers } = await get("/v2/nothing");
    expect(status).to.equal(404);
    expect(body).to.include({ code: "not_found", recovery: "check_connection" });
    expect(headers.get("content-type")).to.equal("application/problem+json");
  });

  it("tells nothing of what broke inside, but the request's id", async () => {
    const broken = { ...house, ledger: undefined } as unknown as House;
    const response = await createApp(broken).request(`/v1/auctions/${id}`);
    const problem = await problemOf(response);
    expect(problem).to.include({ status: 500, code: "internal_error", retryable: true });
    expect(problem.instance).to.equal(response.headers.get("x-request-id"));
    expect(JSON.stringify(problem)).to.not.include("undefined");
  });

  it("tells its clock in a header, also where a caller has the answer already", async () => {
    const at = async (headers: Record<string, string> = {}) => {
      const response = await house.app.request(`/v1/auctions/${id}`, { headers });
      return { status: response.status, time: response.headers.get("server-time"), etag: response.headers.get("etag") };
    };
    const first = await at();
    expect(first).to.include({ status: 200, time: new Date((NOW + 1) * 1000).toISOString() });
    house.pass(7_000);
    expect(await at({ "if-none-match": first.etag ?? "" })).to.include({
      status: 304,
      time: new Date((NOW + 8) * 1000).toISOString(),
    });
    await placeBid(house, await signedBid(people.carol, id, 200n), NOW + 8);
    expect(await at({ "if-none-match": first.etag ?? "" })).to.include({ status: 200 });
  });

  it("answers what a caller has already with 304", async () => {
    const path = `/v1/auctions/${id}/bids`;
    const first = await house.app.request(path);
    const tag = first.headers.get("etag") ?? "";
    expect(tag).to.match(/^"[0-9a-f]+"$/);
    const second = await house.app.request(path, { headers: { "if-none-match": tag } });
    expect(second.status).to.equal(304);
    expect(await second.text()).to.equal("");
    await placeBid(house, await signedBid(people.carol, id, 200n), NOW + 1);
    const third = await house.app.request(path, { headers: { "if-none-match": tag } });
    expect(third.status).to.equal(200);
    expect(third.headers.get("etag")).to.not.equal(tag);
  });

  it("compresses for who takes it, and streams as they are", async () => {
    const headers = { "accept-encoding": "gzip" };
    const packed = await house.app.request("/openapi.json", { headers });
    expect(packed.headers.get("content-encoding")).to.equal("gzip");
    const bytes = gunzipSync(Buffer.from(await packed.arrayBuffer()));
    expect(JSON.parse(bytes.toString())).to.include({ openapi: "3.1.0" });
    expect((await house.app.request("/openapi.json")).headers.get("content-encoding")).to.equal(null);
    const stream = await house.app.request(`/v1/auctions/${id}/stream`, { headers });
    expect(stream.headers.get("content-encoding")).to.equal(null);
    await stream.body?.cancel();
  });

  it("says when to come back where it cannot promise anything", async () => {
    house.chain.failures.push(
      ...Array.from({ length: 3 }, () => ({ method: "block" as const, error: new Error("gone") })),
    );
    await house.follower.sync().catch(() => {});
    const response = await post(house, "/v1/bids", await signedBid(people.bob, id, 200n));
    expect(response.status).to.equal(503);
    expect(Number(response.headers.get("retry-after"))).to.be.above(0);
  });

  it("lets only pages of the origins that are named", async () => {
    const app = createApp(house, { origins: ["https://plaza.example"] });
    const allowed = async (origin: string) =>
      (await app.request("/v1/keys", { headers: { origin } })).headers.get("access-control-allow-origin");
    expect(await allowed("https://plaza.example")).to.equal("https://plaza.example");
    expect(await allowed("https://other.example")).to.equal(null);
  });

  it("lets pages of any origin read and post", async () => {
    const preflight = await house.app.request("/v1/bids", {
      method: "OPTIONS",
      headers: { origin: "http://localhost:5173", "access-control-request-method": "POST" },
    });
    expect(preflight.headers.get("access-control-allow-origin")).to.equal("*");
    expect(preflight.headers.get("access-control-allow-methods")).to.include("POST");
    const refusal = await house.app.request(`/v1/auctions/${unknown}`, {
      headers: { origin: "http://localhost:5173" },
    });
    expect(refusal.headers.get("access-control-allow-origin")).to.equal("*");
  });
});
