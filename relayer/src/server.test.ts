import { request } from "node:http";
import { expect } from "chai";
import { placeBid } from "./intake/placeBid.ts";
import { listen } from "./server.ts";
import { auctionOf, depositOf, type House, NOW, openHouse, people, signedBid, signedRequest } from "./testing/house.ts";
import { toJson } from "./testing/http.ts";

const { id, event } = auctionOf();

/** Sends the first byte of a body, lets something happen, then sends the rest. */
async function held(url: string, body: string, meanwhile: () => Promise<void>) {
  const headers = { "content-type": "application/json", "content-length": body.length };
  let finish = (_: unknown): void => {};
  const answer = new Promise<{ status: number | undefined; code: unknown }>((resolve, reject) => {
    const sent = request(url, { method: "POST", headers }, (response) => {
      let text = "";
      response.on("data", (part) => {
        text += part;
      });
      response.on("end", () => resolve({ status: response.statusCode, code: text && JSON.parse(text).code }));
    });
    sent.on("error", reject);
    sent.write(body.slice(0, 1));
    finish = () => sent.end(body.slice(1));
  });
  await meanwhile();
  finish(undefined);
  return answer;
}

for (const finality of ["latest", "finalized"] as const)
  describe(`a body that is held back (${finality})`, () => {
    let house: House;
    let server: Awaited<ReturnType<typeof listen>>;
    /** Resolves once the relayer has the headers of a request. */
    let arrived: Promise<void>;
    beforeEach(async () => {
      house = await openHouse({ finality });
      const deposits = [depositOf(people.bob, 1_000n), depositOf(people.carol, 1_000n)];
      house.chain.mine({ events: [event, ...deposits], timestamp: NOW + 590 });
      await house.follower.sync();
      let arrive = () => {};
      arrived = new Promise((resolve) => {
        arrive = resolve;
      });
      const fetch = (incoming: Request) => {
        arrive();
        return house.app.fetch(incoming);
      };
      server = await listen(fetch, "127.0.0.1", 0);
    });
    afterEach(() => server.close());

    it("is a bid received when its last byte is in", async () => {
      const body = toJson(await signedBid(people.carol, id, 105n));
      const answer = await held(`${server.url}/v1/bids`, body, async () => {
        await arrived;

        await house.follower.sync();
        await placeBid(house, await signedBid(people.bob, id, 100n), NOW + 599);
        house.chain.mine({ timestamp: NOW + 603 });
        await house.follower.sync();
      });
      expect(answer).to.deep.equal({ status: 409, code: "auction_ended" });
    });

    it("is a withdrawal request as old as it is at its last byte", async () => {
      const body = toJson(await signedRequest(people.bob, 1n, NOW + 590));
      const answer = await held(`${server.url}/v1/withdrawals`, body, async () => {
        await arrived;
        await house.follower.sync();
        house.chain.mine({ timestamp: NOW + 590 + 301 });
        await house.follower.sync();
      });
      expect(answer.code).to.equal("request_expired");
    });
  });

describe("server", () => {
  it("waits only so long for a request", async () => {
    const server = await listen(async (incoming) => new Response(await incoming.text()), "127.0.0.1", 0, 50);
    const headers = { "content-length": 10 };
    const ended = await new Promise<unknown>((resolve) => {
      const sent = request(server.url, { method: "POST", headers }, (response) => resolve(response.statusCode));
      sent.on("error", (error: NodeJS.ErrnoException) => resolve(error.code));
      sent.write("{");
    });
    await server.close();
    expect(ended).to.be.oneOf([408, "ECONNRESET"]);
  });
});
