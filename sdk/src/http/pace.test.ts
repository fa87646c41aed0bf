import { expect } from "chai";
import { createPace } from "./pace.ts";
import { httpSettings, request } from "./request.ts";

/** A server that takes so many requests of a route in a window of ten seconds, a clock, and how long was waited. */
function server(limit: number) {
  let clock = 0;
  let opened = 0;
  let taken = 0;
  const waits: number[] = [];
  const statuses: number[] = [];
  const pace = createPace({
    now: () => clock,
    wait: async (milliseconds) => {
      waits.push(milliseconds);
      const end = clock + milliseconds;
      // After what was sent is answered.
      await new Promise(setImmediate);
      clock = Math.max(clock, end);
    },
  });
  const send = async () => {
    if (clock - opened >= 10_000) [opened, taken] = [clock, 0];
    taken += 1;
    const isRefused = taken > limit;
    const reset = String(Math.ceil((opened + 10_000 - clock) / 1000));
    const headers = {
      ...{ "ratelimit-limit": String(limit), "ratelimit-remaining": String(Math.max(0, limit - taken)) },
      ...{ "ratelimit-reset": reset, ...(isRefused && { "retry-after": reset }) },
    };
    const status = isRefused ? 429 : 200;
    statuses.push(status);
    return new Response(null, { status, headers });
  };
  return { pace, send, waits, statuses };
}

describe("the pace of a client", () => {
  it("waits for the next window once nothing is left of this one, and is never refused", async () => {
    const { pace, send, waits, statuses } = server(3);
    for (let i = 0; i < 8; i++) await pace.run("GET /v1/bids", 15_000, send);
    expect(statuses).to.deep.equal(Array(8).fill(200));
    expect(waits).to.deep.equal([10_000, 10_000]);
  });

  it("counts what is on its way", async () => {
    const { pace, send, statuses } = server(4);
    await pace.run("GET /v1/bids", 15_000, send);
    await Promise.all(Array.from({ length: 6 }, () => pace.run("GET /v1/bids", 15_000, send)));
    expect(statuses).to.deep.equal(Array(7).fill(200));
  });

  it("keeps to what a refusal says, and holds no other route", async () => {
    const { pace, waits } = server(1);
    const answer =
      (status: number, headers = {}) =>
      async () =>
        new Response(null, { status, headers });
    await pace.run("POST /v1/bids", 15_000, answer(429, { "retry-after": "7" }));
    await pace.run("GET /v1/auctions", 15_000, answer(200));
    expect(waits).to.deep.equal([]);
    await pace.run("POST /v1/bids", 15_000, answer(200));
    expect(waits).to.deep.equal([7_000]);
  });

  it("holds nobody where a refusal was for another's limit", async () => {
    const { pace, waits } = server(1);
    const headers = { "ratelimit-limit": "9", "ratelimit-remaining": "5", "ratelimit-reset": "9", "retry-after": "12" };
    await pace.run("POST /v1/bids", 15_000, async () => new Response(null, { status: 429, headers }));
    await pace.run("POST /v1/bids", 15_000, async () => new Response(null));
    expect(waits).to.deep.equal([]);
  });

  it("sends what would have to wait longer than it may, and what is given up", async () => {
    const { pace, send, waits, statuses } = server(1);
    const route = "GET /v1/bids";
    await pace.run(route, 5_000, send);
    await pace.run(route, 5_000, send);
    await pace.run(route, 15_000, send, AbortSignal.abort());
    expect(waits).to.deep.equal([]);
    expect(statuses).to.deep.equal([200, 429, 429]);
  });

  it("waits for nobody who says nothing", async () => {
    const { pace, waits } = server(1);
    for (const headers of [
      {},
      { "ratelimit-remaining": "0" },
      { "ratelimit-remaining": "none", "ratelimit-reset": "x" },
    ])
      await pace.run("GET /", 15_000, async () => new Response(null, { headers }));
    expect(waits).to.deep.equal([]);
  });

  it("counts routes apart below a path that all of them share", async () => {
    const asked: string[] = [];
    const pace = createPace();
    const settings = {
      ...httpSettings({ url: "https://plaza.test/relayer", fetch: async () => new Response("{}") }),
      pace: {
        run(...[route, ...rest]: Parameters<typeof pace.run>) {
          asked.push(route);
          return pace.run(route, ...rest);
        },
      },
    };
    for (const path of ["/v1/bids", "/v1/auctions/0x1/bids?after=1"])
      await request(settings, { path, body: {}, method: "POST" });
    expect(asked).to.deep.equal(["POST /v1/bids", "POST /v1/auctions"]);
  });
});
