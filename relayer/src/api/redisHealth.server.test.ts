import { expect } from "chai";
import { inRedis } from "../infra/counters.ts";
import type { Redis } from "../infra/redis/redis.ts";
import { auctionOf, depositOf, type House, NOW, openHouse, people, signedBid } from "../testing/house.ts";
import { post } from "../testing/http.ts";
import { openTestRedis } from "../testing/openRedis.ts";
import { startRedis, type TestRedis } from "../testing/redis.ts";
import { until } from "../testing/until.ts";
import { createApp } from "./app.ts";
import { Limits } from "./limits.ts";

const { id, event } = auctionOf();

/** What docs/runbooks/lost-redis.md says, step by step. */
describe("a relayer that loses Redis", () => {
  let server: TestRedis;
  let redis: Redis;
  let house: House;
  let app: House["app"];
  const get = async (path: string) => {
    const answer = await app.request(path);
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };

  beforeEach(async () => {
    server = await startRedis();
    redis = openTestRedis(server.url);
    house = await openHouse();
    house.chain.mine({ events: [event, depositOf(people.bob, 1_000n)], timestamp: NOW + 1 });
    await house.follower.sync();
    house.redis = redis;
    app = createApp({ ...house, limits: new Limits({}, inRedis(redis)) });
    await until(() => redis.report().connected);
  });
  afterEach(async () => {
    redis.close();
    await server.close();
  });

  it("says that it is well while it is", async () => {
    expect(await get("/health/redis")).to.deep.include({ status: 200 });
    expect((await get("/health")).body).to.have.nested.property("redis.ok", true);
    expect(await (await app.request("/metrics")).text()).to.include("plaza_relayer_breaker_open");
  });

  for (const [what, lose, restore] of [
    ["is killed, and starts again empty", () => server.kill(), () => server.start()],
    ["hangs, and goes on", async () => server.pause(), async () => server.resume()],
  ] as const)
    it(`takes bids and stays ready when Redis ${what}, and says what is wrong meanwhile`, async () => {
      await lose();
      const lost = await get("/health/redis");
      expect(lost.status).to.equal(503);
      expect(lost.body).to.include({ name: "redis", status: "unavailable" });
      expect(lost.body.impact).to.include("Bids are taken");
      expect(lost.body.action).to.include("docs/runbooks/lost-redis.md");
      expect(lost.body).to.have.nested.property("details.error").that.is.a("string");
      const whole = await get("/health");
      expect(whole).to.deep.include({ status: 200 });
      expect(whole.body).to.include({ status: "degraded", reason: null });
      expect((await get("/health/ready")).status).to.equal(200);
      expect((await post({ ...house, app }, "/v1/bids", await signedBid(people.bob, id, 100n))).status).to.equal(201);
      expect((await get(`/v1/auctions/${id}`)).body).to.include({ bidCount: 1 });
      await restore();
      await until(async () => (await get("/health/redis")).status === 200);
      expect((await get("/health")).body.redis).to.include({ ok: true, connected: true, error: null });
    });

  it("has no such entry where none is configured", async () => {
    const { redis: _, ...without } = house;
    app = createApp(without);
    expect((await get("/health/redis")).body).to.include({ code: "not_found" });
    expect((await get("/health")).body).to.include({ redis: null });
  });
});
