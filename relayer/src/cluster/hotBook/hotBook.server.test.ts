import { expect } from "chai";
import type { Hex } from "viem";
import type { Redis } from "../../infra/redis/redis.ts";
import { memoryHotBook } from "../../testing/memoryHotBook.ts";
import { openTestRedis } from "../../testing/openRedis.ts";
import { startRedis, type TestRedis } from "../../testing/redis.ts";
import { until } from "../../testing/until.ts";
import type { HotBook } from "./hotBook.ts";
import { redisHotBook } from "./redisHotBook.ts";
import { seal, unseal } from "./seal.ts";

const [one, two]: Hex[] = [`0x${"01".repeat(32)}`, `0x${"02".repeat(32)}`] as Hex[] as [Hex, Hex];
const entry = (auctionId: Hex | undefined, revision: number, sequence: number, value = `v${revision}`) => ({
  ...{ auctionId: auctionId as Hex, revision, sequence, value },
});
const start = { epoch: 0, revision: 0 };

let server: TestRedis;
let redis: Redis;
before(async () => {
  server = await startRedis();
});
after(() => server.close());

const books: [string, () => HotBook][] = [
  ["in memory", () => memoryHotBook()],
  ["in Redis", () => redisHotBook(redis)],
];
for (const [where, open] of books)
  describe(`a hot book ${where}`, () => {
    let book: HotBook;
    let made = 0;
    beforeEach(async () => {
      made += 1;
      redis = openTestRedis(server.url, `plaza:${where}:${made}`);
      await until(() => redis.report().connected);
      book = open();
    });
    afterEach(() => redis.close());

    it("is not read before it is whole, and not without a writer's word", async () => {
      expect(await book.read(start)).to.equal(undefined);
      expect(await book.begin(1)).to.equal(true);
      expect(await book.complete(1)).to.equal(true);
      expect(await book.read(start)).to.equal(undefined);
      expect(await book.put(1, [entry(one, 1, 0)])).to.equal(true);
      expect(await book.read(start)).to.deep.equal({
        place: { epoch: 1, revision: 1 },
        entries: [entry(one, 1, 0)],
      });
    });

    it("tells what changed since, oldest first, each auction once", async () => {
      await book.begin(1);
      await book.put(1, [entry(one, 1, 1), entry(two, 2, 1), entry(one, 10, 2)]);
      await book.complete(1);
      const first = await book.read(start);
      expect(first?.entries).to.deep.equal([entry(two, 2, 1), entry(one, 10, 2)]);
      expect((await book.read(first?.place ?? start))?.entries).to.deep.equal([]);
      await book.put(1, [entry(two, 11, 3)]);
      expect((await book.read(first?.place ?? start))?.entries).to.deep.equal([entry(two, 11, 3)]);
    });

    it("never goes back, in revision or in sequence, however great they are", async () => {
      const huge = 2 ** 53 - 3;
      await book.begin(1);
      await book.complete(1);
      await book.put(1, [entry(one, huge, huge)]);
      await book.put(1, [entry(one, huge - 1, huge + 1), entry(one, huge + 1, huge - 1), entry(one, 9, 9)]);
      expect((await book.read(start))?.entries).to.deep.equal([entry(one, huge, huge)]);
      await book.put(1, [entry(one, huge + 1, huge + 1)]);
      expect((await book.read({ epoch: 1, revision: huge }))?.entries).to.deep.equal([entry(one, huge + 1, huge + 1)]);
    });

    it("takes nothing of an earlier writer once a later one has begun (docs/decisions/0026)", async () => {
      await book.begin(9);
      await book.put(9, [entry(one, 5, 5)]);
      await book.complete(9);
      expect(await book.begin(10)).to.equal(true);
      expect(await book.put(9, [entry(one, 6, 6)])).to.equal(false);
      expect(await book.complete(9)).to.equal(false);
      expect(await book.begin(9)).to.equal(false);
      expect(await book.read(start)).to.equal(undefined);
      await book.put(10, [entry(one, 1, 5)]);
      await book.complete(10);
      // Whoever was further in the former epoch reads this one from its beginning.
      expect(await book.read({ epoch: 9, revision: 5 })).to.deep.equal({
        place: { epoch: 10, revision: 1 },
        entries: [entry(one, 1, 5)],
      });
    });

    it("is wiped by a writer who asked Postgres, whatever epoch it claims: a restored backup counts anew", async () => {
      await book.begin(9);
      expect(await book.begin(3, true)).to.equal(true);
      expect(await book.put(3, [entry(one, 1, 1)])).to.equal(true);
      expect(await book.put(9, [])).to.equal(false);
    });
  });

describe("a hot book whose Redis starts anew", () => {
  for (const [what, save] of [
    ["empty", false],
    ["with old data", true],
  ] as const)
    it(`${what}: is not trusted, and tells its writer so`, async () => {
      const own = await startRedis();
      const reader = openTestRedis(own.url);
      await until(() => reader.report().connected);
      const book = redisHotBook(reader);
      await book.begin(1);
      await book.put(1, [entry(one, 1, 1)]);
      await book.complete(1);
      expect(await book.read(start)).not.to.equal(undefined);
      if (save) await reader.run((client) => client.sendCommand(["SAVE"]));
      await own.kill();
      await own.start();
      await until(() => reader.report().connected);
      await until(async () => (await book.put(1, []).catch(() => undefined)) === false);
      expect(await book.read(start)).to.equal(undefined);
      expect(await book.begin(1)).to.equal(true);
      reader.close();
      await own.close();
    });
});

describe("a sealed entry", () => {
  const sealer = { epoch: 4, token: "ab".repeat(32) };
  const place = { auctionId: one as Hex, revision: 7, sequence: 2 };
  const content = { standing: { count: 2 }, attempt: undefined } as unknown as Parameters<typeof seal>[2];
  const sealed = () => ({ ...place, value: seal(sealer, place, content) });

  it("opens where it was sealed for, and shows nothing", () => {
    expect(unseal(sealer, sealed())).to.deep.equal(content);
    expect(Buffer.from(sealed().value, "base64").toString("latin1")).not.to.include("standing");
  });

  it("opens for no other epoch, secret, auction, revision or sequence", () => {
    for (const wrong of [
      () => unseal({ ...sealer, epoch: 5 }, sealed()),
      () => unseal({ ...sealer, token: "cd".repeat(32) }, sealed()),
      () => unseal(sealer, { ...sealed(), auctionId: two as Hex }),
      () => unseal(sealer, { ...sealed(), revision: 8 }),
      () => unseal(sealer, { ...sealed(), sequence: 3 }),
      () => unseal(sealer, { ...sealed(), value: "AAAA" }),
    ])
      expect(wrong).to.throw();
  });
});
