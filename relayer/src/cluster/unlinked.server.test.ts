import { expect } from "chai";
import type { Redis } from "../infra/redis/redis.ts";
import { placeBid } from "../intake/placeBid.ts";
import { FakeChain } from "../testing/fakeChain.ts";
import { auctionOf, depositOf, domain, NOW, people, signedBid, times } from "../testing/house.ts";
import { joinMembers, type TestMember } from "../testing/members.ts";
import { openTestRedis } from "../testing/openRedis.ts";
import { startRedis, type TestRedis } from "../testing/redis.ts";
import { testPostgres } from "../testing/serverHooks.ts";
import { startTcpProxy, type TcpProxy } from "../testing/tcpProxy.ts";
import { until } from "../testing/until.ts";
import { redisHotBook } from "./hotBook/redisHotBook.ts";

const { id, event } = auctionOf();
const { bob, carol } = people;

describe("an instance that lost its way to the writer", function () {
  this.timeout(60_000);
  let made = 0;
  let server: TestRedis;
  let connections: Redis[];
  let channel: TcpProxy;
  let postgres: TcpProxy;
  let writer: TestMember;
  let reader: TestMember;

  const hotBook = () => {
    const redis = openTestRedis(server.url);
    connections.push(redis);
    return redisHotBook(redis);
  };
  const bid = async (account: typeof bob, amount: bigint) =>
    placeBid(writer, await signedBid(account, id, amount), writer.clock.now());
  const seen = (at: TestMember) => at.ledger.state.book.standing(id).count;
  const isTrusted = async () => {
    const news = redisHotBook(connections[0] as Redis).read({ epoch: -1, revision: 0 });
    return (await news.catch(() => undefined)) !== undefined;
  };

  beforeEach(async () => {
    made += 1;
    server = await startRedis();
    connections = [];
    const url = await testPostgres().createDatabase(`unlinked_${made}`);
    const chain = new FakeChain(domain, times, NOW);
    chain.mine({ events: [event, depositOf(bob, 10_000n), depositOf(carol, 10_000n)], timestamp: NOW + 1 });
    writer = await joinMembers({ url, chain, hotBook: hotBook() });
    const [lease] = await writer.database.query<{ address: string }>("SELECT address FROM lease");
    channel = await startTcpProxy(Number(lease?.address.split(":")[1]));
    await writer.database.query("UPDATE lease SET address = $1", [`127.0.0.1:${channel.port}`]);
    postgres = await startTcpProxy(testPostgres().port);
    const relayed = url.replace(/:\d+\//, `:${postgres.port}/`);
    reader = await joinMembers({ url, relayed, chain, role: "api", hotBook: hotBook() });
    expect(reader.member.role).to.equal("reader");
    expect(reader.instance.hotBook).to.equal("spare");
    await bid(bob, 100n);
    await until(() => seen(reader) === 1);
    await until(isTrusted);
    await channel.close();
    await until(() => reader.member.role === "seeking");
  });
  afterEach(async () => {
    await reader.close();
    await writer.close();
    for (const redis of connections) redis.close();
    await postgres.close();
    await server.close();
  });

  it("tells by Redis how auctions stand, without Postgres, and wakes watchers", async () => {
    await postgres.close();
    const woken = new Promise<void>((resolve) => void reader.hub.watch(id, { wake: resolve, end: () => {} }));
    await bid(carol, 200n);
    await woken;
    await until(() => seen(reader) === 2);
    // Watchers are woken while it is being read.
    await until(() => writer.instance.hotBook === "told" && reader.instance.hotBook === "read");
    expect(reader.ledger.state.book.entry(id)).to.deep.equal(writer.ledger.state.book.entry(id));
  });

  it("tells it by Postgres where Redis is lost", async () => {
    await server.kill();
    await bid(carol, 200n);
    await until(() => seen(reader) === 2);
    await until(() => reader.instance.hotBook === "untrusted");
    await until(() => writer.instance.hotBook === "telling");
    expect(reader.ledger.state.book.entry(id)).to.deep.equal(writer.ledger.state.book.entry(id));
  });

  it("believes Redis again once the writer has told everything anew", async () => {
    await server.kill();
    await bid(carol, 200n);
    await server.start();
    await until(isTrusted);
    await postgres.close();
    await bid(bob, 300n);
    await until(() => seen(reader) === 3);
    expect(reader.ledger.state.book.entry(id)).to.deep.equal(writer.ledger.state.book.entry(id));
  });

  it("believes nothing that another than the writer put there", async () => {
    await bid(carol, 200n);
    await until(() => seen(reader) === 2);
    const [redis] = connections as [Redis];
    const forger = redisHotBook(redis);
    const [lease] = await writer.database.query<{ epoch: number }>("SELECT epoch FROM lease");
    const forged = { auctionId: id, revision: 2 ** 50, sequence: 99, value: Buffer.alloc(200).toString("base64") };
    await forger.put(Number(lease?.epoch), [forged]);
    await bid(bob, 300n);
    // The book is of no use then; Postgres is.
    await until(() => seen(reader) === 3);
    expect(reader.ledger.state.book.entry(id)).to.deep.equal(writer.ledger.state.book.entry(id));
  });
});
