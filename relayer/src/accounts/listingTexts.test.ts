import { createListingText, type ListingText, listingTextSalt, RelayerTooManyTextsError } from "@plaza/sdk";
import { createAccountClient, createRelayerClient } from "@plaza/sdk/relayer";
import { expect } from "chai";
import type { Address, Hex } from "viem";
import { listen } from "../server.ts";
import { addressOf, type House, openHouse, people } from "../testing/house.ts";
import { post, problemOf } from "../testing/http.ts";
import { conformity } from "../testing/openapi.ts";
import { proving, signIn } from "../testing/signIn.ts";

const hash = (digit: string): Hex => `0x${digit.repeat(64)}`;
const text: ListingText = { title: "Sword", description: "Sharp.\nOld.", images: [hash("a")], nonce: hash("1") };

describe("texts of listings", () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse({ now: Date.now });
  });

  const enter = async (body: unknown, who = people.seller) =>
    post(house, "/v1/listing-texts", body, proving(await signIn(house, who)));
  const find = async (...salts: unknown[]) => {
    const response = await house.app.request(`/v1/listing-texts?salts=${salts.join(",")}`);
    await conformity(house.app)("get", "/v1/listing-texts", response.clone(), 200);
    return ((await response.json()) as { texts: ListingText[] }).texts;
  };

  it("are kept by their salts, whoever enters them and however often", async () => {
    const salt = listingTextSalt(text);
    expect(await find(salt)).to.deep.equal([]);
    const first = await enter(text);
    await conformity(house.app)("post", "/v1/listing-texts", first.clone(), 201);
    expect(await first.json()).to.deep.equal({ salt: String(salt) });
    const again = await enter({ ...text, images: [hash("A")] }, people.bob);
    await conformity(house.app)("post", "/v1/listing-texts", again.clone(), 200);
    const other = { ...text, title: "Shield", images: [] };
    await enter(other);
    expect(await find(salt, 7, listingTextSalt(other), salt)).to.have.deep.members([text, other]);
  });

  it("come to readers and their writers through the SDK, checked against the salts", async () => {
    const server = await listen(house.app.fetch, "127.0.0.1", 0);
    try {
      const client = createAccountClient({ url: server.url });
      const relayer = createRelayerClient({ url: server.url });
      const written = createListingText({ title: "Swo\u0301rd" });
      const salt = listingTextSalt(written);
      expect(await client.enterListingText(written).catch((error) => error.code)).to.equal("not_signed_in");
      await client.signIn({
        ...{ account: people.seller.address, chainId: 31337, uri: `${server.url}/me` },
        signMessage: (message) => people.seller.signMessage({ message }),
      });
      expect(await client.enterListingText(written)).to.equal(salt);
      const many = Array.from({ length: 150 }, (_, index) => BigInt(index));
      expect(await relayer.getListingTexts([...many, salt])).to.deep.equal(new Map([[salt, written]]));
      await house.database.query("UPDATE listing_texts SET title = 'Forged'");
      expect((await relayer.getListingTexts([salt])).get(salt)).to.equal(undefined);
      await house.database.query("UPDATE listing_texts SET title = 'gpj\u202eexe'");
      expect((await relayer.getListingTexts([salt])).get(salt)).to.equal(undefined);

      await client.setProfile({ displayName: "Nim" });
      const asked: Address[] = [addressOf(people.seller), people.bob.address];
      expect(await relayer.getNames(asked)).to.deep.equal(new Map([[addressOf(people.seller), "Nim"]]));
      expect(await relayer.getNames([])).to.deep.equal(new Map());
    } finally {
      await server.close();
    }
  });

  it("are a thousand of one account at most", async () => {
    await house.database.query(
      `INSERT INTO listing_texts SELECT number, $1, 'Sword', '', '{}', '0x', 0 FROM generate_series(1, 1000) number`,
      [addressOf(people.seller)],
    );
    expect(await problemOf(enter(text))).to.include({ status: 409, code: "too_many_texts" });
    expect((await enter(text, people.bob)).status).to.equal(201);
    expect((await enter(text)).status).to.equal(200);
    expect(new RelayerTooManyTextsError({ status: 409 })).to.include({ retryable: false });
  });

  const bad: Record<string, [field: string, body: Record<string, unknown>]> = {
    "without a title": ["title", { ...text, title: "" }],
    "with one that is no text": ["title", { ...text, title: 7 }],
    "whose title turns what follows around": ["title", { ...text, title: "gpj\u202eexe" }],
    "with a control character": ["description", { ...text, description: "\u0007" }],
    "with a long description": ["description", { ...text, description: "x".repeat(2_001) }],
    "with an image by an address": ["images.0", { ...text, images: ["https://plaza.example/a.png"] }],
    "with nine images": ["images", { ...text, images: Array.from({ length: 9 }, () => hash("a")) }],
    "without a nonce": ["nonce", { title: "Sword", description: "", images: [] }],
    "with more than a text has": ["html", { ...text, html: "<b>" }],
  };
  for (const [what, [field, body]] of Object.entries(bad))
    it(`are refused ${what}`, async () => {
      expect(await problemOf(enter(body))).to.include({ status: 400, code: "invalid_request", field });
    });

  it("and names are asked for by a hundred at most, and by what could be one", async () => {
    for (const [path, field] of [
      ["/v1/listing-texts", "salts"],
      [`/v1/listing-texts?salts=${Array.from({ length: 101 }, (_, index) => index).join(",")}`, "salts"],
      ["/v1/listing-texts?salts=1,x", "salts.1"],
      [`/v1/listing-texts?salts=${2n ** 256n}`, "salts.0"],
      ["/v1/names", "accounts"],
      ["/v1/names?accounts=bob", "accounts.0"],
    ])
      expect(await problemOf(house.app.request(path as string)), path).to.include({ code: "invalid_request", field });
    expect(await problemOf(post(house, "/v1/listing-texts", text))).to.include({ status: 401, code: "not_signed_in" });
  });
});
