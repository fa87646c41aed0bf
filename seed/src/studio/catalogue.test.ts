import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { chooseCatalogue } from "../catalogue/choose.ts";
import { credits } from "../catalogue/credits.ts";
import { iconPath } from "../icons/icons.ts";
import { planMarket } from "../plan/plan.ts";
import { parseCatalogue, readCatalogue } from "./catalogue.ts";
import { CatalogueError } from "./error.ts";

const example = fileURLToPath(new URL("../../examples/catalogue.json", import.meta.url));

const blade = { kind: 1, name: "Ember Blade", type: "WEAPON", price: "12.5", pieces: 2 };

function faultsOf(json: unknown): string[] {
  try {
    parseCatalogue(json, "test.json");
  } catch (error) {
    if (error instanceof CatalogueError)
      return error.faults.map(({ path, got, expected }) => `${path}: ${got}, ${expected}`);
    throw error;
  }
  return [];
}

const faultsOfKind = (fields: Record<string, unknown>): string[] =>
  faultsOf({ name: "Test", kinds: [{ ...blade, ...fields }] });

describe("readCatalogue", () => {
  it("reads the example, which can be seeded", async () => {
    const catalogue = await readCatalogue(example);
    expect(catalogue.name).to.equal("Emberfall, by Lantern Studio");
    const [first] = catalogue.kinds;
    expect(first?.icon).to.equal(iconPath("flaming-claw"));
    expect(first?.stats).to.deep.equal({ power: 85, defense: 0, speed: 40, luck: 12 });
    expect(catalogue.kinds.find(({ name }) => name === "Cinder Ore")).to.include({ stackable: true, supply: 10_000 });
    expect(planMarket(catalogue).pieces).to.have.length(6 + 8 + 2 + 12 + 4);
  });

  it("is what PLAZA_CATALOGUE chooses; without it there is the System Reference Document", async () => {
    expect((await chooseCatalogue({ PLAZA_CATALOGUE: example })).kinds).to.have.length(7);
    expect((await chooseCatalogue({})).kinds).to.have.length(231);
    expect((await chooseCatalogue({ PLAZA_CATALOGUE: "" })).kinds).to.have.length(231);
  });

  it("says which file is missing or is not JSON", async () => {
    const folder = await mkdtemp(join(tmpdir(), "plaza-catalogue-"));
    try {
      const path = join(folder, "catalogue.json");
      const failure = (): Promise<string> =>
        readCatalogue(path).then(
          () => "",
          (error: Error) => error.message,
        );
      expect(await failure())
        .to.contain(path)
        .and.contain("expected a readable file");
      await writeFile(path, "{ kinds: }");
      expect(await failure())
        .to.contain(path)
        .and.contain("expected JSON");
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe("parseCatalogue", () => {
  it("takes a kind with nothing but the needful", () => {
    const { kinds } = parseCatalogue({ name: "Test", kinds: [blade] }, "test.json");
    expect(kinds[0]).to.deep.include({
      rarity: "COMMON",
      class: "ANY",
      biome: "NONE",
      price: credits("12.5"),
      supply: 2,
    });
    expect(kinds[0]?.icon).to.equal(iconPath("broadsword"));
  });

  const wrong: readonly (readonly [what: string, fields: Record<string, unknown>, fault: string])[] = [
    ["no name", { name: undefined }, "kinds[0].name: nothing, expected string"],
    ["a blank name", { name: " " }, 'kinds[0].name: " ", expected a name that is not blank'],
    ["a long name", { name: "ä".repeat(33) }, `kinds[0].name: "${"ä".repeat(33)}", expected at most 64 bytes`],
    ["a control character", { name: "a\nb" }, 'kinds[0].name: "a\\nb", expected no control characters'],
    ["a price of zero", { price: "0.00" }, 'kinds[0].price: "0.00", expected a price above zero'],
    ["a price as number", { price: 12 }, "kinds[0].price: 12, expected string"],
    ["a price with words", { price: "12 gp" }, 'kinds[0].price: "12 gp", expected Credits in decimals, such as "12.5"'],
    [
      "an unknown type",
      { type: "SWORD" },
      'kinds[0].type: "SWORD", expected one of WEAPON, ARMOR, MOUNT, GEAR, TOOL, COSMETIC, COLLECTIBLE, LAND',
    ],
    [
      "the type NONE",
      { type: "NONE" },
      'kinds[0].type: "NONE", expected one of WEAPON, ARMOR, MOUNT, GEAR, TOOL, COSMETIC, COLLECTIBLE, LAND',
    ],
    ["kind 0", { kind: 0 }, "kinds[0].kind: 0, expected at least 1"],
    ["half a kind", { kind: 1.5 }, "kinds[0].kind: 1.5, expected a whole number"],
    ["a stat too large", { stats: { power: 65_536 } }, "kinds[0].stats.power: 65536, expected at most 65535"],
    ["an unknown stat", { stats: { mana: 1 } }, 'kinds[0].stats: {"mana":1}, expected no field called "mana"'],
    [
      "a misspelt field",
      { prize: "1" },
      `kinds[0]: ${JSON.stringify({ ...blade, prize: "1" }).slice(0, 60)}..., expected no field called "prize"`,
    ],
    ["an unknown icon", { icon: "no-icon" }, 'kinds[0].icon: "no-icon", expected the name of an icon of game-icons'],
    [
      "script for a path",
      { icon: { path: "<script>" } },
      'kinds[0].icon.path: "<script>", expected SVG path data, on 512 x 512',
    ],
    [
      "a number for an icon",
      { icon: 5 },
      "kinds[0].icon: 5, expected the name of an icon of game-icons, or { path } with SVG path data",
    ],
    ["a biome for a weapon", { biome: "FOREST" }, 'kinds[0].biome: "FOREST", only a LAND has a biome'],
    ["no supply", { pieces: 0 }, "kinds[0].pieces: 0, expected at least 1"],
  ];
  for (const [what, fields, fault] of wrong) {
    it(`refuses ${what}`, () => expect(faultsOfKind(fields)).to.deep.equal([fault]));
  }

  it("wants pieces or units, not both and not neither", () => {
    for (const fields of [{ units: 5 }, { pieces: undefined }]) {
      expect(faultsOfKind(fields)[0]).to.match(
        /^kinds\[0\]: .*expected either "pieces" \(unique items\) or "units" \(a stack\)$/,
      );
    }
  });

  it("refuses a number used twice, saying where first", () => {
    expect(faultsOf({ name: "Test", kinds: [blade, { ...blade, name: "Other" }] })).to.deep.equal([
      "kinds[1].kind: 1, expected a number of its own, but kinds[0] has it too",
    ]);
  });

  it("refuses an empty or shapeless catalogue", () => {
    expect(faultsOf({ name: "Test", kinds: [] })).to.deep.equal(["kinds: [], expected at least 1 entry"]);
    expect(faultsOf([])).to.deep.equal(["the whole file: [], expected object"]);
    expect(faultsOf(undefined)).to.deep.equal(["the whole file: nothing, expected object"]);
  });

  it("tells every fault at once", () => {
    expect(faultsOfKind({ price: "-1", rarity: "MYTHIC" })).to.have.length(2);
    const message = (() => {
      try {
        parseCatalogue({ name: "Test", kinds: [{ ...blade, price: "-1" }] }, "mine.json");
      } catch (error) {
        return String(error);
      }
      return "";
    })();
    expect(message).to.equal(
      'CatalogueError: The catalogue mine.json cannot be used:\n  kinds[0].price: got "-1", expected Credits in decimals, such as "12.5"',
    );
  });
});
