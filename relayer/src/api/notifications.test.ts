import { expect } from "chai";
import type { Address } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { WebSocket } from "ws";
import { listen } from "../server.ts";
import { addressOf, auctionOf, depositOf, type House, openHouse, people, signedBid } from "../testing/house.ts";
import { post, problemOf } from "../testing/http.ts";
import { sell } from "../testing/notices.ts";
import { conformity } from "../testing/openapi.ts";
import { proving, signIn, type Tokens } from "../testing/signIn.ts";

type Told = { sequence: number; kind: string; readAt: string | null; data: { proceeds?: string } };

const seller = addressOf(people.seller);
const bob = addressOf(people.bob);

describe("notifications", () => {
  let house: House;
  let tokens: Tokens;
  beforeEach(async () => {
    house = await openHouse();
    tokens = await signIn(house, people.seller);
  });

  const get = (path: string, headers: Record<string, string> = proving(tokens)) => house.app.request(path, { headers });
  const list = async (query = "") =>
    (await (await get(`/v1/notifications${query}`)).json()) as { notifications: Told[]; unread: number };
  const sales = (count: number, to: Address = seller) =>
    Array.from({ length: count }, (_, index) => ({ seller: to, buyer: bob, total: BigInt(100 + index) }));

  async function sold(count: number): Promise<void> {
    await sell(house, sales(count));
    await house.notices.tick();
  }

  it("are for their owner only", async () => {
    await sold(1);
    expect(await problemOf(get("/v1/notifications", {}))).to.include({ status: 401, code: "not_signed_in" });
    const other = await signIn(house, people.bob);
    const response = await get("/v1/notifications", proving(other));
    expect(await response.json()).to.deep.equal({ notifications: [], unread: 0 });
  });

  it("are listed newest first, fifty of them, and kept all", async () => {
    await sold(60);
    const response = await get("/v1/notifications");
    await conformity(house.app)("get", "/v1/notifications", response, 200);
    const { notifications, unread } = await list();
    expect(notifications.map(({ sequence }) => sequence)).to.deep.equal([...Array(50).keys()].map((n) => 60 - n));
    expect(unread).to.equal(60);
    const older = await list("?after=0&limit=10");
    expect(older.notifications.map(({ sequence }) => sequence)).to.deep.equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it("come to pollers after the last that they saw", async () => {
    await sold(3);
    expect((await list("?after=2")).notifications.map(({ sequence }) => sequence)).to.deep.equal([3]);
    expect((await list("?after=3")).notifications).to.deep.equal([]);
    expect(await problemOf(get("/v1/notifications?after=x"))).to.include({ status: 400, field: "after" });
  });

  it("are marked as read one by one, or all that were seen", async () => {
    await sold(4);
    const read = async (body: unknown) => {
      const response = await post(house, "/v1/notifications/read", body, proving(tokens));
      return { status: response.status, ...((await response.json()) as { unread?: number }) };
    };
    expect(await read({ sequence: 2 })).to.include({ status: 200, unread: 3 });
    expect(await read({ sequence: 2 })).to.include({ unread: 3 });
    await sold(1);
    expect(await read({ through: 4 })).to.include({ unread: 1 });
    expect(await (await get("/v1/notifications/unread")).json()).to.deep.equal({ unread: 1 });
    const { notifications } = await list();
    expect(notifications.map(({ readAt }) => readAt === null)).to.deep.equal([true, false, false, false, false]);
    for (const body of [{}, { sequence: 0 }, { sequence: 1, through: 2 }, { through: 1.5 }])
      expect(await read(body)).to.include({ status: 400 });
  });

  it("of bids come to those who watch, until they do not", async () => {
    const { id, event } = auctionOf();
    house.chain.mine({ events: [event, depositOf(people.alice, 10_000n)] });
    await house.follower.sync();
    const carol = await signIn(house, people.carol);
    const watch = (method: string, auction: string) =>
      house.app.request(`/v1/watches/${auction}`, { method, headers: proving(carol) });
    const unknown = `0x${"ee".repeat(32)}`;
    expect(await problemOf(watch("PUT", unknown))).to.include({ code: "auction_not_found" });
    expect(await (await watch("PUT", id)).json()).to.deep.equal({ auctions: [id] });
    expect(await (await watch("PUT", id)).json()).to.deep.equal({ auctions: [id] });
    expect(await (await get("/v1/watches", proving(carol))).json()).to.deep.equal({ auctions: [id] });
    await post(house, "/v1/bids", await signedBid(people.alice, id, 100n));
    await house.notices.tick();
    expect(await (await watch("DELETE", id)).json()).to.deep.equal({ auctions: [] });
    await post(house, "/v1/bids", await signedBid(people.alice, id, 200n));
    await house.notices.tick();
    const answer = await get("/v1/notifications", proving(carol));
    const { notifications } = (await answer.json()) as { notifications: Told[] };
    expect(notifications.map(({ kind }) => kind)).to.deep.equal(["new_bid"]);
  });

  describe("pushed", () => {
    let server: Awaited<ReturnType<typeof listen>>;
    beforeEach(async () => {
      server = await listen(house.app.fetch, "127.0.0.1", 0);
    });
    afterEach(async () => {
      house.noticeHub.close();
      await server.close();
    });

    /** Subscribes, and gives what comes one by one; `undefined` once it ends. */
    async function events(after: number | undefined, { accessToken } = tokens) {
      const cut = new AbortController();
      const headers = {
        ...proving({ accessToken }),
        ...(after === undefined ? {} : { "last-event-id": String(after) }),
      };
      const response = await fetch(`${server.url}/v1/notifications/stream`, { headers, signal: cut.signal });
      const reader = (response.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream()).getReader();
      let buffer = "";
      const next = async (): Promise<Told | undefined> => {
        for (;;) {
          const end = buffer.indexOf("\n\n");
          if (end >= 0) {
            const block = buffer.slice(0, end);
            buffer = buffer.slice(end + 2);
            const data = /^data: (.*)$/m.exec(block)?.[1];
            if (data !== undefined) return JSON.parse(data) as Told;
            continue;
          }
          const { done, value } = await reader.read().catch(() => ({ done: true, value: undefined }));
          if (done) return undefined;
          buffer += value ?? "";
        }
      };
      return { next, cut: () => cut.abort() };
    }

    /** The same over a WebSocket; ends with its close code. */
    function socket(after: number, accessToken = tokens.accessToken) {
      const connection = new WebSocket(`${server.url.replace("http", "ws")}/v1/notifications/socket`);
      const queue: (Told | number)[] = [];
      let wake = () => {};
      const put = (item: Told | number) => {
        queue.push(item);
        wake();
      };
      connection.on("open", () => connection.send(JSON.stringify({ accessToken, after })));
      connection.on("message", (data) => put(JSON.parse(String(data)) as Told));
      connection.on("close", (code) => put(code));
      const next = async (): Promise<Told | number | undefined> => {
        while (queue.length === 0)
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        return queue.shift();
      };
      return { next, cut: () => connection.terminate() };
    }

    for (const [transport, subscribe] of Object.entries({ "server-sent events": events, "a WebSocket": socket }))
      it(`over ${transport} come in order, and go on after a cut connection where they were`, async () => {
        await sold(2);
        const first = await subscribe(0);
        for (const sequence of [1, 2]) expect(await first.next()).to.include({ sequence });
        await sold(2);
        expect(await first.next()).to.include({ sequence: 3 });
        first.cut();
        await sold(3);
        const second = await subscribe(3);
        for (const sequence of [4, 5, 6, 7]) expect(await second.next()).to.include({ sequence, kind: "item_sold" });
        second.cut();
      });

    it("end when the session does", async () => {
      const stream = await events(0);
      const ws = socket(0);
      await sold(1);
      expect(await stream.next()).to.include({ sequence: 1 });
      expect(await ws.next()).to.include({ sequence: 1 });
      await post(house, "/v1/sessions/logout-everywhere", "", proving(tokens));
      expect(await stream.next()).to.equal(undefined);
      expect(await ws.next()).to.equal(4401);
    });

    it("end when it ended at another instance, and tell nothing more", async () => {
      const stream = await events(0);
      const ws = socket(0);
      await sold(1);
      expect(await stream.next()).to.include({ sequence: 1 });
      expect(await ws.next()).to.include({ sequence: 1 });
      const other = await openHouse({ chain: house.chain, database: house.database });
      await post(other, "/v1/sessions/logout", "", proving(tokens));
      await sold(1);
      expect(await stream.next()).to.equal(undefined);
      expect(await ws.next()).to.equal(4401);
    });

    it("are refused to who has no good token", async () => {
      expect(await socket(0, "x").next()).to.equal(4401);
      const response = await fetch(`${server.url}/v1/notifications/stream`);
      expect(response.status).to.equal(401);
      await response.body?.cancel();
    });

    it("reach subscribers of another instance", async () => {
      const stream = await events(0);
      await sold(1);
      expect(await stream.next()).to.include({ sequence: 1 });
      const other = await openHouse({ chain: house.chain, database: house.database });
      await sell(other, sales(1));
      await other.notices.tick();
      await house.notices.tick();
      expect(await stream.next()).to.include({ sequence: 2 });
      stream.cut();
    });

    it("are all delivered under load: each sale of many sellers, once, in order, with its proceeds", async function () {
      this.timeout(120_000);
      const SELLERS = 20;
      const SALES = 25;
      const sellers = Array.from({ length: SELLERS }, () => privateKeyToAccount(generatePrivateKey()));
      const streams = [];
      for (const [index, account] of sellers.entries()) {
        const { accessToken } = await signIn(house, account);
        streams.push(index % 2 === 0 ? await events(0, { ...tokens, accessToken }) : socket(0, accessToken));
      }
      for (let round = 0; round < SALES; round++) {
        const total = BigInt(1_000 + round * 20);
        await sell(
          house,
          sellers.map((account) => ({ seller: addressOf(account), buyer: bob, total })),
        );
        if (round % 5 === 4) await house.notices.tick();
      }
      let delivered = 0;
      for (const stream of streams)
        for (let round = 0; round < SALES; round++) {
          const notice = (await stream.next()) as Told;
          expect(notice.sequence).to.equal(round + 1);
          expect(notice.data.proceeds).to.equal(String(950 + round * 19));
          delivered += 1;
        }
      expect(delivered).to.equal(SELLERS * SALES);
      for (const stream of streams) stream.cut();
    });
  });
});
