import { expect } from "chai";
import { placeBid } from "../intake/placeBid.ts";
import { auctionOf, depositOf, type House, NOW, openHouse, people, signedBid } from "../testing/house.ts";

const { id, event } = auctionOf();

type Message = { event?: string; id?: string; data?: string };

/** Reads server-sent events one by one. */
async function watch(house: House, headers: Record<string, string> = {}) {
  const response = await house.app.request(`/v1/auctions/${id}/stream`, { headers });
  const reader = response.body?.getReader();
  if (!reader) throw new Error("There is no stream.");
  let text = "";
  const next = async (): Promise<Message | undefined> => {
    for (;;) {
      const end = text.indexOf("\n\n");
      if (end >= 0) {
        const lines = text.slice(0, end).split("\n");
        text = text.slice(end + 2);
        const message = Object.fromEntries(lines.map((line) => line.split(/: (.*)/s).slice(0, 2)));
        // The first says only when to come back.
        if ("event" in message) return message;
        continue;
      }
      const { done, value } = await reader.read();
      if (done) return undefined;
      text += new TextDecoder().decode(value);
    }
  };
  const auction = async () => JSON.parse((await next())?.data ?? "null") as Record<string, unknown> | null;
  return { response, next, auction, stop: () => reader.cancel() };
}

describe("GET /v1/auctions/:id/stream", () => {
  let house: House;
  const bid = async (account: (typeof people)["bob"], amount: bigint) =>
    placeBid(house, await signedBid(account, id, amount), NOW + 1);

  beforeEach(async () => {
    house = await openHouse();
    house.chain.mine({
      events: [event, depositOf(people.bob, 10_000n), depositOf(people.carol, 10_000n)],
      timestamp: NOW + 1,
    });
    await house.follower.sync();
  });
  afterEach(() => house.hub.close());

  it("begins with the present state and goes on with each change", async () => {
    await bid(people.bob, 100n);
    const watcher = await watch(house);
    expect(watcher.response.headers.get("content-type")).to.include("text/event-stream");
    const first = await watcher.next();
    expect(first).to.include({ event: "auction" });
    const serverTime = new Date((NOW + 1) * 1000).toISOString();
    expect(JSON.parse(first?.data ?? "")).to.deep.include({ bidCount: 1, minimumBid: "105", serverTime });
    await bid(people.carol, 105n);
    const second = await watcher.next();
    expect(JSON.parse(second?.data ?? "")).to.deep.include({ bidCount: 2 });
    expect(Number(second?.id)).to.be.above(Number(first?.id));
    await watcher.stop();
  });

  it("tells the newest state to a watcher who comes back with the id of an old one", async () => {
    const watcher = await watch(house);
    const first = await watcher.next();
    await watcher.stop();
    await bid(people.bob, 100n);
    const resumed = await watch(house, { "last-event-id": first?.id ?? "" });
    expect(await resumed.auction()).to.include({ bidCount: 1 });
    await resumed.stop();
  });

  it("tells when time alone changes the status", async () => {
    const watcher = await watch(house);
    expect(await watcher.auction()).to.include({ status: "live" });
    house.pass(599_000);
    house.hub.tick();
    expect(await watcher.auction()).to.include({ status: "ended" });
    await watcher.stop();
  });

  it("lets a slow reader skip states: nothing queues up for him", async () => {
    const watcher = await watch(house);
    for (let round = 0, amount = 100n; round < 40; round++, amount = amount + amount / 20n + 1n)
      await bid(round % 2 === 0 ? people.bob : people.carol, amount);
    const seen: number[] = [];
    for (let last = 0; last < 40; ) {
      last = Number((await watcher.auction())?.bidCount);
      seen.push(last);
    }
    expect(seen.length).to.be.below(10);
    expect(seen).to.deep.equal([...seen].sort((a, b) => a - b));
    await watcher.stop();
  });

  it("forgets watchers who leave, and ends all when the relayer stops", async () => {
    const watcher = await watch(house);
    await watcher.next();
    expect(house.hub.size).to.equal(1);
    await watcher.stop();
    await bid(people.bob, 100n);
    expect(house.hub.size).to.equal(0);
    const second = await watch(house);
    await second.next();
    house.hub.close();
    expect(await second.next()).to.equal(undefined);
  });

  it("refuses an unknown auction before it streams", async () => {
    const response = await house.app.request(`/v1/auctions/0x${"12".repeat(32)}/stream`);
    expect(response.status).to.equal(404);
    expect(await response.json()).to.include({ code: "auction_not_found" });
  });
});
