import { expect } from "chai";
import { createRedisStore } from "../../indexer/src/api/answers/redisStore.ts";
import { startRedis, type TestRedis } from "../../relayer/src/testing/redis.ts";
import { until } from "../helpers/until.ts";

describe("the indexer's answers, kept in Redis", () => {
  let redis: TestRedis;
  before(async () => {
    redis = await startRedis();
  });
  after(() => redis.close());

  it("are there for all processes, with what was asked most also for one that starts", async () => {
    const [alice, bob] = [createRedisStore(redis.url, "plaza"), createRedisStore(redis.url, "plaza")];
    const stranger = createRedisStore(redis.url, "other");
    try {
      await until("it is connected", async () => {
        await alice.set("key", "answer");
        return (await bob.get("key")) === "answer";
      });
      await stranger.busiest(1);
      expect(await stranger.get("key")).to.equal(undefined);
      for (const question of ["rare", "often", "often"]) await alice.noteAsked(question);
      await alice.noteAsked("long".repeat(10_000));
      const carol = createRedisStore(redis.url, "plaza");
      expect(await carol.busiest(5)).to.deep.equal(["often", "rare"]);
      expect(await carol.busiest(1)).to.deep.equal(["often"]);
      carol.close();
    } finally {
      for (const store of [alice, bob, stranger]) store.close();
    }
  });

  it("are none while it is away or hangs, and nobody waits or fails", async () => {
    const store = createRedisStore(redis.url, "plaza");
    try {
      await until("it is connected", async () => {
        await store.set("key", "answer");
        return (await store.get("key")) === "answer";
      });
      redis.pause();
      expect(await store.get("key")).to.equal(undefined);
      await store.set("key", "other");
      redis.resume();
      await redis.kill();
      expect(await store.get("key")).to.equal(undefined);
      expect(await store.busiest(3)).to.deep.equal([]);
      await redis.start();
      await until("it is back", async () => {
        await store.set("key", "again");
        return (await store.get("key")) === "again";
      });
    } finally {
      store.close();
    }
  });
});
