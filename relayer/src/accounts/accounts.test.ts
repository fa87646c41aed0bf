import { expect } from "chai";
import type { Address } from "viem";
import { listNoticesAfter } from "../infra/database/notices.ts";
import { addressOf, type House, openHouse, people } from "../testing/house.ts";
import { post, problemOf, toJson } from "../testing/http.ts";
import { sell } from "../testing/notices.ts";
import { conformity } from "../testing/openapi.ts";
import { proving, signIn, type Tokens } from "../testing/signIn.ts";

const seller = addressOf(people.seller);
const bob = addressOf(people.bob);

describe("accounts", () => {
  let house: House;
  let tokens: { seller: Tokens; bob: Tokens; carol: Tokens };
  const open = async (options: Parameters<typeof openHouse>[0] = {}) => {
    house = await openHouse(options);
    const [sellers, bobs, carols] = [people.seller, people.bob, people.carol].map((who) => signIn(house, who));
    tokens = { seller: (await sellers) as Tokens, bob: (await bobs) as Tokens, carol: (await carols) as Tokens };
  };
  beforeEach(() => open());

  const read = async (path: string, account: Address = seller) => {
    const response = await house.app.request(`/v1/accounts/${account}/${path}`);
    await conformity(house.app)("get", `/v1/accounts/{address}/${path}`, response.clone(), 200);
    return (await response.json()) as Record<string, unknown> & { history: unknown[] };
  };
  const enter = (profile: unknown, of: Tokens = tokens.seller) =>
    house.app.request("/v1/profile", {
      method: "PUT",
      headers: { ...proving(of), "content-type": "application/json" },
      body: toJson(profile),
    });
  const review = (by: Tokens, body: Record<string, unknown>) => post(house, "/v1/reviews", body, proving(by));

  /** A final sale of the seller's to Bob. Returns the trade's id. */
  async function trade(total = 100n): Promise<string> {
    await sell(house, [{ seller, buyer: bob, total }]);
    await house.notices.tick();
    const notice = (await listNoticesAfter(house.database, { account: seller, after: 0, limit: 1_000 })).at(-1);
    return notice?.kind === "item_sold" ? notice.data.trade : "";
  }

  it("have no profile until they enter one, which is no error", async () => {
    expect(await read("profile")).to.deep.equal({ profile: null, onboarding: "none" });
    expect((await enter({ displayName: "Nim" })).status).to.equal(200);
    expect(await read("profile")).to.deep.include({ onboarding: "started" });
    const full = {
      displayName: " Nim the smith ",
      description: "Swords\u0301",
      avatar: "https://plaza.example/nim.png",
    };
    expect((await enter(full)).status).to.equal(200);
    expect(await read("profile")).to.deep.equal({
      profile: {
        account: people.seller.address,
        displayName: "Nim the smith",
        handle: null,
        handleVerified: false,
        description: "Swords\u0301".normalize("NFC"),
        avatar: full.avatar,
        updatedAt: new Date(house.now()).toISOString(),
      },
      onboarding: "complete",
    });
  });

  const bad: Record<string, Record<string, unknown>> = {
    "no name": { displayName: "  " },
    "a long name": { displayName: "x".repeat(51) },
    "a name that turns what follows around": { displayName: "Nim\u202egpj" },
    "a name with a control character": { displayName: "Nim\u0007" },
    "an avatar that is a script": { displayName: "Nim", avatar: "javascript:alert(1)" },
    "an avatar by http": { displayName: "Nim", avatar: "http://plaza.example/nim.png" },
    "an avatar with a password": { displayName: "Nim", avatar: "https://a:b@plaza.example/nim.png" },
    "an avatar that breaks out of its attribute": { displayName: "Nim", avatar: 'https://plaza.example/"onload=' },
    "a handle that is no name": { displayName: "Nim", handle: "nim .eth" },
    "an unknown field": { displayName: "Nim", verified: true },
  };
  for (const [what, profile] of Object.entries(bad))
    it(`refuse ${what}`, async () => {
      expect(await problemOf(enter(profile))).to.include({ status: 400, code: "invalid_request" });
      expect(await read("profile")).to.include({ profile: null });
    });

  it("have the handle that resolves to them, normalised", async () => {
    await open({ resolveName: async (name) => (name === "nim.eth" ? seller : null) });
    expect((await enter({ displayName: "Nim", handle: "NIM.eth" })).status).to.equal(200);
    expect((await read("profile")).profile).to.include({ handle: "nim.eth", handleVerified: true });
    const stolen = enter({ displayName: "Nim", handle: "nim.eth" }, tokens.bob);
    expect(await problemOf(stolen)).to.include({ status: 409, code: "handle_not_yours" });
    await open({ resolveName: () => Promise.reject(new Error("away")) });
    expect(await problemOf(enter({ displayName: "Nim", handle: "nim.eth" }))).to.include({ status: 503 });
  });

  it("write their profile by a session only", async () => {
    const response = house.app.request("/v1/profile", {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: toJson({ displayName: "Nim" }),
    });
    expect(await problemOf(response)).to.include({ status: 401, code: "not_signed_in" });
  });

  it("are called by their names in the seller's notice", async () => {
    await enter({ displayName: "Bob the bold" }, tokens.bob);
    await trade();
    const [notice] = await listNoticesAfter(house.database, { account: seller, after: 0, limit: 1 });
    expect(notice?.data).to.include({ buyerName: "Bob the bold" });
  });

  it("are reviewed by the other party of a final trade, once", async () => {
    const sold = await trade();
    // Anybody may know that the seller's notice is there, and nobody else what it says.
    const notice = async (id: string) => (await house.app.request(`/v1/trades/${id}/notice`)).json();
    expect(await notice(sold)).to.deep.equal({ stored: true });
    expect(await notice(`0x${"ee".repeat(32)}:0`)).to.deep.equal({ stored: false });
    expect(await notice("7")).to.include({ status: 400, code: "invalid_request" });
    expect(await problemOf(review(tokens.carol, { trade: sold, rating: 1 }))).to.include({
      code: "not_a_counterparty",
    });
    const unknown = `0x${"ee".repeat(32)}:0`;
    expect(await problemOf(review(tokens.bob, { trade: unknown, rating: 5 }))).to.include({ code: "trade_not_found" });
    for (const rating of [0, 6, 4.5, "5"])
      expect(await problemOf(review(tokens.bob, { trade: sold, rating }))).to.include({ code: "invalid_request" });
    expect((await review(tokens.bob, { trade: sold, rating: 5, comment: "sharp" })).status).to.equal(201);
    const again = review(tokens.bob, { trade: sold, rating: 1 });
    expect(await problemOf(again)).to.include({ status: 409, code: "already_reviewed" });
    expect((await review(tokens.seller, { trade: sold, rating: 4 })).status).to.equal(201);
    expect((await read("reviews")).reviews).to.deep.equal([
      {
        trade: sold,
        author: people.bob.address,
        subject: people.seller.address,
        rating: 5,
        comment: "sharp",
        writtenAt: new Date(house.now()).toISOString(),
      },
    ]);
    expect((await read("reviews", bob)).reviews).to.have.length(1);
  });

  it("cannot review themselves by trading with themselves", async () => {
    await sell(house, [{ seller, buyer: seller, total: 100n }]);
    await house.notices.tick();
    const [notice] = await listNoticesAfter(house.database, { account: seller, after: 0, limit: 1 });
    const own = notice?.kind === "item_sold" ? notice.data.trade : "";
    expect(await problemOf(review(tokens.seller, { trade: own, rating: 5 }))).to.include({
      code: "not_a_counterparty",
    });
  });

  it("have a reputation from trades and reviews, which either changes at once", async () => {
    const fresh = { score: 60, sales: 0, purchases: 0, reviews: 0, rating: null, history: [], stale: false };
    expect(await read("reputation")).to.deep.equal(fresh);
    expect(await read("reputation", bob)).to.deep.equal(fresh);
    const sold = await trade();
    expect(await read("reputation")).to.include({ sales: 1, purchases: 0, score: 60 });
    expect(await read("reputation", bob)).to.include({ sales: 0, purchases: 1 });
    house.pass(30_000);
    await review(tokens.bob, { trade: sold, rating: 5 });
    const { history, ...reputation } = await read("reputation");
    expect(reputation).to.deep.equal({ score: 67, sales: 1, purchases: 0, reviews: 1, rating: 500, stale: false });
    expect(history).to.have.length(2);
    expect(history[0]).to.include({ kind: "review", trade: sold, rating: 5, score: 67 });
  });

  it("have the last known reputation, said to be stale, while its source is away", async () => {
    await trade();
    await read("reputation");
    const { query } = house.database;
    house.pass(60_000);
    house.database.query = () => Promise.reject(new Error("connection refused"));
    expect(await read("reputation")).to.include({ sales: 1, stale: true });
    expect(await read("reputation", bob)).to.include({ purchases: 0, score: 60, stale: true });
    house.database.query = query;
    expect(await read("reputation")).to.include({ sales: 1, stale: false });
  });
});
