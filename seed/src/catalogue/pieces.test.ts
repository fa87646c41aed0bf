import { expect } from "chai";
import fc from "fast-check";
import { PRICE_STEP } from "./credits.ts";
import { type Kind, MAX_STAT, rarities, STATS } from "./kind.ts";
import { CRAFTS, makePieces } from "./pieces.ts";

const stat = fc.integer({ min: 0, max: MAX_STAT });
const kinds: fc.Arbitrary<Kind> = fc.record({
  kind: fc.integer({ min: 1, max: 2 ** 32 - 1 }),
  name: fc.string({ minLength: 1, maxLength: 20 }),
  icon: fc.constant("M0 0h1"),
  stackable: fc.constant(false),
  itemType: fc.constant("WEAPON" as const),
  rarity: fc.constantFrom(...rarities),
  class: fc.constant("ANY" as const),
  biome: fc.constant("NONE" as const),
  stats: fc.record({ power: stat, defense: stat, speed: stat, luck: stat }),
  price: fc.bigInt({ min: 1n, max: 10n ** 27n }),
  supply: fc.integer({ min: 1, max: 20 }),
});

describe("makePieces", () => {
  it("makes as many as there should be, the same each time", () => {
    fc.assert(
      fc.property(kinds, fc.string(), (kind, seed) => {
        const pieces = makePieces(kind, seed);
        expect(pieces).to.have.length(kind.supply);
        expect(makePieces(kind, seed)).to.deep.equal(pieces);
      }),
    );
  });

  it("keeps stats on chain's bounds, none where the kind has none, some where it has some", () => {
    fc.assert(
      fc.property(kinds, (kind) => {
        for (const { stats } of makePieces(kind, "test")) {
          for (const name of STATS) {
            expect(Number.isInteger(stats[name])).to.equal(true);
            expect(stats[name]).to.be.within(kind.stats[name] === 0 ? 0 : 1, kind.stats[name] === 0 ? 0 : MAX_STAT);
          }
        }
      }),
    );
  });

  it("makes none plainer or cheaper than its kind, and a rarer one dearer", () => {
    fc.assert(
      fc.property(kinds, (kind) => {
        for (const piece of makePieces(kind, "test")) {
          const steps = rarities.indexOf(piece.rarity) - rarities.indexOf(kind.rarity);
          expect(steps).to.be.within(0, 3);
          expect(piece.value % PRICE_STEP).to.equal(0n);
          expect(piece.value > 0n).to.equal(true);
          const exact = (kind.price * BigInt(CRAFTS[steps]?.valuePermille ?? 0)) / 1_000n;
          expect(piece.value <= (exact > PRICE_STEP ? exact : PRICE_STEP)).to.equal(true);
        }
      }),
    );
  });

  it("has crafts whose shares make up all pieces, in steps of one rarity", () => {
    expect(CRAFTS.reduce((sum, { share }) => sum + share, 0)).to.equal(1_000);
    expect(CRAFTS.map(({ rarerBy }) => rarerBy)).to.deep.equal([0, 1, 2, 3]);
  });
});
