import { expect } from "chai";
import { RateLimiterRes } from "rate-limiter-flexible";
import { openTestRedis } from "../testing/openRedis.ts";
import { startRedis, type TestRedis } from "../testing/redis.ts";
import { until } from "../testing/until.ts";
import { inRedis } from "./counters.ts";
import type { Redis } from "./redis/redis.ts";

const isRefused = (error: unknown) => error instanceof RateLimiterRes;

describe("counters that all instances share", () => {
  let server: TestRedis;
  let instances: Redis[];
  const counters = () => instances.map((redis) => inRedis(redis)("reads", 2));
  const connected = () => until(() => instances.every((redis) => redis.report().connected));

  beforeEach(async () => {
    server = await startRedis();
    instances = [openTestRedis(server.url), openTestRedis(server.url)];
    await connected();
  });
  afterEach(async () => {
    for (const redis of instances) redis.close();
    await server.close();
  });

  it("count a caller's requests at all of them together, and others' apart", async () => {
    const [first, second] = counters();
    expect(await first?.consume("bob")).to.include({ remainingPoints: 1 });
    expect(await second?.consume("bob")).to.include({ remainingPoints: 0 });
    expect(await first?.consume("bob").catch(isRefused)).to.equal(true);
    expect(await second?.consume("bob").catch(isRefused)).to.equal(true);
    expect(await second?.consume("carol")).to.include({ remainingPoints: 1 });
    expect((await second?.get("bob"))?.consumedPoints).to.be.greaterThan(2);
  });

  it("count each kind of request apart, and each Marketplace", async () => {
    const [redis] = instances as [Redis];
    await inRedis(redis)("reads", 1).consume("bob");
    expect(await inRedis(redis)("bids", 1).consume("bob")).to.include({ remainingPoints: 0 });
    const elsewhere = openTestRedis(server.url, "plaza:1:0xbb");
    instances.push(elsewhere);
    await connected();
    expect(await inRedis(elsewhere)("reads", 1).consume("bob")).to.include({ remainingPoints: 0 });
  });

  for (const [what, lose, restore] of [
    ["killed", () => server.kill(), () => server.start()],
    ["paused", async () => server.pause(), async () => server.resume()],
  ] as const)
    it(`go on in each one's own memory while Redis is ${what}, and together again when it is back`, async () => {
      const [first, second] = counters();
      await first?.consume("bob");
      await lose();
      expect(await first?.consume("bob")).to.include({ remainingPoints: 1 });
      expect(await first?.consume("bob")).to.include({ remainingPoints: 0 });
      expect(await first?.consume("bob").catch(isRefused)).to.equal(true);
      expect(await second?.consume("bob")).to.include({ remainingPoints: 1 });
      await restore();
      // Counted by one and seen by the other: the server counts again.
      await until(async () => {
        const key = `dave ${performance.now()}`;
        await first?.consume(key);
        return (await second?.get(key))?.consumedPoints === 1;
      });
    });
});
