import { request } from "node:http";
import { connect } from "node:net";
import { expect } from "chai";
import { placeBid } from "./intake/placeBid.ts";
import { listen } from "./server.ts";
import {
  auctionOf,
  depositOf,
  type House,
  NOW,
  openHouse,
  people,
  signedBid,
  signedRequest,
  times,
} from "./testing/house.ts";
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
        // The late bid has prolonged the auction by the window.
        house.chain.mine({ timestamp: NOW + 599 + times.extensionWindow });
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
    const { url, close } = await listen(async (incoming) => new Response(await incoming.text()), "127.0.0.1", 0, 50);
    const answer = await raw(url, "POST / HTTP/1.1\r\nHost: relayer\r\nContent-Length: 10\r\n\r\n{");
    await close();
    expect(answer).to.include({ status: 408, code: "request_timeout" });
  });

  it("sends a bid's answer as it was made: rebuilt by the way it would go through a stream, for a third of a bid's time", async () => {
    const house = await openHouse();
    house.chain.mine({ events: [event, depositOf(people.bob, 1_000n)] });
    await house.follower.sync();
    const made: Response[] = [];
    const server = await listen(
      async (request) => {
        const answer = await house.app.fetch(request);
        made.push(answer);
        return answer;
      },
      "127.0.0.1",
      0,
    );
    try {
      for (const status of [201, 409]) {
        const body = toJson(await signedBid(status === 201 ? people.bob : people.carol, id, 100n));
        const headers = { "content-type": "application/json" };
        expect(await fetch(`${server.url}/v1/bids`, { method: "POST", headers, body })).to.include({ status });
      }
    } finally {
      await server.close();
    }
    // The HTTP server's own mark of an answer that it can write in one go.
    for (const answer of made)
      expect(Object.getOwnPropertySymbols(answer).map(({ description }) => description)).to.include("cache");
  });

  describe("answers what is hardly HTTP with problem details", () => {
    let house: House;
    let server: Awaited<ReturnType<typeof listen>>;
    before(async () => {
      house = await openHouse();
      server = await listen(house.app.fetch, "127.0.0.1", 0);
    });
    after(() => server.close());

    const chunk = `${"1000\r\n"}${"x".repeat(0x1000)}\r\n`;
    const cases: [string, string, number, string][] = [
      ["headers of 64 kB", `GET / HTTP/1.1\r\nHost: a\r\nX: ${"x".repeat(65_536)}\r\n\r\n`, 431, "headers_too_large"],
      ["an unknown method", "BREW / HTTP/1.1\r\nHost: a\r\n\r\n", 400, "invalid_request"],
      ["a method that no route has", "PROPFIND / HTTP/1.1\r\nHost: a\r\n\r\n", 404, "not_found"],
      ["TRACE", "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n", 404, "not_found"],
      ["no HTTP", "hello\r\n\r\n", 400, "invalid_request"],
      ["no host", "GET / HTTP/1.0\r\n\r\n", 404, "not_found"],
      ["a host that is none", "GET / HTTP/1.1\r\nHost: a b/c\r\n\r\n", 400, "invalid_request"],
      ["a target that is none", "GET http://[ HTTP/1.1\r\nHost: a\r\n\r\n", 400, "invalid_request"],
      [
        "a body in chunks without an end",
        `POST /v1/bids HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n${chunk.repeat(5)}`,
        413,
        "body_too_large",
      ],
      [
        "two lengths",
        "POST /v1/bids HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}",
        400,
        "invalid_request",
      ],
    ];
    for (const [name, text, status, code] of cases)
      it(name, async () =>
        expect(await raw(server.url, text)).to.include({ type: "application/problem+json", status, code }),
      );
  });
});

/** Sends bytes, and reads one answer. */
function raw(url: string, text: string) {
  const { hostname, port } = new URL(url);
  return new Promise<{ status: number; type: string | undefined; code: unknown }>((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(text));
    let received = "";
    socket.on("error", reject);
    socket.on("close", () => reject(new Error(`The connection ended after ${JSON.stringify(received)}.`)));
    socket.on("data", (part) => {
      received += part;
      const [head = "", body = ""] = received.split("\r\n\r\n");
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? Number.NaN);
      if (!(body.length >= length)) return;
      resolve({
        status: Number(head.split(" ")[1]),
        type: /content-type: (\S+)/i.exec(head)?.[1],
        code: (JSON.parse(body) as { code: unknown }).code,
      });
      socket.destroy();
    });
  });
}
