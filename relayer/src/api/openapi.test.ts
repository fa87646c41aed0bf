import { expect } from "chai";
import { placeBid } from "../intake/placeBid.ts";
import {
  auctionOf,
  depositOf,
  type House,
  NOW,
  openHouse,
  people,
  signedBid,
  signedRequest,
} from "../testing/house.ts";
import { post } from "../testing/http.ts";
import { conformity, documented } from "../testing/openapi.ts";

const { id, event } = auctionOf();

describe("openapi", () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse();
    house.chain.mine({ events: [event, depositOf(people.bob, 10_000n)], timestamp: NOW + 1 });
    await house.follower.sync();
  });

  it("describes every route", () => {
    const served = house.app.routes
      .filter(({ method, path }) => method !== "ALL" && !path.endsWith("*"))
      .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, "{$1}")}`);
    const described = documented(house.app).map(({ method, path }) => `${method.toUpperCase()} ${path}`);
    expect(described).to.include("POST /v1/bids");
    expect(new Set(described)).to.deep.equal(new Set(served));
  });

  it("gives each a summary, a tier and its refusals", async () => {
    const document = (await (await house.app.request("/openapi.json")).json()) as {
      paths: Record<string, Record<string, Record<string, unknown>>>;
    };
    for (const operations of Object.values(document.paths))
      for (const operation of Object.values(operations)) {
        expect(operation.summary).to.match(/^[A-Z].+\.$/);
        expect(operation["x-tier"]).to.be.a("string");
        expect(operation["x-problems"]).to.include("internal_error");
      }
    expect(document.paths["/v1/bids"]?.post?.["x-problems"]).to.include.members(["bid_too_low", "malformed_json"]);
  });

  it("is what answers look like", async () => {
    const bid = await signedBid(people.bob, id, 100n);
    const conforms = conformity(house.app);
    await placeBid(house, bid, NOW + 1);
    const paths = [
      ...["/v1/auctions/{id}", "/v1/auctions/{id}/bids"].map((path) => [path, path.replace("{id}", id)] as const),
      ["/v1/auctions", `/v1/auctions?ids=${id}`] as const,
      ["/v1/accounts/{address}/funds", `/v1/accounts/${people.bob.address}/funds`] as const,
      ...["/v1/keys", "/diagnostics", "/health", "/health/ready", "/health/chain"].map((path) => [path, path] as const),
    ];
    for (const [path, url] of paths) await conforms("get", path, await house.app.request(url), 200);
    await conforms("post", "/v1/bids", await post(house, "/v1/bids", bid), 200);
    const withdrawal = await post(house, "/v1/withdrawals", await signedRequest(people.bob, 100n));
    await conforms("post", "/v1/withdrawals", withdrawal, 201);
    await conforms("post", "/v1/bids", await post(house, "/v1/bids", "{"), 400);
  });

  it("can be tried on a page that loads nothing from elsewhere", async () => {
    const page = await house.app.request("/explorer");
    expect(page.headers.get("content-security-policy")).to.include("default-src 'none'");
    const text = await page.text();
    expect(text).to.not.match(/https?:/);
    for (const [, path] of text.matchAll(/(?:src|href)="(\/[^"]+)"/g)) {
      const file = await house.app.request(path ?? "");
      expect(file.status, path).to.equal(200);
      expect(file.headers.get("content-type")).to.match(path?.endsWith(".css") ? /css/ : /javascript/);
    }
    expect((await house.app.request("/explorer/package.json")).status).to.equal(400);
  });
});
