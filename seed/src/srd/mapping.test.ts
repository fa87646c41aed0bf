import { expect } from "chai";
import fc from "fast-check";
import { credits } from "../catalogue/credits.ts";
import { rarities } from "../catalogue/kind.ts";
import { srdCatalogue } from "./catalogue.ts";
import { costInCopper, priceOf } from "./cost.ts";
import { meanOfDice } from "./dice.ts";
import { displayName } from "./name.ts";
import { rarityOf } from "./rarity.ts";

const costs = fc.record({
  cost: fc.record({ quantity: fc.integer({ min: 1, max: 100_000 }), unit: fc.constantFrom("cp", "sp", "gp" as const) }),
});

describe("cost", () => {
  it("makes a silver piece a Credit", () => {
    expect(priceOf({ cost: { quantity: 1, unit: "sp" } })).to.equal(credits(1));
    expect(priceOf({ cost: { quantity: 1, unit: "cp" } })).to.equal(credits("0.1"));
    expect(priceOf({ cost: { quantity: 30_000, unit: "gp" } })).to.equal(credits(300_000));
  });

  it("keeps dearer things dearer, and never less rare", () => {
    fc.assert(
      fc.property(costs, costs, (a, b) => {
        fc.pre(costInCopper(a) <= costInCopper(b));
        expect(priceOf(a) <= priceOf(b)).to.equal(true);
        expect(rarities.indexOf(rarityOf(a))).to.be.at.most(rarities.indexOf(rarityOf(b)));
      }),
    );
  });
});

describe("rarityOf", () => {
  it("changes exactly at its thresholds", () => {
    const at = (gold: number) => rarityOf({ cost: { quantity: gold, unit: "gp" } });
    expect([24, 25, 99, 100, 499, 500, 4_999, 5_000].map(at)).to.deep.equal([
      ...["COMMON", "UNCOMMON", "UNCOMMON", "RARE", "RARE", "EPIC", "EPIC", "LEGENDARY"],
    ]);
  });
});

describe("meanOfDice", () => {
  it("is the mean of all that the dice can show", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 6 }), (count, faces) => {
        let totals = [0];
        for (let i = 0; i < count; i++) {
          totals = totals.flatMap((total) => Array.from({ length: faces }, (_, face) => total + face + 1));
        }
        const mean = totals.reduce((sum, total) => sum + total, 0) / totals.length;
        expect(meanOfDice(`${count}d${faces}`)).to.be.closeTo(mean, 1e-9);
      }),
    );
  });

  it("shows nothing without faces, and refuses what is not dice", () => {
    expect(meanOfDice("1d0")).to.equal(0);
    expect(() => meanOfDice("d6")).to.throw('"d6" is not dice');
  });
});

describe("displayName", () => {
  const shown: Readonly<Record<string, string>> = {
    "Crossbow, light": "Light Crossbow",
    "Rope, silk (50 feet)": "Silk Rope (50 feet)",
    "Ball bearings (bag of 1,000)": "Ball Bearings (bag of 1,000)",
    "Case, map or scroll": "Map or Scroll Case",
    "Pick, miner's": "Miner's Pick",
    "Potion of healing": "Potion of Healing",
    "Barding: Half plate": "Half Plate Barding",
    Plate: "Plate Armor",
    Riding: "Riding Saddle",
  };
  for (const [name, expected] of Object.entries(shown)) {
    it(`calls "${name}" ${expected}`, () => expect(displayName({ name })).to.equal(expected));
  }
});

describe("srdCatalogue", () => {
  const { kinds } = srdCatalogue();
  const byName = new Map(kinds.map((kind) => [kind.name, kind]));
  const traits = (name: string) => {
    const { itemType, rarity, class: suits, stats } = byName.get(name) ?? expect.fail(`no ${name}`);
    return [itemType, rarity, suits, stats.power, stats.defense, stats.speed];
  };

  it("has all 231 kinds, each with its own number and name", () => {
    expect(kinds.map(({ kind }) => kind)).to.deep.equal(Array.from({ length: 231 }, (_, index) => index + 1));
    expect(byName.size).to.equal(231);
    for (const { name } of kinds) expect(new TextEncoder().encode(name).length, name).to.be.within(1, 64);
  });

  it("maps by the documented rule", () => {
    expect(traits("Longsword")).to.deep.equal(["WEAPON", "COMMON", "WARRIOR", 50, 0, 54]);
    expect(traits("Halberd")).to.deep.equal(["WEAPON", "COMMON", "WARRIOR", 65, 10, 48]);
    expect(traits("Dagger")).to.deep.equal(["WEAPON", "COMMON", "ROGUE", 25, 0, 78]);
    expect(traits("Mace")).to.deep.equal(["WEAPON", "COMMON", "CLERIC", 35, 0, 52]);
    expect(traits("Net")).to.deep.equal(["WEAPON", "COMMON", "RANGER", 0, 0, 54]);
    expect(traits("Plate Armor")).to.deep.equal(["ARMOR", "EPIC", "WARRIOR", 0, 80, 3]);
    expect(traits("Plate Barding")).to.deep.equal(["ARMOR", "LEGENDARY", "WARRIOR", 0, 80, 0]);
    expect(traits("Shield")).to.deep.equal(["ARMOR", "COMMON", "ANY", 0, 20, 37]);
    expect(traits("Elephant")).to.deep.equal(["MOUNT", "RARE", "ANY", 132, 66, 40]);
    expect(traits("Wagon")).to.deep.equal(["MOUNT", "UNCOMMON", "ANY", 0, 40, 30]);
    expect(traits("Galley")).to.deep.equal(["MOUNT", "LEGENDARY", "ANY", 119, 119, 35]);
    expect(traits("Acid (vial)")).to.deep.equal(["GEAR", "UNCOMMON", "ANY", 35, 0, 0]);
    expect(traits("Potion of Healing")).to.deep.equal(["GEAR", "UNCOMMON", "ANY", 0, 35, 0]);
    expect(traits("Riding Saddle")).to.deep.equal(["GEAR", "COMMON", "ANY", 0, 0, 0]);
    expect(traits("Thieves' Tools")).to.deep.equal(["TOOL", "UNCOMMON", "ROGUE", 0, 0, 0]);
    expect(byName.get("Dice Set")?.stats.luck).to.be.within(41, 60);
  });

  it("stacks gear and tools, and nothing else", () => {
    for (const { name, itemType, stackable } of kinds) {
      expect(stackable, name).to.equal(itemType === "GEAR" || itemType === "TOOL");
    }
  });

  it("has ever fewer of the rarer", () => {
    const counts = rarities.map((rarity) => kinds.filter((kind) => kind.rarity === rarity).length);
    expect(counts).to.deep.equal([...counts].sort((a, b) => b - a));
    expect(counts.every((count) => count > 0)).to.equal(true);
  });

  it("is the same each time", () => {
    expect(srdCatalogue().kinds).to.deep.equal(kinds);
  });
});
