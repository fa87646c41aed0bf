import { expect } from "chai";
import fc from "fast-check";
import { collection, kind } from "../../ponder.schema.ts";
import { createTestClient } from "../../testing/client.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/database.ts";
import { foreign, swords } from "../../testing/shop.ts";
import { searchColumns } from "../store/trigrams.ts";
import { searchKinds } from "./entities/search.ts";

const NAMES = ["Longsword", "Short Sword", "Sword of Dawn", "Épée", "Crossbow, light", "Crossbow, heavy", "剣", "Rod"];

describe("a search by name", () => {
  let database: TestDatabase;
  let client: ReturnType<typeof createTestClient>;

  const put = async (names: readonly string[]) => {
    await database.clear();
    await database.db.insert(collection).values([
      { address: swords, name: "Swords", standard: "ERC721", official: true },
      { address: foreign, name: "Others", standard: "ERC1155", official: true },
    ]);
    const entry = (name: string, id: number) => ({ token: swords, id, name, icon: "", ...searchColumns(name) });
    if (names.length > 0) await database.db.insert(kind).values(names.map(entry));
  };
  const find = async (text: string, more = "") => {
    const query = `query ($text: String!) { search(text: $text${more}) { matches kind { name } } }`;
    const { data, errors } = await client.ask<{ search: { matches: boolean; kind: { name: string } }[] }>(query, {
      text,
    });
    expect(errors).to.equal(undefined);
    return data.search.map(({ matches, kind: { name } }) => (matches ? name : `~${name}`));
  };

  before(async function () {
    this.timeout(60_000);
    database = await createTestDatabase();
    client = createTestClient(database.db);
  });
  after(() => database.close());

  it("finds words in any order and case, and by their beginnings, before what is only alike", async () => {
    await put(NAMES);
    expect(await find("SWORD")).to.deep.equal(["Short Sword", "Sword of Dawn", "~Longsword"]);
    expect(await find("light cross")).to.deep.equal(["Crossbow, light", "~Crossbow, heavy"]);
    expect(await find("épé")).to.deep.equal(["Épée"]);
    expect(await find("剣")).to.deep.equal(["剣"]);
    expect(await find("dragon")).to.deep.equal([]);
  });

  it("forgives typos", async () => {
    await put(NAMES);
    expect((await find("longsord"))[0]).to.equal("~Longsword");
    expect((await find("crosbow hevy"))[0]).to.equal("~Crossbow, heavy");
    expect((await find("shrot sword"))[0]).to.equal("~Short Sword");
  });

  it("keeps to collections and to so many, in two statements", async () => {
    await put(NAMES);
    expect(await find("sword", `, collection: ["${foreign}"]`)).to.deep.equal([]);
    expect(await find("sword", `, collection: ["${swords}"], first: 1`)).to.deep.equal(["Short Sword"]);
    database.queries.length = 0;
    await client.ask('{ search(text: "sword") { share kind { id } collection { name } } }');
    expect(database.queries).to.have.length(2);
  });

  it("refuses a text without a letter, one that is too long, and pages out of bounds, and takes what looks like an operator", async () => {
    await put(NAMES);
    const refused = { text: ['"!&|"', '""', `"${"a".repeat(101)}"`], first: ['"a", first: 101', '"a", first: -1'] };
    for (const [field, args] of Object.entries(refused))
      for (const text of args) {
        const { errors } = await client.ask(`{ search(text: ${text}) { share } }`);
        expect(errors?.[0]?.extensions, text).to.deep.equal({ code: "BAD_USER_INPUT", field });
      }
    expect((await find("sword:* | !dawn & '"))[0]).to.equal("Sword of Dawn");
  });

  it("finds by random texts what counting by hand finds", async function () {
    this.timeout(120_000);
    const letters = fc.string({ unit: fc.constantFrom("a", "b", "É", "9", " ", "-"), maxLength: 8 });
    const world = fc.record({
      names: fc.array(letters, { maxLength: 12 }),
      texts: fc.array(letters, { maxLength: 6 }),
    });
    await fc.assert(
      fc.asyncProperty(world, async ({ names, texts }) => {
        await put(names);
        for (const text of texts.filter((one) => /[^ -]/.test(one))) {
          const words = (value: string) => value.toLowerCase().split(/[ -]+/).filter(Boolean);
          const grams = (value: string) =>
            new Set(words(value).flatMap((word) => [...`${word} `].map((_, at) => `  ${word} `.slice(at, at + 3))));
          const asked = grams(text);
          const expected = names
            .map((name, id) => {
              const own = words(name);
              const matches = words(text).every((word) => own.some((one) => one.startsWith(word)));
              const share = [...asked].filter((gram) => grams(name).has(gram)).length / asked.size;
              return { id, matches, share };
            })
            .filter(({ matches, share }) => matches || share >= 0.3);
          const hits = await searchKinds(database.db, { text, limit: 100 });
          const inOrder = hits.map(({ matches, share }) => Number(matches) * 2 + share);
          expect(inOrder).to.deep.equal(inOrder.toSorted((a, b) => b - a));
          expect(
            hits.map(({ id, matches, share }) => ({ id, matches, share })).sort((a, b) => a.id - b.id),
          ).to.deep.equal(expected);
        }
      }),
      { numRuns: 60 },
    );
  });
});
