import { expect } from "chai";
import type { MetadataError } from "./failure.ts";
import { createDocumentReader } from "./readDocument.ts";
import { sanitize } from "./sanitize.ts";

const ID = "bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi";

describe("metadata documents", () => {
  let asked: string[] = [];
  const reader = (gateway?: string) =>
    createDocumentReader({
      gateway,
      fetch: async (url, { isTrusted = () => false } = {}) => {
        asked.push(`${isTrusted(url) ? "trusted " : ""}${url.href}`);
        return {};
      },
    });
  const refusal = (promise: Promise<unknown>) =>
    promise.then(
      () => "nothing",
      (error: MetadataError) => error.reason,
    );
  beforeEach(() => {
    asked = [];
  });

  it("are read from data: URLs as contracts write them", async () => {
    const read = reader();
    const json = '{"name":"100% é"}';
    for (const uri of [
      `data:application/json;base64,${Buffer.from(json).toString("base64")}`,
      `data:application/json;charset=utf-8;base64,${Buffer.from(json).toString("base64")}`,
      `data:application/json;utf8,${json}`,
      `data:application/json,${encodeURIComponent(json)}`,
      `DATA:application/ld+json,${json}`,
    ])
      expect(await read(uri)).to.deep.equal({ name: "100% é" });
    expect(await refusal(read("data:text/html,{}"))).to.equal("NOT_JSON");
    expect(await refusal(read("data:,{}"))).to.equal("NOT_JSON");
    expect(await refusal(read("data:application/json"))).to.equal("NOT_JSON");
    expect(await refusal(read("data:application/json,{"))).to.equal("NOT_JSON");
    expect(await refusal(read(`data:application/json,"${"x".repeat(500_000)}"`))).to.equal("TOO_LARGE");
  });

  it("are asked for at the gateway by their content, and by nothing that leads out of it", async () => {
    const read = reader("http://127.0.0.1:8080/");
    for (const uri of [`ipfs://${ID}/1.json`, `ipfs://ipfs/${ID}/a b/%3Fx`, `ipfs://${ID}`]) await read(uri);
    expect(asked).to.deep.equal([
      `trusted http://127.0.0.1:8080/ipfs/${ID}/1.json`,
      `trusted http://127.0.0.1:8080/ipfs/${ID}/a%20b/%3Fx`,
      `trusted http://127.0.0.1:8080/ipfs/${ID}`,
    ]);
    for (const path of [
      "../api/v0/id",
      `${ID}/../../api`,
      `${ID}/%2e%2e/x`,
      `${ID}?x`,
      "short",
      "",
      `${ID}@evil.test/x`,
    ])
      expect(await refusal(read(`ipfs://${path}`)), path).to.equal("BAD_URI");
    expect(await refusal(reader()(`ipfs://${ID}`))).to.equal("NO_GATEWAY");
    // What trusts the gateway trusts it for content alone, and only when content was asked for.
    await read("http://127.0.0.1:8080/ipfs/x");
    expect(asked.at(-1)).to.equal("http://127.0.0.1:8080/ipfs/x");
  });

  it("are not read from what is no URL, or too long a one", async () => {
    const read = reader();
    expect(await refusal(read("1.json"))).to.equal("BAD_URI");
    expect(await refusal(read(`https://shop.test/${"x".repeat(2_048)}`))).to.equal("BAD_URI");
  });

  it("are kept as plain text, cut to size, without what could fool a page", () => {
    const found = sanitize({
      name: `  Red\n\u202esword\u0000\u200b\ud800  ${"x".repeat(300)}`,
      description: "One.\r\nTwo\u0007.",
      image: "ipfs://Qm/1.png",
      external_url: "javascript:alert(1)",
      attributes: "none",
    });
    expect(found.name).to.equal(`Red sword ${"x".repeat(190)}`);
    expect(found).to.include({ description: "One.\nTwo.", image: "ipfs://Qm/1.png", externalUrl: null });
    expect(found.traits).to.deep.equal([]);
    const image = (value: unknown) => sanitize({ image: value }).image;
    expect(image("https://user:password@shop.test/1.png")).to.equal(null);
    expect(image("data:text/html,<script>")).to.equal(null);
    expect(image("data:image/svg+xml;base64,PHN2Zz4=")).to.equal("data:image/svg+xml;base64,PHN2Zz4=");
    expect(image(`data:image/png;base64,${"A".repeat(20_000)}`)).to.equal(null);
    for (const document of [null, 1, "x", []])
      expect(() => sanitize(document))
        .to.throw()
        .with.property("reason", "NOT_JSON");
  });

  it("tell traits by attributes or by properties, each once, and no more than a hundred", () => {
    const { traits } = sanitize({
      attributes: [
        { trait_type: "Hat", value: "Red" },
        { trait_type: "Hat", value: "Red" },
        { trait_type: " Level ", value: 7.5, display_type: "number" },
        { trait_type: "Glowing", value: true },
        { trait_type: "Nested", value: {} },
        { value: "nameless" },
        "nothing",
      ],
    });
    expect(traits).to.deep.equal([
      { name: "Hat", value: "Red", number: null, displayType: null },
      { name: "Level", value: "7.5", number: 7.5, displayType: "number" },
      { name: "Glowing", value: "true", number: null, displayType: null },
    ]);
    const properties = { hat: "Red", level: { name: "Level", value: 7 }, deep: { value: [] } };
    expect(sanitize({ properties }).traits.map(({ name, value }) => [name, value])).to.deep.equal([
      ["hat", "Red"],
      ["Level", "7"],
    ]);
    const attributes = Array.from({ length: 150 }, (_, index) => ({ trait_type: "n", value: index }));
    expect(sanitize({ attributes }).traits).to.have.length(100);
  });
});
